#!/usr/bin/env python3
"""Checks a dossier without Pana: a folder, or the zips of one dossier.

    dossier.py FOLDER | ZIP... [--anchor CODE]

Prints the verdict as one line of JSON. Exit 0 if it is consistent or matching, 4 if it is altered, 2 if it can't be read at all. Written from
core/FORMAT.md section 17 alone, with nothing but Python's own library: a second opinion.
"""

import argparse
import hashlib
import hmac
import json
import os
import re
import struct
import sys
import zlib
from datetime import datetime, timedelta, timezone

from ed25519 import is_signature
from verify import OFFSETS, YEARS, Tree, anchor_of, commitment, leaf_of, record_start, sha256, unbase64

LIST, SIGNATURE, PROOF, INCIDENTS = "SHA256SUMS", "signature.txt", "proof.json", "incidents.json"
LIST_MAX, SIGNATURE_MAX, JSON_MAX = 16 << 20, 64 << 10, 1 << 30
DIRECTORY_MAX, ENTRIES_MAX = 64 << 20, 200_000
JSON_DEPTH_MAX = 64
PIECE = 1 << 20
LEFT_BEHIND = (".DS_Store", "Thumbs.db", "desktop.ini")
LIST_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")
NOTE_TEXT = re.compile(
    r"pana/dossier/1\nmade: (.{25})\nkey: (pana/[0-9a-f]{16})\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})\nfiles: ([0-9a-f]{64})\n"
    "\n\u2014 (pana/[0-9a-f]{16}) ([A-Za-z0-9+/=]{92})\n"
)
OF = ("incident", "acts", "evidence", "person", "refusal", "report", "measure")
FIELD_NAMES = (
    "action written subject kind start end precision place position what words who witnesses count harm answered seen sha256 evidence acts "
    "import own people refusal police reason checkpoint export captured alert"
).split()
SHA256_FIELD = FIELD_NAMES.index("sha256")
ACTIONS = dict(enumerate(
    "create amend attach withdraw restore erase-asked erase-cancelled erased import import-undone export view-for-export anchor clock-jump "
    "opening confirm recovered re-keyed alert".split(), 1)) | {32: "lift", 33: "unlift"}
MOMENTS = ("written", "start", "end")
TEXTS = ("subject", "kind", "precision", "what", "words", "reason", "checkpoint")


class Altered(Exception):
    def __init__(self, reason, name=None):
        self.reason, self.name = reason, name


def check(holds, reason, name=None):
    if not holds:
        raise Altered(reason, name)


# Where the files are.


class Entry:
    """A file of a folder."""

    def __init__(self, name, path):
        self.name, self.path = name, path
        self.is_file = os.path.isfile(path) and not os.path.islink(path)
        self.length = os.path.getsize(path) if self.is_file else 0

    def pieces(self):
        if not self.is_file:
            raise ValueError("no file")
        with open(self.path, "rb") as file:
            while piece := file.read(PIECE):
                yield piece


class ZipEntry:
    """A file of a zip, with what the directory says of it."""

    def __init__(self, zip_file, raw_name, flags, method, crc, packed, length, offset):
        self.zip, self.raw_name, self.name = zip_file, raw_name, text_of_name(raw_name)
        self.flags, self.method, self.crc = flags, method, crc
        self.packed, self.length, self.offset = packed, length, offset

    def raw_pieces(self):
        head = self.zip.at(self.offset, 30)
        signature, flags, method, name_length, extra_length = struct.unpack_from("<I2xHH16xHH", head)
        name = self.zip.at(self.offset + 30, name_length)
        if signature != 0x04034B50 or (flags | self.flags) & 1 or method != self.method or method not in (0, 8) or name != self.raw_name:
            raise ValueError("entry")
        at, left = self.offset + 30 + name_length + extra_length, self.packed
        while left:
            piece = self.zip.at(at, min(PIECE, left))
            at, left = at + len(piece), left - len(piece)
            yield piece

    def unpacked(self):
        if self.method == 0:
            yield from self.raw_pieces()
            return
        inflate = zlib.decompressobj(-15)
        for piece in self.raw_pieces():
            while piece:
                if inflate.eof:
                    raise ValueError("more than one stream")
                yield inflate.decompress(piece, PIECE)
                piece = inflate.unconsumed_tail or inflate.unused_data
        while out := inflate.decompress(inflate.unconsumed_tail, PIECE):
            yield out
        if not inflate.eof or inflate.unused_data:
            raise ValueError("stream")

    def pieces(self):
        length, crc = 0, 0
        for piece in self.unpacked():
            length, crc = length + len(piece), zlib.crc32(piece, crc)
            if length > self.length:
                raise ValueError("longer than it says")
            yield piece
        if length != self.length or crc != self.crc:
            raise ValueError("length or checksum")


