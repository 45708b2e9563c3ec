// The files of a folder or of zips, read in slices.

const SLICE_BYTES = 4 << 20;
const ZIP_TAIL_BYTES = 22 + 65_535;
const DIRECTORY_MAX_BYTES = 64 << 20;
const ENTRIES_MAX = 200_000;

/** What is wrong with a dossier, and where. */
class Altered extends Error {
  constructor(reason, name = '') {
    super(reason);
    Object.assign(this, { reason, name });
  }
}

/** A file's bytes in parts, each good until the next is asked for: one buffer is filled again and again, as browsers put off collecting many. */
async function* slices(blob) {
  if (blob.size <= SLICE_BYTES) {
    yield await bytesAt(blob, 0, blob.size);
    return;
  }
  let reader;
  try {
    reader = blob.stream().getReader({ mode: 'byob' });
  } catch {
    for (let at = 0; at < blob.size; at += SLICE_BYTES) yield await bytesAt(blob, at, SLICE_BYTES);
    return;
  }
  try {
    let buffer = new ArrayBuffer(SLICE_BYTES);
    for (let part; !(part = await reader.read(new Uint8Array(buffer))).done; buffer = part.value.buffer) yield part.value;
  } finally {
    reader.cancel().catch(() => {});
  }
}

async function* inflated(blob) {
  const reader = blob.stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  try {
    for (let part; !(part = await reader.read()).done;) yield part.value;
  } finally {
    reader.cancel().catch(() => {});
  }
}

const CRC = Int32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? byte >>> 1 ^ 0xedb88320 : byte >>> 1;
  return byte;
});

/** An entry's bytes; it is altered unless they are as many as the zip says, with its checksum. */
async function* entryBytes(zip, entry, name) {
  let crc = -1, size = 0;
  try {
    const head = view(await bytesAt(zip, entry.at, 30)), nameLength = head.getUint16(26, true), start = entry.at + 30 + nameLength + head.getUint16(28, true);
    const sameName = equal(await bytesAt(zip, entry.at + 30, nameLength), entry.rawName), sameMethod = head.getUint16(8, true) === entry.method;
    mustBe(head.getUint32(0, true) === 0x04034b50 && !((entry.flags | head.getUint16(6, true)) & 1) && sameName && sameMethod);
    const packed = zip.slice(start, start + entry.packed), reader = { 0: slices, 8: inflated }[entry.method];
    mustBe(reader && packed.size === entry.packed);
    for await (const part of reader(packed)) {
      size += part.length;
      mustBe(size <= entry.size);
      for (let i = 0; i < part.length; i++) crc = CRC[(crc ^ part[i]) & 255] ^ crc >>> 8;
      yield part;
    }
    mustBe(size === entry.size && ~crc >>> 0 === entry.crc);
  } catch {
    throw new Altered('file-altered', name);
  }
}

const bytesAt = async (blob, at, length) => new Uint8Array(await blob.slice(at, at + length).arrayBuffer());

/** Entries of a zip or zip64 in the order of its directory. */
async function zipEntries(zip) {
  try {
    const tailAt = Math.max(0, zip.size - ZIP_TAIL_BYTES), tail = await bytesAt(zip, tailAt, ZIP_TAIL_BYTES), look = view(tail);
    let at = tail.length - 22;
    while (look.getUint32(at, true) !== 0x06054b50 || at + 22 + look.getUint16(at + 20, true) !== tail.length) at--;
    let count = look.getUint16(at + 10, true), length = look.getUint32(at + 12, true), start = look.getUint32(at + 16, true), end = tailAt + at;
    if (count === 0xffff || length === 0xffffffff || start === 0xffffffff) {
      const locator = await bytesAt(zip, end - 20, 20);
      end = readU64(locator, 8);
      const wide = await bytesAt(zip, end, 56);
      mustBe(view(locator).getUint32(0, true) === 0x07064b50 && view(wide).getUint32(0, true) === 0x06064b50);
      [count, length, start] = [32, 40, 48].map(place => readU64(wide, place));
    }
    mustBe(length <= DIRECTORY_MAX_BYTES && count <= ENTRIES_MAX && start + length <= end);
    const directory = await bytesAt(zip, start, length), entries = [];
    let next = 0;
    while (entries.length < count) {
      entries.push(zipEntry(directory, next));
      next = entries.at(-1).next;
    }
    mustBe(next === length && entries.reduce((sum, entry) => sum + entry.packed, 0) <= zip.size);
    return entries;
  } catch {
    throw new Altered('not-a-zip');
  }
}

function zipEntry(directory, place) {
  const look = view(directory), u16 = at => look.getUint16(place + at, true), u32 = at => look.getUint32(place + at, true);
  const nameEnd = place + 46 + u16(28), extraEnd = nameEnd + u16(30), next = extraEnd + u16(32);
  mustBe(u32(0) === 0x02014b50 && next <= directory.length);
  const entry = { flags: u16(8), method: u16(10), crc: u32(16), packed: u32(20), size: u32(24), at: u32(42), next };
  entry.rawName = directory.slice(place + 46, nameEnd);
  // The first field of the zip64 kind has, in this order, the numbers that did not fit.
  let wide = nameEnd;
  while (wide + 4 <= extraEnd && look.getUint16(wide, true) !== 1) wide += 4 + look.getUint16(wide + 2, true);
  wide += 4;
  for (const part of ['size', 'packed', 'at']) {
    if (entry[part] !== 0xffffffff) continue;
    mustBe(wide + 8 <= extraEnd);
    entry[part] = readU64(directory, wide);
    wide += 8;
  }
  return entry;
}

const LEFT_BEHIND = /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$|^__MACOSX\//;

/** Files by name, each with its size and a way to read it. `chosen` is `{ path, file }` of a folder, or zips of one dossier. */
async function openDossier(chosen, zipped) {
  const found = [];
  for (const { path, file } of chosen) {
    if (!zipped) found.push({ name: path, size: file.size, read: () => slices(file) });
    for (const entry of zipped ? await zipEntries(file) : []) {
      found.push({ name: nameOf(entry.rawName), size: entry.size, read: name => entryBytes(file, entry, name) });
    }
  }
  if (found.some(({ name }) => isUnsafe(name))) throw new Altered('name-unsafe');
  const files = found.filter(({ name }) => !name.endsWith('/') && !LEFT_BEHIND.test(name)), folder = commonFolder(files.map(({ name }) => name));
  const byName = new Map();
  for (const file of files) {
    const name = file.name.slice(folder.length);
    if (byName.has(name)) throw new Altered('name-twice', name);
    byName.set(name, file);
  }
  return byName;
}

/** A name that is no text is none that can be. */
function nameOf(raw) {
  try {
    return utf8(raw);
  } catch {
    return '';
  }
}

const isUnsafe = name => /[\\:\u0000-\u001f\u007f-\u009f]/.test(name) || name.replace(/\/$/, '').split('/').some(part => ['', '.', '..'].includes(part));

/** The folder that all files are in, if the list lies in it. */
function commonFolder(names) {
  const folders = names.filter(name => name.endsWith(`/${LIST}`)).map(name => name.slice(0, -LIST.length));
  return folders.find(folder => names.every(name => name.startsWith(folder))) ?? '';
}
