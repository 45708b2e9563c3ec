// SHA-256, HMAC and bytes. WebCrypto's SHA-256 wants the whole of a file in memory; this one takes it in slices.

const K = Int32Array.of(
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
  0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
  0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
  0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
  0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
  0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2);
const W = new Int32Array(64);

class Sha256 {
  #state = Int32Array.of(0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19);
  #block = new Uint8Array(64);
  #bytes = 0;

  copy() {
    const copy = new Sha256();
    copy.#state.set(this.#state);
    copy.#block.set(this.#block);
    copy.#bytes = this.#bytes;
    return copy;
  }

  update(data) {
    const used = this.#bytes % 64;
    this.#bytes += data.length;
    let at = 0;
    if (used) {
      at = Math.min(64 - used, data.length);
      this.#block.set(data.subarray(0, at), used);
      if (used + at < 64) return this;
      this.#mix(this.#block, 0);
    }
    for (; at + 64 <= data.length; at += 64) this.#mix(data, at);
    this.#block.set(data.subarray(at));
    return this;
  }

  digest() {
    const padding = new Uint8Array((this.#bytes % 64 < 56 ? 64 : 128) - this.#bytes % 64);
    padding[0] = 0x80;
    new DataView(padding.buffer).setBigUint64(padding.length - 8, BigInt(this.#bytes) * 8n);
    this.update(padding);
    const out = new DataView(new ArrayBuffer(32));
    this.#state.forEach((word, i) => out.setInt32(4 * i, word));
    return new Uint8Array(out.buffer);
  }

  #mix(data, at) {
    for (let i = 0; i < 16; i++, at += 4) W[i] = data[at] << 24 | data[at + 1] << 16 | data[at + 2] << 8 | data[at + 3];
    for (let i = 16; i < 64; i++) {
      const x = W[i - 15], y = W[i - 2];
      W[i] = W[i - 16] + W[i - 7] + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3) + ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10);
    }
    const s = this.#state;
    let a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7];
    for (let i = 0; i < 64; i++) {
      const one = h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (e & f ^ ~e & g) + K[i] + W[i] | 0;
      const two = ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c) | 0;
      h = g; g = f; f = e; e = d + one | 0; d = c; c = b; b = a; a = one + two | 0;
    }
    s[0] += a; s[1] += b; s[2] += c; s[3] += d; s[4] += e; s[5] += f; s[6] += g; s[7] += h;
  }
}

// ---- Bytes and text

const bytesOf = text => new TextEncoder().encode(text);
const utf8 = data => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(data);
const hex = data => Array.from(data, byte => byte.toString(16).padStart(2, '0')).join('');
const equal = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), new Sha256()).digest();

function joined(parts) {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (out.set(part, at), at + part.length), 0);
  return out;
}

function u64(number) {
  const out = new DataView(new ArrayBuffer(8));
  out.setBigUint64(0, BigInt(number), true);
  return new Uint8Array(out.buffer);
}

const view = data => new DataView(data.buffer, data.byteOffset, data.byteLength);
const readU64 = (data, at) => Number(view(data).getBigUint64(at, true));

/** Strict: what is not spelled as we would spell it is no base64. */
function base64(text, length) {
  const chars = atob(text);
  if (typeof text !== 'string' || btoa(chars) !== text || (length ?? chars.length) !== chars.length) throw new Error('base64');
  const out = new Uint8Array(chars.length);
  for (let i = 0; i < out.length; i++) out[i] = chars.charCodeAt(i);
  return out;
}

/** A key with the two hashes already begun, as a stream takes thousands of HMACs of one key. */
function hmacKey(key) {
  const pad = byte => Uint8Array.from({ length: 64 }, (_, i) => (key[i] ?? 0) ^ byte);
  return { inner: new Sha256().update(pad(0x36)), outer: new Sha256().update(pad(0x5c)) };
}

function hmac(key, ...parts) {
  const { inner, outer } = key.inner ? key : hmacKey(key);
  return outer.copy().update(parts.reduce((hash, part) => hash.update(part), inner.copy()).digest()).digest();
}

/** The text of what was sealed with this key; null if it was another. */
function unsealed(key, sealed) {
  const out = sealed.slice(0, -32);
  if (!equal(hmac(hmac(key, bytesOf('pana/dossier/mac/1')), out), sealed.subarray(-32))) return null;
  const stream = hmacKey(hmac(key, bytesOf('pana/dossier/stream/1')));
  for (let block = 0; 32 * block < out.length; block++) {
    hmac(stream, u64(block)).forEach((byte, i) => { out[32 * block + i] ^= byte; });
  }
  return out;
}