class Zip:
    def __init__(self, path):
        self.file = open(path, "rb")
        self.length = self.file.seek(0, os.SEEK_END)

    def at(self, offset, count):
        self.file.seek(min(offset, self.length))
        data = self.file.read(count)
        if len(data) != count:
            raise ValueError("beyond the end")
        return data

    def entries(self):
        tail_at = max(0, self.length - 22 - 65_535)
        tail = self.at(tail_at, self.length - tail_at)
        at = next((at for at in range(len(tail) - 22, -1, -1)
                   if tail.startswith(b"PK\5\6", at) and at + 22 + int.from_bytes(tail[at + 20 : at + 22], "little") == len(tail)), None)
        if at is None:
            raise ValueError("no end")
        count, size, offset = struct.unpack_from("<HII", tail, at + 10)
        end = tail_at + at
        if count == 0xFFFF or size == 0xFFFFFFFF or offset == 0xFFFFFFFF:
            signature, end = struct.unpack_from("<I4xQ", self.at(end - 20, 20) if end >= 20 else b"\0" * 16)
            check(signature == 0x07064B50, "not-a-zip")
            signature, count, size, offset = struct.unpack_from("<I28xQQQ", self.at(end, 56))
            check(signature == 0x06064B50, "not-a-zip")
        if size > DIRECTORY_MAX or count > ENTRIES_MAX or offset + size > end:
            raise ValueError("directory")
        directory = self.at(offset, size)
        found, at = [], 0
        for _ in range(count):
            entry, at = self.entry(directory, at)
            found.append(entry)
        if at != size or sum(entry.packed for entry in found) > self.length:
            raise ValueError("directory")
        return found

    def entry(self, directory, at):
        signature, flags, method, crc, packed, length, *lengths, offset = struct.unpack_from("<I4xHH4xIIIHHH8xI", directory, at)
        name_length, extra_length, comment_length = lengths
        at += 46
        raw_name, extra = directory[at : at + name_length], directory[at + name_length : at + name_length + extra_length]
        at += name_length + extra_length + comment_length
        if signature != 0x02014B50 or at > len(directory):
            raise ValueError("directory entry")
        big = self.big_numbers(extra)
        numbers = []
        for number in (length, packed, offset):
            if number == 0xFFFFFFFF:
                number, big = struct.unpack_from("<Q", big)[0], big[8:]
            numbers.append(number)
        length, packed, offset = numbers
        return ZipEntry(self, raw_name, flags, method, crc, packed, length, offset), at

    @staticmethod
    def big_numbers(extra):
        while len(extra) >= 4:
            kind, length = struct.unpack_from("<HH", extra)
            if kind == 1:
                return extra[4 : 4 + length]
            extra = extra[4 + length :]
        return b""


