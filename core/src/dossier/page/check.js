// Checks a dossier as FORMAT.md §17 says, in its order, with the first thing that is wrong as the reason. Nothing here touches the page.

const PAUSE_AFTER_MS = 40;
const LIST_MAX_BYTES = 16 << 20;
const SIGNATURE_MAX_BYTES = 64 << 10;
const JSON_MAX_BYTES = 1 << 30;
const FIELDS = 32;
// From 1900 and before 2200.
const YEARS_MS = [-2_208_988_800_000, 7_258_118_400_000], OFFSET_MAX_MIN = 1080;
const LIST = 'SHA256SUMS', SIGNATURE = 'signature.txt', PROOF = 'proof.json', INCIDENTS = 'incidents.json';

// ---- Moments, keys, notes, anchors

/** Text to the second with the offset, as it stands in a dossier; null for bytes of no moment. */
function momentText(data) {
  if (data.length !== 10) return null;
  const ms = Number(view(data).getBigInt64(0, true)), offset = view(data).getInt16(8, true);
  if (ms < YEARS_MS[0] || ms >= YEARS_MS[1] || Math.abs(offset) > OFFSET_MAX_MIN) return null;
  const two = number => String(number).padStart(2, '0'), minutes = Math.abs(offset);
  const wall = new Date(Math.floor((ms + offset * 60_000) / 1000) * 1000).toISOString().slice(0, 19);
  return `${wall}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Whether a text is one that `momentText` writes. */
function isMoment(text) {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)([+-])(\d\d):([0-5]\d)$/.exec(text);
  const ms = parts && Date.parse(parts[1] + 'Z');
  if (!parts || Number.isNaN(ms)) return false;
  const offset = (parts[2] === '-' ? -1 : 1) * (60 * parts[3] + Number(parts[4]));
  const data = new DataView(new ArrayBuffer(10));
  data.setBigInt64(0, BigInt(ms - offset * 60000), true);
  data.setInt16(8, offset, true);
  return momentText(new Uint8Array(data.buffer)) === text;
}

// Points of a small order: signatures by them, and with them, fit texts that nobody signed. Without the bit for the sign of x.
const SMALL_ORDER = [
  '00'.repeat(32), '01' + '00'.repeat(31), ...['ec', 'ed', 'ee'].map(byte => byte + 'ff'.repeat(30) + '7f'),
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'];

const importKey = point => crypto.subtle.importKey('raw', point, 'Ed25519', false, ['verify']);
// The base point: a browser that can't take this key can't take any.
const hasEd25519 = () => importKey(new Uint8Array(32).fill(0x66).fill(0x58, 0, 1)).then(() => true, () => false);

/** Whether the key has signed the text; null if this browser can't tell. */
async function isSigned({ text, signature }, key) {
  const small = point => SMALL_ORDER.includes(hex([...point.subarray(0, 31), point[31] & 0x7f]));
  if (small(key.point) || small(signature.subarray(0, 32))) return false;
  if (!globalThis.crypto?.subtle || !await hasEd25519()) return null;
  try {
    return await crypto.subtle.verify('Ed25519', await importKey(key.point), signature, bytesOf(text));
  } catch {
    return false;
  }
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const anchorCheck = data => sha256(bytesOf('pana/anchor/check'), data.subarray(0, 38)).subarray(0, 2);

/** `{ records, digest }`, or the word for what is wrong: `malformed`, `typo`; null for an empty text. */
function readAnchor(typed) {
  const chars = typed.replace(/[\s-]/g, '').toUpperCase().replace(/[018]/g, digit => ({ 0: 'O', 1: 'I', 8: 'B' })[digit]);
  if (!chars) return null;
  if (!/^[A-Z2-7]{64}$/.test(chars)) return 'malformed';
  const bits = Array.from(chars, char => BASE32.indexOf(char).toString(2).padStart(5, '0')).join('');
  const data = Uint8Array.from({ length: 40 }, (_, i) => parseInt(bits.slice(8 * i, 8 * i + 8), 2));
  if (!equal(anchorCheck(data), data.subarray(38))) return 'typo';
  return { records: view(data).getUint16(0) * 2 ** 32 + view(data).getUint32(2), digest: data.slice(6, 38) };
}

const anchorDigest = (note, key) => sha256(bytesOf('pana/anchor/1'), u64(bytesOf(note).length), bytesOf(note), key.point);

// ---- The check itself

const ACTIONS = {
  1: 'create', 2: 'amend', 3: 'attach', 4: 'withdraw', 5: 'restore', 6: 'erase-asked', 7: 'erase-cancelled', 8: 'erased', 9: 'import',
  10: 'import-undone', 11: 'export', 12: 'view-for-export', 13: 'anchor', 14: 'clock-jump', 15: 'opening', 16: 'confirm', 17: 'recovered',
  18: 're-keyed', 19: 'alert', 32: 'lift', 33: 'unlift',
};
const NAMES = [
  'action', 'written', 'subject', 'kind', 'start', 'end', 'precision', 'place', 'position', 'what', 'words', 'who', 'witnesses', 'count', 'harm',
  'answered', 'seen', 'sha256', 'evidence', 'acts', 'import', 'own', 'people', 'refusal', 'police', 'reason', 'checkpoint', 'export', 'captured', 'alert',
];
const MOMENTS = ['written', 'start', 'end'], TEXT_FIELDS = ['subject', 'kind', 'precision', 'what', 'words', 'reason', 'checkpoint'];
const KINDS = ['incident', 'acts', 'evidence', 'person', 'refusal', 'report', 'measure'];

/**
 * The verdict on a dossier: `altered` with a reason and a name, `consistent`, or `matches`. `anchor` is one that was read, or null; `tell` is
 * told how many bytes of how many are hashed, and ends the check by throwing.
 */
async function check(chosen, zipped, anchor, tell) {
  const report = { verdict: 'altered', reason: '', name: '', files: [], signature: '', anchor: 'none', made: '', covered: 0, records: 0 };
  try {
    await judge(await openDossier(chosen, zipped), report, anchor, tell);
  } catch (error) {
    if (!(error instanceof Altered)) throw error;
    if (!report.reason) Object.assign(report, { reason: error.reason, name: error.name });
  }
  return report;
}

async function judge(files, report, anchor, tell) {
  for (const name of [LIST, SIGNATURE]) if (!files.has(name)) throw new Altered('file-missing', name);
  const listBytes = await whole(files, LIST, LIST_MAX_BYTES), noteBytes = await whole(files, SIGNATURE, SIGNATURE_MAX_BYTES);
  const list = readList(listBytes);
  report.files = [...list].map(([name, listed]) => ({ name, listed, state: files.has(name) ? 'unread' : 'missing', size: files.get(name)?.size }));
  const added = [...files.keys()].filter(name => !list.has(name) && name !== LIST && name !== SIGNATURE);
  added.sort(byBytes).forEach(name => report.files.push({ name, state: 'added', size: files.get(name).size }));

  const first = (reason, name = '') => { if (!report.reason) Object.assign(report, { reason, name }); };
  for (const { name, state } of report.files) if (state === 'missing') first('file-missing', name);
  for (const name of [PROOF, INCIDENTS]) if (!list.has(name)) first('file-missing', name);
  for (const name of added) first('file-added', name);
  const signature = readSignature(noteBytes);
  if (!signature) first('signature-malformed');
  if (signature) {
    const signed = await isSigned(signature, signature.key);
    report.signature = { true: 'checked', false: 'forged', null: 'unchecked' }[signed];
    report.made = signature.made;
    if (signed === false) first('signature-forged');
    if (hex(sha256(listBytes)) !== signature.files) first('list-altered');
  }
  // The rest is hashed in any case: which files are still what they were is worth knowing.
  await hashAll(files, report, tell);
  for (const { name, state } of report.files) if (state === 'altered') first('file-altered', name);
  if (report.reason) return;

  const proof = readProof(await whole(files, PROOF, JSON_MAX_BYTES));
  const incidents = readIncidents(await whole(files, INCIDENTS, JSON_MAX_BYTES), signature, list, proof.records.length);
  proof.records.forEach((record, i) => { if (!record.holds) throw new Altered('record-altered', String(i)); });
  proof.records.forEach((record, i) => { if (differs(record, incidents[i], list)) throw new Altered('record-differs', String(i)); });
  report.records = proof.records.length;
  report.verdict = 'consistent';
  if (anchor) await compare(anchor, signature, proof, report);
}

/** All of a file's bytes; null if it is over a limit. */
async function whole(files, name, limit) {
  const { size, read } = files.get(name), parts = [];
  if (size > limit) return null;
  for await (const part of read(name)) parts.push(part.slice());
  return joined(parts);
}

/** Hashes by name, in the order of the list. */
function readList(data) {
  const hashes = new Map(), alike = new Set();
  let last = '';
  try {
    for (const line of utf8(data).match(/[^\n]*\n|[^\n]+$/g) ?? []) {
      const [, hash, name] = /^([0-9a-f]{64}) {2}(.+)\n$/.exec(line), parts = name.split('/');
      mustBe(parts.length <= 2 && parts.every(part => /^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/.test(part)));
      mustBe(name > last && !alike.has(name.toLowerCase()) && name !== LIST && name !== SIGNATURE);
      hashes.set(last = name, hash);
      alike.add(name.toLowerCase());
    }
    return hashes;
  } catch {
    throw new Altered('list-malformed');
  }
}

function byBytes(a, b) {
  const [x, y] = [bytesOf(a), bytesOf(b)], at = x.findIndex((byte, i) => byte !== y[i]);
  return at < 0 ? x.length - y.length : x[at] - (y[at] ?? -1);
}

const NOTE = /^(pana\/dossier\/1\nmade: (.{25})\nkey: (pana\/[0-9a-f]{16})\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})\nfiles: ([0-9a-f]{64})\n)\n\u2014 (\S+) (\S+)\n$/;

/** What `signature.txt` says, or null if it is not as it must be in each byte. */
function readSignature(data) {
  try {
    const note = utf8(data), [, text, made, name, id, keyText, files, signer, signed] = NOTE.exec(note), key = base64(keyText), signature = base64(signed);
    const idOfKey = hex(sha256(bytesOf(`${name}\n`), key).subarray(0, 4));
    mustBe(isMoment(made) && key.length === 33 && key[0] === 1 && id === idOfKey && signer === name && signature.length === 68);
    mustBe(hex(signature.subarray(0, 4)) === id);
    return { note, text, made, files, signature: signature.subarray(4), key: { name, id, point: key.subarray(1) } };
  } catch {
    return null;
  }
}

async function hashAll(files, report, tell) {
  const here = report.files.filter(({ name }) => files.has(name)), total = here.reduce((sum, { size }) => sum + size, 0);
  let done = 0, paused = performance.now();
  for (const file of here) {
    const hash = new Sha256();
    try {
      for await (const part of files.get(file.name).read(file.name)) {
        hash.update(part);
        done += part.length;
        tell(done, total);
        if (performance.now() - paused > PAUSE_AFTER_MS) {
          await new Promise(resume => setTimeout(resume));
          paused = performance.now();
        }
      }
      file.sha256 = hex(hash.digest());
    } catch (error) {
      if (!(error instanceof Altered)) throw error;
    }
    if (file.state === 'unread') file.state = file.sha256 === file.listed ? 'same' : 'altered';
  }
}

const isPower = number => number > 0 && Number.isInteger(Math.log2(number));

/** `proof.json`: each record with its commitments, what is shown of it by field, and whether that gives the commitments. */
function readProof(data) {
  try {
    const { format, records, salt, history, anchors } = members(readJson(utf8(data)), ['format', 'records', 'salt', 'history', 'anchors']);
    const proof = { records: records.map(readRecord), salt: base64(salt, 32), history: base64(history), anchors: anchors.map(text => base64(text, 544)) };
    const leaves = (proof.history.length - 32 - 8 * records.length) / 32;
    mustBe(format === 'pana/dossier-proof/1' && isPower(leaves) && leaves >= 1024 && isPower(anchors.length) && anchors.length >= 8 && anchors.length <= 1024);
    return proof;
  } catch {
    throw new Altered('proof-malformed');
  }
}

function readRecord(value) {
  const { commitments, shown } = members(value, ['commitments', 'shown']);
  const record = { commitments: base64(commitments, 32 * FIELDS), shown: new Map(), holds: true };
  for (const one of shown) {
    const { field, salt, bytes } = members(one, ['field', 'salt', 'bytes']), number = whichField(field), data = base64(bytes);
    mustBe(data.length > 0 && !record.shown.has(number));
    record.shown.set(number, data);
    const commitment = sha256(bytesOf('pana/field/1'), base64(salt, 32), Uint8Array.of(number, 0), u64(data.length), data);
    record.holds &&= equal(commitment, record.commitments.subarray(32 * number, 32 * number + 32));
  }
  mustBe(record.shown.size > 0);
  return record;
}

function whichField(numeral) {
  mustBe(numeral instanceof Numeral && /^\d\d?$/.test(numeral.text) && numeral.text < NAMES.length);
  return Number(numeral.text);
}

/** What `incidents.json` says of each record. */
function readIncidents(data, { made }, hashes, count) {
  try {
    const { format, made: at, records } = members(readJson(utf8(data)), ['format', 'made', 'records']);
    mustBe(format === 'pana/incidents/1' && at === made && Array.isArray(records) && records.length === count);
    return records.map(record => {
      const { of, number, fields, file, copy } = members(record, ['of', 'number', 'fields'], ['file', 'copy']);
      mustBe(KINDS.includes(of) && number instanceof Numeral && /^[1-9]\d{0,8}$/.test(number.text) && fields instanceof Map);
      mustBe(!record.has('file') || of === 'evidence' && file.startsWith('evidence/') && hashes.has(file));
      mustBe(!record.has('copy') || copy === true && record.has('file'));
      return { fields, file: copy ? undefined : file };
    });
  } catch {
    throw new Altered('incidents-malformed');
  }
}

/** Whether `incidents.json` says of a record anything but what is shown of it. */
function differs({ shown }, { fields, file }, hashes) {
  const named = new Map([...shown].map(([number, data]) => [NAMES[number], inWords(NAMES[number], data)]));
  return !alike(named, fields) || file !== undefined && named.has('sha256') && hashes.get(file) !== named.get('sha256');
}

/** What a field says, as it stands in `incidents.json`; its bytes in hexadecimal if it is not as the format has it. */
function inWords(name, data) {
  try {
    if (name === 'action' && data.length === 1) return ACTIONS[data[0]] ?? hex(data);
    if (name === 'action' || name === 'sha256') return hex(data);
    if (MOMENTS.includes(name)) return momentText(data) ?? hex(data);
    return TEXT_FIELDS.includes(name) ? utf8(data) : readJson(utf8(data));
  } catch {
    return hex(data);
  }
}

/** What a kept anchor adds. */
async function compare(anchor, signature, proof, report) {
  if (anchor.records === 0 && equal(anchorDigest(signature.note, signature.key), anchor.digest)) {
    Object.assign(report, { verdict: 'matches', anchor: 'dossier', covered: report.records, anchored: signature.made });
    return;
  }
  report.anchor = 'other';
  const key = hmac(anchor.digest, bytesOf('pana/dossier/anchor/1'), proof.salt);
  for (const sealed of proof.anchors) {
    const text = unsealed(key, sealed);
    if (!text) continue;
    const covered = await coveredBy(text, anchor, signature.key, proof);
    Object.assign(report, covered === null
      ? { verdict: 'altered', reason: 'history-differs' }
      : { verdict: 'matches', anchor: 'log', covered, anchored: momentText(text.subarray(40, 50)) });
    return;
  }
}

/** How many of the records were in the log when the anchor was made; null if one that should have been there was not. */
async function coveredBy(opened, anchor, key, proof) {
  try {
    const records = readU64(opened, 32), noteEnd = 52 + view(opened).getUint16(50, true), note = utf8(opened.subarray(52, noteEnd));
    const [, text, origin, size, root, signer, signed] = /^((.+)\n(\d+)\n(\S+)\n)\n\u2014 (\S+) (\S+)\n$/.exec(note), signature = base64(signed, 68);
    mustBe(noteEnd <= opened.length && opened.subarray(noteEnd).every(byte => byte === 0) && momentText(opened.subarray(40, 50)));
    mustBe(origin === key.name && signer === key.name && size === String(records) && hex(signature.subarray(0, 4)) === key.id);
    mustBe(records === anchor.records && equal(anchorDigest(note, key), anchor.digest));
    mustBe(await isSigned({ text, signature: signature.subarray(4) }, key) !== false);
    const history = unsealed(opened.subarray(0, 32), proof.history), count = proof.records.length;
    const leaves = history.subarray(8 * count), leaf = i => leaves.subarray(32 * i, 32 * i + 32);
    mustBe(32 * records <= leaves.length && equal(rootOf(leaf, records), base64(root, 32)));
    let covered = 0;
    for (const [i, { commitments }] of proof.records.entries()) {
      const number = readU64(history, 8 * i);
      if (number >= records) continue;
      const record = joined([bytesOf('pana/record/1'), u64(number), Uint8Array.of(FIELDS, 0), commitments]);
      mustBe(equal(sha256(Uint8Array.of(0), record), leaf(number)));
      covered++;
    }
    return covered;
  } catch {
    return null;
  }
}

/** The root of RFC 6962 §2.1 over the first leaves. */
function rootOf(leaf, size) {
  const node = (left, right) => sha256(Uint8Array.of(1), left, right), complete = [];
  for (let i = 0; i < size; i++) {
    let hash = leaf(i);
    for (let bits = i; bits & 1; bits >>>= 1) hash = node(complete.pop(), hash);
    complete.push(hash);
  }
  return complete.reduceRight((right, left) => node(left, right), complete.pop() ?? sha256());
}