def text_of_name(raw):
    """None if it is no text."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return None


def folder_entries(folder):
    found = []
    for path, folders, names in os.walk(folder):
        # A link to a folder would lead out of it: it stands as a file that can't be read.
        names += [name for name in folders if os.path.islink(os.path.join(path, name))]
        for name in names:
            whole = os.path.join(path, name)
            raw = os.fsencode(os.path.relpath(whole, folder))
            found.append((raw, Entry(text_of_name(raw), whole)))
    return [entry for _, entry in sorted(found, key=lambda pair: pair[0])]


def entries_of(paths):
    if len(paths) == 1 and os.path.isdir(paths[0]):
        return folder_entries(paths[0])
    found = []
    for path in paths:
        zip_file = Zip(path)
        try:
            found += zip_file.entries()
        except (ValueError, struct.error):
            raise Altered("not-a-zip") from None
    return found


def is_safe(name):
    if name is None or any(ord(c) < 32 or 127 <= ord(c) < 160 or c in "\\:" for c in name):
        return False
    return all(part not in ("", ".", "..") for part in name.removesuffix("/").split("/"))


def is_left_aside(name):
    last = name.rpartition("/")[2]
    return name.endswith("/") or name.startswith("__MACOSX/") or last in LEFT_BEHIND or last.startswith("._")


def files_of(paths):
    """The files by name."""
    entries = entries_of(paths)
    check(all(is_safe(entry.name) for entry in entries), "name-unsafe")
    entries = [entry for entry in entries if not is_left_aside(entry.name)]
    names = {entry.name for entry in entries}
    for folder in (name.removesuffix(LIST) for name in names if name.endswith("/" + LIST)):
        if all(name.startswith(folder) for name in names):
            for entry in entries:
                entry.name = entry.name.removeprefix(folder)
    files = {}
    for entry in entries:
        check(entry.name not in files, "name-twice", entry.name)
        files[entry.name] = entry
    return files


# What is in them.


def content(files, name, limit):
    """All of it; None if it is over the limit."""
    if files[name].length > limit:
        return None
    return b"".join(pieces_of(files, name))


def pieces_of(files, name):
    try:
        yield from files[name].pieces()
    except (ValueError, zlib.error, struct.error):
        raise Altered("file-altered", name) from None


def is_name(name):
    parts = name.split("/")
    return len(parts) <= 2 and all(PART.fullmatch(part) for part in parts)


def listed(data):
    """The hashes in SHA256SUMS by name, in its order."""
    check(data is not None and data.isascii() and (not data or data.endswith(b"\n")), "list-malformed")
    hashes, last, alike = {}, "", set()
    for line in data.decode().split("\n")[:-1]:
        found = LIST_LINE.fullmatch(line)
        check(found, "list-malformed")
        value, name = found.groups()
        is_fine = is_name(name) and name > last and name.lower() not in alike and name not in (LIST, SIGNATURE)
        check(is_fine, "list-malformed")
        hashes[name], last = value, name
        alike.add(name.lower())
    return hashes


def moment_of_text(text):
    """Milliseconds and offset of a moment as text; None if it is none."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2}", text, re.ASCII):
        return None
    try:
        wall = datetime.strptime(text[:19], "%Y-%m-%dT%H:%M:%S").replace(tzinfo=timezone.utc)
    except ValueError:
        return None
    offset = (int(text[20:22]) * 60 + int(text[23:25])) * (-1 if text[19] == "-" else 1)
    ms = (wall - datetime(1970, 1, 1, tzinfo=timezone.utc)) // timedelta(milliseconds=1) - offset * 60_000
    is_moment = ms in YEARS and offset in OFFSETS and text_of_moment(ms, offset) == text
    return (ms, offset) if is_moment else None


def text_of_moment(ms, offset):
    wall = datetime(1970, 1, 1) + timedelta(milliseconds=ms + offset * 60_000)
    sign = "-" if offset < 0 else "+"
    return f"{wall:%Y-%m-%dT%H:%M:%S}{sign}{abs(offset) // 60:02}:{abs(offset) % 60:02}"


def moment_of_bytes(data):
    """A moment as text; None if it is none."""
    if len(data) != 10:
        return None
    ms, offset = struct.unpack("<qh", data)
    return text_of_moment(ms, offset) if ms in YEARS and offset in OFFSETS else None


class Signature:
    def __init__(self, data):
        try:
            self.note = data.decode()
            found = NOTE_TEXT.fullmatch(self.note)
            self.made, self.name, number, key, self.files, signer, signed = found.groups()
            key, signed = unbase64(key, 33), unbase64(signed, 68)
        except (ValueError, AttributeError):
            raise Altered("signature-malformed") from None
        self.id, self.key, self.signature = bytes.fromhex(number), key[1:], signed[4:]
        is_of_key = key[0] == 1 and signer == self.name and signed[:4] == self.id == key_id(self.name, self.key)
        check(is_of_key and moment_of_text(self.made), "signature-malformed")

    def check(self):
        text = self.note.rpartition("\n\n")[0] + "\n"
        check(is_signed(self.signature, text.encode(), self.key), "signature-forged")

    def digest(self, note):
        return sha256(b"pana/anchor/1", struct.pack("<Q", len(note)), note, self.key)


def key_id(name, key):
    return sha256(name.encode(), b"\n\1", key)[:4]


def is_signed(signature, text, key):
    try:
        return is_signature(signature, text, key)
    except ValueError:
        return False


# JSON.


class Number(str):
    """As it is written."""


def json_of(data):
    """Strict JSON; raises ValueError."""
    def no_constant(_):
        raise ValueError("constant")

    def once(pairs):
        if len(dict(pairs)) != len(pairs):
            raise ValueError("twice")
        return dict(pairs)

    text = data.decode()
    try:
        value = json.loads(text, parse_int=Number, parse_float=Number, parse_constant=no_constant, object_pairs_hook=once)
    except RecursionError:
        raise ValueError("deep") from None
    check_value(value, 0)
    return value


def check_value(value, depth):
    if isinstance(value, (dict, list)):
        if depth == JSON_DEPTH_MAX:
            raise ValueError("deep")
        inner = [*value, *value.values()] if isinstance(value, dict) else value
        for part in inner:
            check_value(part, depth + 1)
    elif type(value) is str and any(0xD800 <= ord(c) < 0xE000 for c in value):
        raise ValueError("half a character")


def same(one, other):
    """Numbers are the same if they are written alike; a number is no text, and true is not 1."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


def members(value, *names, also=()):
    """The members of an object that has these and, of those in `also`, any."""
    if type(value) is not dict or not set(names) <= set(value) <= {*names, *also}:
        raise ValueError("members")
    return [value[name] for name in names]


def text(value):
    if type(value) is not str:
        raise ValueError("text")
    return value


def elements(value):
    if type(value) is not list:
        raise ValueError("list")
    return value


class Proof:
    def __init__(self, data):
        format_name, records, salt, history, anchors = members(json_of(data), "format", "records", "salt", "history", "anchors")
        if text(format_name) != "pana/dossier-proof/1":
            raise ValueError("format")
        self.records = [self.record(record) for record in elements(records)]
        self.salt, self.history = unbase64(text(salt), 32), unbase64(text(history))
        self.anchors = [unbase64(text(anchor), 512 + 32) for anchor in elements(anchors)]
        leaves, over = divmod(len(self.history) - 32 - 8 * len(self.records), 32)
        if over or leaves < 1024 or leaves & (leaves - 1) or len(self.anchors) not in (8, 16, 32, 64, 128, 256, 512, 1024):
            raise ValueError("length")

    @staticmethod
    def record(record):
        commitments, shown = members(record, "commitments", "shown")
        fields = {}
        for field in elements(shown):
            number, salt, data = members(field, "field", "salt", "bytes")
            if type(number) is not Number or not re.fullmatch("[0-9]{1,2}", number) or int(number) >= len(FIELD_NAMES):
                raise ValueError("field")
            salt, data = unbase64(text(salt), 32), unbase64(text(data))
            if int(number) in fields or not data:
                raise ValueError("field")
            fields[int(number)] = salt, data
        if not fields:
            raise ValueError("nothing shown")
        return unbase64(text(commitments), 32 * 32), fields


class Incidents:
    def __init__(self, data, made, hashes):
        format_name, at, records = members(json_of(data), "format", "made", "records")
        if text(format_name) != "pana/incidents/1" or text(at) != made:
            raise ValueError("format")
        self.records = [self.record(record, hashes) for record in elements(records)]

    @staticmethod
    def record(record, hashes):
        of, number, fields = members(record, "of", "number", "fields", also=("file", "copy"))
        file, copy = record.get("file"), record.get("copy")
        is_number = type(number) is Number and re.fullmatch("[1-9][0-9]{0,8}", number)
        has_file = "file" not in record or of == "evidence" and text(file).startswith("evidence/") and file in hashes
        has_copy = "copy" not in record or copy is True and "file" in record
        if text(of) not in OF or not is_number or type(fields) is not dict or not has_file or not has_copy:
            raise ValueError("record")
        return fields, None if copy else file


def readable(number, data):
    """What a field says, as it stands in incidents.json; its bytes in hexadecimal if it is not as the format has it."""
    name = FIELD_NAMES[number]
    said = None
    try:
        if name == "action":
            said = ACTIONS.get(data[0]) if len(data) == 1 else None
        elif name in MOMENTS:
            said = moment_of_bytes(data)
        elif name in TEXTS:
            said = data.decode()
        elif name != "sha256":
            return json_of(data)
    except ValueError:
        pass
    return data.hex() if said is None else said


# Sealed boxes.


def open_box(key, sealed):
    """The text; None if it is not sealed with this key."""
    body, tag = sealed[:-32], sealed[-32:]
    if not hmac.compare_digest(hmac.digest(hmac.digest(key, b"pana/dossier/mac/1", "sha256"), body, "sha256"), tag):
        return None
    return masked(key, body)


def masked(key, body):
    stream_key = hmac.digest(key, b"pana/dossier/stream/1", "sha256")
    blocks = (len(body) + 31) // 32
    stream = b"".join(hmac.digest(stream_key, struct.pack("<Q", number), "sha256") for number in range(blocks))[: len(body)]
    return (int.from_bytes(body, "little") ^ int.from_bytes(stream, "little")).to_bytes(len(body), "little")


def covered_by(anchor, proof, signature):
    """When the anchor was made and how many records it covers; None if it opens nothing."""
    size, digest = anchor
    key = hmac.digest(digest, b"pana/dossier/anchor/1" + proof.salt, "sha256")
    box = next((box for box in (open_box(key, sealed) for sealed in proof.anchors) if box is not None), None)
    if box is None:
        return None
    key, (records, length), at = box[:32], (*struct.unpack_from("<Q", box, 32),
        *struct.unpack_from("<H", box, 50)), moment_of_bytes(box[40:50])
    note, rest = box[52 : 52 + length], box[52 + length :]
    check(length <= 460 and not any(rest) and at is not None, "history-differs")
    root = root_in(note, records, signature)
    check(anchor == (records, signature.digest(note)) and size < 1 << 48, "history-differs")
    history = open_box(key, proof.history)
    check(history is not None, "history-differs")
    count = len(proof.records)
    numbers = struct.unpack_from(f"<{count}Q", history)
    leaves = [history[at : at + 32] for at in range(8 * count, len(history), 32)]
    check(records <= len(leaves) and Tree(leaves[:records]).root() == root, "history-differs")
    covered = 0
    for number, (commitments, _) in zip(numbers, proof.records):
        if number < records:
            check(leaf_of(record_start(number) + commitments) == leaves[number], "history-differs")
            covered += 1
    return at, covered


def root_in(note, records, signature):
    """The root in a checkpoint of so many records that the key has signed."""
    name = signature.name
    found = re.fullmatch(f"{re.escape(name)}\n{records}\n([A-Za-z0-9+/=]{{44}})\n\n\u2014 {re.escape(name)} ([A-Za-z0-9+/=]{{92}})\n".encode(), note)
    check(found, "history-differs")
    try:
        root, signed = (unbase64(part.decode(), length) for part, length in zip(found.groups(), (32, 68)))
    except ValueError:
        raise Altered("history-differs") from None
    text = note.rpartition(b"\n\n")[0] + b"\n"
    check(signed[:4] == signature.id and is_signed(signed[4:], text, signature.key), "history-differs")
    return root


# The verdict.


def verdict_of(paths, anchor):
    files = files_of(paths)
    for name in (LIST, SIGNATURE):
        check(name in files, "file-missing", name)
    list_data = content(files, LIST, LIST_MAX)
    signature_data = content(files, SIGNATURE, SIGNATURE_MAX)
    hashes = listed(list_data)
    for name in hashes:
        check(name in files, "file-missing", name)
    for name in (PROOF, INCIDENTS):
        check(name in hashes, "file-missing", name)
    for name in sorted(files, key=str.encode):
        check(name in hashes or name in (LIST, SIGNATURE), "file-added", name)
    signature = Signature(signature_data)
    signature.check()
    check(signature.files == hashlib.sha256(list_data).hexdigest(), "list-altered")
    for name, value in hashes.items():
        digest = hashlib.sha256()
        for piece in pieces_of(files, name):
            digest.update(piece)
        check(digest.hexdigest() == value, "file-altered", name)
    try:
        proof = Proof(content(files, PROOF, JSON_MAX))
    except (ValueError, AttributeError):
        raise Altered("proof-malformed") from None
    try:
        incidents = Incidents(content(files, INCIDENTS, JSON_MAX), signature.made, hashes)
        check(len(incidents.records) == len(proof.records), "incidents-malformed")
    except (ValueError, AttributeError):
        raise Altered("incidents-malformed") from None
    for at, (commitments, fields) in enumerate(proof.records):
        for number, (salt, data) in fields.items():
            check(commitment(number, salt, data) == commitments[32 * number : 32 * number + 32], "record-altered", str(at))
    for at, ((_, fields), (told, file)) in enumerate(zip(proof.records, incidents.records)):
        shown = {FIELD_NAMES[number]: readable(number, data) for number, (_, data) in fields.items()}
        check(same(shown, told), "record-differs", str(at))
        is_file = file is None or SHA256_FIELD not in fields or hashes[file] == fields[SHA256_FIELD][1].hex()
        check(is_file, "record-differs", str(at))
    common = {"signature": True, "records": len(proof.records), "files": len(hashes), "made": signature.made}
    if anchor is None:
        return {"verdict": "consistent", **common, "anchor": None}
    if anchor == (0, signature.digest(signature_data)):
        return {"verdict": "matches", **common, "anchor": "dossier", "at": signature.made, "covered": len(proof.records)}
    found = covered_by(anchor, proof, signature)
    if found is None:
        return {"verdict": "consistent", **common, "anchor": "other"}
    return {"verdict": "matches", **common, "anchor": "log", "at": found[0], "covered": found[1]}


def checked(paths, anchor=None):
    try:
        return verdict_of(paths, anchor)
    except Altered as altered:
        name = {} if altered.name is None else {"name": altered.name}
        return {"verdict": "altered", "reason": altered.reason, **name}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("paths", nargs="+", metavar="FOLDER|ZIP")
    options.add_argument("--anchor", type=anchor_of, help="the code that someone kept")
    given = options.parse_args()
    try:
        verdict = checked(given.paths, given.anchor)
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        sys.exit(2)
    print(json.dumps(verdict, ensure_ascii=False))
    sys.exit(4 if verdict["verdict"] == "altered" else 0)


if __name__ == "__main__":
    main()
