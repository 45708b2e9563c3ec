#!/usr/bin/env python3
"""Alters small dossiers in every way that core/FORMAT.md section 17 names, and says what whoever checks each must say.

    dossier_altered.py FOLDER [--page FILE]

Writes the altered dossiers into FOLDER, as folders and zips, and FOLDER/expected.json: a list of {"label", "paths", "anchor", "verdict"}. Some are
signed anew by the same key or by another; a few are not altered at all, and must be taken as they are. The expected verdicts are written down
here, not worked out by a verifier.
"""

import argparse
import base64
import copy
import json
import struct
import zlib
from pathlib import Path

from dossier import key_id
from dossier_sample import FIELD, Dossier, Key, b64, code, compact, sealed, write_folder
from ed25519 import L
from verify import sha256

LIST, SIGNATURE, PROOF, INCIDENTS = "SHA256SUMS", "signature.txt", "proof.json", "incidents.json"
NO_ZIP = b"PK\5\6"


def altered(reason, name=None):
    return {"verdict": "altered", "reason": reason, **({} if name is None else {"name": name})}


# Zips with mistakes.


class Packed:
    """One entry of a zip, with what the local header and the directory say of it."""

    def __init__(self, name, data, packing=8, **said):
        self.name = name if isinstance(name, bytes) else name.encode()
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        self.body = deflate.compress(data) + deflate.flush() if packing == 8 else data
        self.local_name, self.flags, self.local_flags, self.method, self.local_method = self.name, 0, 0, packing, packing
        self.crc, self.length, self.packed, self.big = zlib.crc32(data), len(data), len(self.body), False
        self.offset = None
        for what, value in said.items():
            setattr(self, what, value(self) if callable(value) else value)


def zip_bytes(entries, comment=b"", before=b"", big=False, **said):
    out, directory = bytearray(before), bytearray()
    for entry in entries:
        offset = len(out) if entry.offset is None else entry.offset
        sizes = (0, 0, 0) if entry.local_flags & 8 else (entry.crc, len(entry.body), entry.length)
        out += struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, entry.local_flags, entry.local_method, 0, 0x5C41, sizes[0],
            *(size & 0xFFFFFFFF for size in sizes[1:]),
                           len(entry.local_name), 0) + entry.local_name + entry.body
        if entry.local_flags & 8:
            out += struct.pack("<IIII", 0x08074B50, entry.crc, entry.packed, entry.length)
        numbers, extra = (entry.packed, entry.length, offset), b""
        if entry.big:
            extra = struct.pack("<HH", 0x5455, 0) + struct.pack("<HHQQQ", 1, 24, entry.length, entry.packed, offset)
            numbers = (0xFFFFFFFF,) * 3
        directory += struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, entry.flags, entry.method, 0, 0x5C41, entry.crc, *numbers[:2],
                                 len(entry.name), len(extra), 0, 0, 0, 0, numbers[2]) + entry.name + extra
    count, size, offset = said.get("count", len(entries)), said.get("size", len(directory)), said.get("offset", len(out))
    out += directory
    if big:
        at = len(out)
        out += struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, count, count, size, offset) + struct.pack("<IIQI", 0x07064B50, 0,
            at, 1)
        count, size, offset = 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF
    out += struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, size, offset, said.get("comment_length", len(comment))) + comment
    return bytes(out)


class Cases:
    def __init__(self, folder, page):
        self.folder, self.page, self.cases = folder, {} if page is None else {"page": page}, []
        self.good = self.dossier()

    def dossier(self, seed="altered"):
        return Dossier(seed, **self.page)

    def files(self):
        return dict(self.good.files)

    def add(self, label, given, verdict, anchor=None):
        """A case of files, or of the bytes of one zip or of several."""
        start = f"{len(self.cases):03}-{label}"
        if isinstance(given, dict):
            write_folder(given, self.folder / start)
            paths = [start]
        else:
            given = [given] if isinstance(given, bytes) else given
            paths = [f"{start}-{part}.zip" if len(given) > 1 else f"{start}.zip" for part in range(1, len(given) + 1)]
            for path, data in zip(paths, given):
                (self.folder / path).write_bytes(data)
        self.cases.append({"label": label, "paths": paths, "anchor": anchor, "verdict": verdict})

    def consistent(self, dossier=None, anchor=None):
        dossier = dossier or self.good
        return {"verdict": "consistent", "signature": True, "records": len(json.loads(dossier.files[PROOF])["records"]),
                "files": dossier.files[LIST].count(b"\n"), "made": dossier.made, "anchor": anchor}

    def matches(self, anchor, at, covered, dossier=None):
        return {**self.consistent(dossier), "verdict": "matches", "anchor": anchor, "at": at, "covered": covered}

    def signed_anew(self, label, change, verdict=None, anchor=None):
        """The key's owner changes the documents; sums and signature are made anew."""
        dossier = self.dossier()
        change(dossier)
        dossier.close()
        self.add(label, dossier.files, verdict or self.consistent(dossier), anchor)

    def signed_bytes(self, label, name, data, verdict=None):
        """The same with the bytes of one file."""
        dossier = self.dossier()
        dossier.files[name] = data
        dossier.sum()
        dossier.sign()
        self.add(label, dossier.files, verdict or self.consistent(dossier))

    # Without the key.

    def files_changed(self):
        good, names = self.good.files, sorted(set(self.good.files) - {LIST, SIGNATURE})
        self.add("good", good, self.consistent())
        for name in names:
            short = name.replace("/", "-")
            for at in {0, len(good[name]) // 2, len(good[name]) - 1}:
                data = bytearray(good[name])
                data[at] ^= 1
                self.add(f"byte-{at}-of-{short}", good | {name: bytes(data)}, altered("file-altered", name))
            self.add(f"longer-{short}", good | {name: good[name] + b"\n"}, altered("file-altered", name))
            self.add(f"empty-{short}", good | {name: b""}, altered("file-altered", name))
            resummed = self.dossier()
            resummed.files[name] += b" "
            resummed.sum()
            self.add(f"summed-anew-{short}", resummed.files, altered("list-altered"))
        for name in (*names, LIST, SIGNATURE):
            without = {key: data for key, data in good.items() if key != name}
            self.add(f"without-{name.replace('/', '-')}", without, altered("file-missing", name))
        first, *_, last = names
        self.add("renamed", {**{key: data for key, data in good.items() if key != last}, "verify.htm": good[last]},
            altered("file-missing", last))
        self.add("other-case", {**{key: data for key, data in good.items() if key != last}, last.upper(): good[last]},
            altered("file-missing", last))
        self.add("exchanged", good | {names[0]: good[names[1]], names[1]: good[names[0]]}, altered("file-altered", first))
        for name in ("a.txt", "evidence/9999.jpg", "evidence/inner/0001.jpg", ".hidden", "other/SHA256SUMS", "Statement.pdf", "zəкір.txt",
            "SHA256SUMS.bak"):
            self.add("added", good | {name: b"added"}, altered("file-added", name))
        self.add("two-added", good | {"b.txt": b"", "a.txt": b""}, altered("file-added", "a.txt"))
        self.add("nothing", {"a.txt": b""}, altered("file-missing", LIST))
        left = {".DS_Store": b"1", "evidence/Thumbs.db": b"2", "desktop.ini": b"3", "evidence/._0001.jpg": b"4",
            "__MACOSX/dossier/statement.pdf": b"5"}
        self.add("left-behind", good | left, self.consistent())
        self.add("in-a-folder", {f"copy/dossier/{name}": data for name, data in good.items()}, self.consistent())
        self.add("partly-in-a-folder", {(name if name == "verify.html" else f"dossier/{name}"): data for name, data in good.items()},
                 altered("file-missing", LIST))

    def list_changed(self):
        good = self.good.files
        lines = good[LIST].decode().splitlines(keepends=True)
        names = [line[66:-1] for line in lines]
        digit = "0" if lines[0][0] != "0" else "1"
        hash_line = "0" * 64 + "  "

        def case(label, text, verdict):
            data = text if isinstance(text, bytes) else "".join(text).encode()
            self.add(f"list-{label}", good | {LIST: data}, verdict)

        case("digit", [digit + lines[0][1:], *lines[1:]], altered("list-altered"))
        case("line-gone", lines[1:], altered("file-added", names[0]))
        case("line-more", [*lines, f"{hash_line}zzz.txt\n"], altered("file-missing", "zzz.txt"))
        case("without-proof", [line for line in lines if PROOF not in line], altered("file-missing", PROOF))
        case("without-incidents", [line for line in lines if INCIDENTS not in line], altered("file-missing", INCIDENTS))
        case("empty", "", altered("file-missing", PROOF))
        malformed = {
            "exchanged": [lines[1], lines[0], *lines[2:]], "twice": [lines[0], *lines], "upper": [lines[0].upper(), *lines[1:]],
            "hash-upper": [lines[0][:64].upper() + lines[0][64:], *lines[1:]], "crlf": "".join(lines).replace("\n", "\r\n"),
            "unfinished": "".join(lines)[:-1], "binary": "".join(lines).replace("  ", " *"), "one-space": "".join(lines).replace("  ", " "),
            "three-spaces": "".join(lines).replace("  ", "   "), "empty-line": ["\n", *lines], "empty-line-last": [*lines, "\n"],
            "bom": "\ufeff" + "".join(lines),
            "short-hash": [lines[0][1:], *lines[1:]], "no-hash": [names[0] + "\n", *lines[1:]],
            "lists-itself": sorted([*lines, f"{hash_line}{LIST}\n"], key=lambda line: line[66:]),
            "lists-signature": sorted([*lines, f"{hash_line}{SIGNATURE}\n"], key=lambda line: line[66:]), "comment": ["# sums\n", *lines],
            "not-text": b"\xff" + "".join(lines).encode(),
            "escaped": ["\\" + lines[0], *lines[1:]], "zero-byte": "".join(lines).replace("\n", "\0\n", 1),
        }
        for name in ("../x", "/x", "./x", "a/b/c", "a//b", "a/", "-x", ".x", "a\\b", "c:x", "ә.txt", "x y", "", "x" * 101,
            "Statement.pdf", "VERIFY.HTML"):
            text = sorted([*lines, f"{hash_line}{name}\n"], key=lambda line: line[66:].encode())
            malformed[f"name-{len(malformed)}"] = text
        for label, text in malformed.items():
            case(label, text, altered("list-malformed"))
        case("name-of-100", [*lines, f"{hash_line}{'x' * 100}\n"], altered("file-missing", "x" * 100))

    def signature_changed(self):
        good, key, other = self.good.files, self.good.key, Key(b"\7" * 32, self.good.key.name)
        note = good[SIGNATURE].decode()
        text, line = note.split("\n\n")
        signed = base64.b64decode(line.split(" ")[2])
        verifier = key.verifier()

        def case(label, data, reason):
            self.add(f"signature-{label}", good | {SIGNATURE: data if isinstance(data, bytes) else data.encode()}, altered(reason))

        def with_line(name, data):
            return f"{text}\n\n\u2014 {name} {data}\n"

        forged = {
            "made": note.replace(self.good.made, self.good.made.replace("2026", "2025")),
            "files": note.replace(sha256(good[LIST]).hex(), "0" * 64),
            "flipped": with_line(key.name, b64(signed[:-1] + bytes([signed[-1] ^ 1]))),
            "flipped-first": with_line(key.name, b64(signed[:4] + bytes([signed[4] ^ 1]) + signed[5:])),
            "zeros": with_line(key.name, b64(signed[:4] + bytes(64))),
            "plus-order": with_line(key.name, b64(signed[:36] + (int.from_bytes(signed[36:], "little") + L).to_bytes(32, "little"))),
        }
        for label, public in (("small-order", b"\1" + bytes(31)), ("no-point", b"\2" + bytes(31))):
            number = key_id(key.name, public)
            fake = text.replace(verifier, f"{key.name}+{number.hex()}+{b64(bytes([1]) + public)}")
            neutral = b64(number + b"\1" + bytes(63))
            forged[label] = f"{fake}\n\n\u2014 {key.name} {neutral}\n"
        forged["other-key-same-signature"] = f"{text.replace(verifier, other.verifier())}\n\n\u2014 {key.name} {b64(key_id(key.name, other.public) + signed[4:])}\n"
        for label, data in forged.items():
            case(label, data, "signature-forged")
        number = key_id(key.name, key.public).hex()
        key_text, last = b64(bytes([1]) + key.public), b64(signed)
        malformed = {
            "empty": "", "only-text": text + "\n", "format": note.replace("dossier/1", "dossier/2"),
            "checkpoint": key.note(f"{key.name}\n5\n{b64(bytes(32))}\n"),
            "crlf": note.replace("\n", "\r\n"), "bom": "\ufeff" + note, "line-more": note + line + "\n", "line-after": note + "\n",
            "no-end": note[:-1],
            "gap-more": note.replace("\n\n", "\n\n\n"), "text-more": note.replace("\nkey:", "\nby: me\nkey:"),
            "hyphen": note.replace("\u2014", "-"), "not-text": b"\xff" + note.encode(),
            "name": with_line("pana/0000000000000000", last), "name-plain": note.replace(key.name, "example.com/log"),
            "id": with_line(key.name, b64(b"\0" + signed[1:])),
            "key-id": note.replace(f"+{number}+", f"+{'0' * 8}+"), "key-id-upper": note.replace(f"+{number}+", f"+{number.upper()}A+"),
            "other-key": note.replace(verifier, other.verifier()),
            "key-type": note.replace(key_text, b64(bytes([2]) + key.public)),
            "key-short": note.replace(key_text, b64(bytes([1]) + key.public[1:])),
            "key-spelling": note.replace(key_text, key_text.replace("=", "") + "="),
            "short": with_line(key.name, b64(signed[:-1])), "long": with_line(key.name, b64(signed + b"\0")),
            "unpadded": with_line(key.name, last.rstrip("=")),
            "malleable": with_line(key.name, malleable(last)),
            "url-safe": with_line(key.name, last.replace("+", "-").replace("/", "_").replace("=", "-")),
            "two-spaces": note.replace(f" {last}", f"  {last}"),
            "files-upper": note.replace("files: ", "files: A")[:],
            "files-short": note.replace(sha256(good[LIST]).hex(), sha256(good[LIST]).hex()[:-1]), "over-64-kib": note + "x" * 65_536,
        }
        for index, made in enumerate(("2026-02-11T18:01:56Z", "2026-02-11 18:01:56+05:00", "2026-02-11T18:01:56.5+05:00",
            "2026-02-11T18:01+05:00", "2026-02-30T18:01:56+05:00",
                                      "2026-02-11T18:01:60+05:00", "1899-02-11T18:01:56+05:00", "2026-02-11T18:01:56+19:00",
                                      "2026-02-11T18:01:56-00:00", "2026-02-11t18:01:56+05:00", "")):
            malformed[f"moment-{index}"] = key.note(text.replace(f"made: {self.good.made}", f"made: {made}") + "\n")
        for label, data in malformed.items():
            case(label, data, "signature-malformed")

    # By the owner of the key.

    def proof_malformed(self):
        bad = altered("proof-malformed")
        good = self.good.files[PROOF].decode()
        records = self.good.proof["records"]
        raw = {
            "empty": "", "null": "null", "list": f"[{good}]", "unfinished": good[:-1], "behind": good + "x", "bom": "\ufeff" + good,
            "twice": good[:-1] + ',"salt":"' + self.good.proof["salt"] + '"}',
            "comma": good[:-1] + ",}", "constant": good.replace('"format"', '"x":NaN,"format"'), "not-text": good.encode() + b"\xff",
            "half-a-pair": good.replace("pana/dossier-proof/1", "\\ud800"),
            "float-field": good.replace('"field":0,', '"field":0.0,', 1), "zero-field": good.replace('"field":1,', '"field":01,', 1),
            "text-field": good.replace('"field":0,', '"field":"0",', 1),
            "true-field": good.replace('"field":1,', '"field":true,', 1), "exponent-field": good.replace('"field":1,', '"field":1e0,', 1),
            "minus-field": good.replace('"field":1,', '"field":-1,', 1),
            "deep": good[:-1] + ',"x":' + "[" * 100 + "]" * 100 + "}",
        }
        for label, data in raw.items():
            self.signed_bytes(f"proof-{label}", PROOF, data if isinstance(data, bytes) else data.encode(), bad)
        self.signed_bytes("proof-pretty", PROOF, json.dumps(self.good.proof, indent=1).encode())
        self.signed_bytes("proof-other-order", PROOF, compact(dict(reversed(self.good.proof.items()))))

        def case(label, change):
            self.signed_anew(f"proof-{label}", lambda dossier: change(dossier.proof), bad)

        first = lambda proof: proof["records"][0]
        field = lambda proof: proof["records"][0]["shown"][0]
        case("format", lambda proof: proof.update(format="pana/proof/1"))
        case("more", lambda proof: proof.update(more=1))
        case("record-more", lambda proof: first(proof).update(sequence=4))
        case("field-more", lambda proof: field(proof).update(name="action"))
        for name in ("format", "records", "salt", "history", "anchors"):
            case(f"without-{name}", lambda proof: proof.pop(name))
        case("record-without-commitments", lambda proof: first(proof).pop("commitments"))
        case("field-without-salt", lambda proof: field(proof).pop("salt"))
        case("nothing-shown", lambda proof: first(proof).update(shown=[]))
        case("records-no-list", lambda proof: proof.update(records={}))
        case("commitments-list", lambda proof: first(proof).update(commitments=[records[0]["commitments"]]))
        case("commitments-short", lambda proof: first(proof).update(commitments=b64(bytes(31 * 32))))
        case("commitments-long", lambda proof: first(proof).update(commitments=b64(bytes(33 * 32))))
        case("field-30", lambda proof: field(proof).update(field=30))
        case("field-twice", lambda proof: first(proof)["shown"].append(field(proof)))
        case("field-empty", lambda proof: field(proof).update(bytes=""))
        case("field-null", lambda proof: field(proof).update(bytes=None))
        case("field-salt-short", lambda proof: field(proof).update(salt=b64(bytes(31))))
        case("salt-long", lambda proof: proof.update(salt=b64(bytes(33))))
        case("salt-malleable", lambda proof: proof.update(salt=malleable(proof["salt"])))
        case("salt-unpadded", lambda proof: proof.update(salt=proof["salt"].rstrip("=")))
        case("salt-gap", lambda proof: proof.update(salt=proof["salt"][:4] + "\n" + proof["salt"][4:]))
        length = len(base64.b64decode(self.good.proof["history"]))
        for label, bytes_ in (("empty", 0), ("short", length - 1), ("few-leaves", length - 32 * 512), ("leaf-more", length + 32),
            ("number-more", length + 8)):
            case(f"history-{label}", lambda proof: proof.update(history=b64(bytes(bytes_))))
        for count in (0, 4, 7, 9, 2048):
            case(f"anchors-{count}", lambda proof: proof.update(anchors=[b64(bytes(544))] * count))
        case("anchor-short", lambda proof: proof["anchors"].__setitem__(0, b64(bytes(543))))

    def incidents_malformed(self):
        bad = altered("incidents-malformed")
        good = self.good.files[INCIDENTS].decode()
        raw = {"empty": "", "unfinished": good[:-1], "bom": "\ufeff" + good, "twice": good.replace('"of":', '"of":"acts","of":', 1),
            "field-twice": good.replace('"fields":{', '"fields":{"action":"x",', 1), "not-text": good.encode() + b"\xc3",
               "float-number": good.replace('"number":1,', '"number":1.0,', 1),
               "text-number": good.replace('"number":1,', '"number":"1",', 1), "minus": good.replace('"number":1,', '"number":-1,', 1),
               "half-a-pair": good.replace('"what":"', '"what":"\\udc00', 1), "control": good.replace('"what":"', '"what":"\1', 1),
               "deep": good.replace('"fields":{', '"fields":{"x":' + "[" * 62 + "]" * 62 + ",", 1)}
        for label, data in raw.items():
            self.signed_bytes(f"incidents-{label}", INCIDENTS, data if isinstance(data, bytes) else data.encode(), bad)
        self.signed_bytes("incidents-pretty", INCIDENTS, json.dumps(self.good.incidents, indent=2).encode())
        self.signed_bytes("incidents-escaped", INCIDENTS, json.dumps(self.good.incidents).encode())

        def case(label, change, verdict=bad):
            self.signed_anew(f"incidents-{label}", lambda dossier: change(dossier.incidents), verdict)

        first = lambda incidents: incidents["records"][0]
        at_evidence = next(at for at, record in enumerate(self.good.incidents["records"]) if "file" in record)
        evidence = lambda incidents: incidents["records"][at_evidence]
        case("format", lambda incidents: incidents.update(format="pana/incidents/2"))
        case("other-time", lambda incidents: incidents.update(made="2026-01-01T00:00:00+05:00"))
        case("more", lambda incidents: incidents.update(more=[]))
        case("record-more", lambda incidents: first(incidents).update(more=1))
        case("one-less", lambda incidents: incidents["records"].pop())
        case("one-more", lambda incidents: incidents["records"].append(first(incidents)))
        case("of-unknown", lambda incidents: first(incidents).update(of="note"))
        case("number-0", lambda incidents: first(incidents).update(number=0))
        case("number-long", lambda incidents: first(incidents).update(number=1_000_000_000))
        case("without-number", lambda incidents: first(incidents).pop("number"))
        case("fields-list", lambda incidents: first(incidents).update(fields=[]))
        case("file-of-acts", lambda incidents: first(incidents).update(file="evidence/0001.jpg"))
        case("file-not-listed", lambda incidents: evidence(incidents).update(file="evidence/9999.jpg"))
        case("file-elsewhere", lambda incidents: evidence(incidents).update(file="statement.pdf"))
        case("file-null", lambda incidents: evidence(incidents).update(file=None))
        case("copy-false", lambda incidents: evidence(incidents).update(copy=False))
        case("copy-1", lambda incidents: evidence(incidents).update(copy=1))
        case("copy-without-file", lambda incidents: (evidence(incidents).update(copy=True), evidence(incidents).pop("file")))

    def records_changed(self):
        records = self.good.proof["records"]
        told = self.good.incidents["records"]
        for at in range(len(records)):
            last = str(at)
            bit = lambda text: b64(bytes([base64.b64decode(text)[0] ^ 1]) + base64.b64decode(text)[1:])
            self.signed_anew(f"record-{at}-bytes",
                lambda dossier: dossier.proof["records"][at]["shown"][-1].update(bytes=bit(records[at]["shown"][-1]["bytes"])),
                altered("record-altered", last))
            self.signed_anew(f"record-{at}-told",
                lambda dossier: dossier.incidents["records"][at]["fields"].update(written="2026-02-01T21:30:00+05:00"),
                altered("record-differs", last))
        self.signed_anew("record-salt", lambda dossier: dossier.proof["records"][2]["shown"][0].update(salt=b64(bytes(32))),
            altered("record-altered", "2"))
        self.signed_anew("record-field-number", lambda dossier: dossier.proof["records"][1]["shown"][-1].update(field=29),
            altered("record-altered", "1"))
        self.signed_anew("record-commitments-of-another",
            lambda dossier: dossier.proof["records"][3].update(commitments=records[4]["commitments"]), altered("record-altered", "3"))
        both = lambda dossier: (dossier.proof["records"][5]["shown"][0].update(salt=b64(bytes(32))),
            dossier.incidents["records"][0]["fields"].clear())
        self.signed_anew("record-altered-before-differing", both, altered("record-altered", "5"))

        def differs(label, change, at=1, verdict=None):
            self.signed_anew(f"told-{label}", lambda dossier: change(dossier.incidents["records"][at]["fields"]),
                verdict or altered("record-differs", str(at)))

        def has(name):
            return next(at for at, record in enumerate(told) if name in record["fields"])

        differs("without", lambda fields: fields.pop("action"))
        differs("more", lambda fields: fields.update(reason="added"))
        differs("unknown", lambda fields: fields.update(x="added"))
        differs("action", lambda fields: fields.update(action="create"))
        differs("action-number", lambda fields: fields.update(action=2))
        differs("moment-zone", lambda fields: fields.update(written=fields["written"].replace("+05:00", "+06:00")))
        differs("text", lambda fields: fields.update(what=fields["what"] + " "), has("what"))
        differs("decomposed", lambda fields: fields.update(what=fields["what"].replace("й", "и\u0306") + "и\u0306"), has("what"))
        differs("true-as-text", lambda fields: fields.update(answered="true"), has("answered"))
        differs("true-as-1", lambda fields: fields.update(answered=1), has("answered"))
        differs("float", lambda fields: fields["count"].update(acts=3.0), has("count"))
        differs("one-for-true", lambda fields: fields["count"].update(exact=1), has("count"))
        differs("i64", lambda fields: fields["acts"][0].__setitem__(7, fields["acts"][0][7] + 1), has("acts"))
        differs("list-longer", lambda fields: fields["acts"].append([]), has("acts"))
        differs("null-left-out", lambda fields: fields["position"].pop("accuracy_m"), has("position"))
        differs("position", lambda fields: fields["position"].update(lat=fields["position"]["lat"] + 0.000001), has("position"))
        differs("hash-upper", lambda fields: fields.update(sha256=fields["sha256"].upper()), has("sha256"))
        differs("other-order", lambda fields: fields.update(place=dict(reversed(fields["place"].items()))), has("place"), self.consistent())
        self.signed_bytes("told-longer-number", INCIDENTS, self.good.files[INCIDENTS].replace(b'"acts":3,', b'"acts":3e0,', 1),
            altered("record-differs", str(has("count"))))
        self.signed_anew("told-exchanged", lambda dossier: dossier.incidents["records"].insert(0, dossier.incidents["records"].pop(1)),
            altered("record-differs", "0"))
        original = next(at for at, record in enumerate(told) if "file" in record and "copy" not in record)
        copied = next(at for at, record in enumerate(told) if "copy" in record)
        self.signed_anew("file-of-another", lambda dossier: dossier.incidents["records"][original].update(file=told[copied]["file"]),
            altered("record-differs", str(original)))
        self.signed_anew("copy-as-original", lambda dossier: dossier.incidents["records"][copied].pop("copy"),
            altered("record-differs", str(copied)))
        self.signed_anew("original-as-copy", lambda dossier: dossier.incidents["records"][original].update(copy=True))
        self.signed_anew("without-file", lambda dossier: dossier.incidents["records"][original].pop("file"))

    def in_the_history(self):
        dossier = self.good
        code_of_it, anchors = dossier.code(), dossier.anchors()
        self.add("code", dossier.files, self.matches("dossier", dossier.made, len(dossier.numbers)), code_of_it)
        self.add("other-anchor", dossier.files, self.consistent(anchor="other"), dossier.other_code())
        for anchor, at, covered in anchors:
            self.add("anchor", dossier.files, self.matches("log", at, covered), anchor)
        size = [int(records) for records, _, _ in dossier.log.anchors]

        def rebuilt(label, change, verdicts):
            """The owner of the key changes what lies sealed; each anchor must give its verdict."""
            changed = self.dossier()
            change(changed)
            changed.proof.update(history=b64(changed.history()), anchors=list(map(b64, changed.boxes)))
            changed.close()
            self.add(f"{label}-alone", changed.files, self.consistent(changed))
            self.add(f"{label}-code", changed.files, self.consistent(changed, "other"), code_of_it)
            for (anchor, at, covered), verdict in zip(anchors, verdicts):
                kept = self.matches("log", at, covered, changed) if verdict is True else verdict
                kept = {**self.matches("log", at, verdict, changed)} if type(verdict) is int else kept
                self.add(f"{label}-anchor", changed.files, altered("history-differs") if verdict is False else kept, anchor)

        flipped = lambda data: bytes([data[0] ^ 1]) + data[1:]
        rebuilt("leaf-first", lambda changed: changed.leaves.__setitem__(0, flipped(changed.leaves[0])), [False] * 4)
        rebuilt("leaf-between", lambda changed: changed.leaves.__setitem__(size[1], flipped(changed.leaves[size[1]])),
            [True, True, False, False])
        rebuilt("leaf-behind", lambda changed: changed.leaves.__setitem__(1000, bytes(32)), [True] * 4)
        rebuilt("numbers-exchanged", lambda changed: changed.numbers.__setitem__(slice(0, 2), changed.numbers[1::-1]), [False] * 4)
        rebuilt("number-other", lambda changed: changed.numbers.__setitem__(0, size[0]), [anchors[0][2] - 1, False, False, False])
        rebuilt("number-far", lambda changed: changed.numbers.__setitem__(0, 2**64 - 1), [covered - 1 for _, _, covered in anchors])
        swap = lambda records: records.insert(0, records.pop(1))
        rebuilt("records-exchanged", lambda changed: (swap(changed.proof["records"]), swap(changed.incidents["records"])), [False] * 4)
        rebuilt("records-and-numbers-exchanged",
            lambda changed: (swap(changed.proof["records"]), swap(changed.incidents["records"]), swap(changed.numbers)), [True] * 4)

        def rewritten(changed):
            """A record of the time between the first and the second anchor says something else."""
            at = next(at for at, number in enumerate(changed.numbers) if number > size[0])
            fields, _ = changed.log.records[changed.numbers[at]]
            fields[FIELD["written"]] = changed.log.records[0][0][FIELD["written"]]
            changed.proof["records"][at] = changed.record(*changed.shown[at])
            changed.incidents["records"][at]["fields"]["written"] = changed.readable(changed.numbers[at], FIELD["written"])

        rebuilt("rewritten", rewritten, [True, False, False, False])
        rebuilt("rewritten-with-its-leaf",
            lambda changed: (rewritten(changed),
            changed.leaves.__setitem__(slice(0, len(changed.log.records)), list(map(changed.log.leaf, range(len(changed.log.records)))))),
            [True, False, False, False])
        other_k = lambda changed: setattr(changed, "k", bytes(32))
        rebuilt("history-of-another-key", other_k, [False] * 4)
        other = self.consistent(anchor="other")
        rebuilt("anchors-of-chance", lambda changed: setattr(changed, "boxes", [changed.chance.randbytes(544) for _ in range(8)]),
            [other] * 4)
        rebuilt("salt-other", lambda changed: changed.proof.update(salt=b64(bytes(32))), [other] * 4)
        rebuilt("boxes-in-other-order", lambda changed: changed.boxes.reverse(), [True] * 4)

        def box(label, change, note=lambda note: note, records=lambda records: records):
            """The first anchor's box says something else."""
            def changed_box(changed):
                records_of, at_ms, kept = changed.log.anchors[0]
                sealed_box = changed.box(records_of, at_ms, kept, change)
                opens = next(at for at, one in enumerate(changed.boxes) if one == changed.box(records_of, at_ms, kept))
                changed.boxes[opens] = sealed_box
            rebuilt(f"box-{label}", changed_box, [False, True, True, True])

        box("k", lambda text: bytes(32) + text[32:])
        box("records", lambda text: text[:32] + struct.pack("<Q", size[0] + 1) + text[40:])
        box("records-far", lambda text: text[:32] + struct.pack("<Q", 2**64 - 1) + text[40:])
        box("moment", lambda text: text[:40] + b"\xff" * 7 + b"\x7f" + text[48:])
        box("offset", lambda text: text[:48] + struct.pack("<h", 2000) + text[50:])
        box("length", lambda text: text[:50] + struct.pack("<H", 461) + text[52:])
        box("length-short", lambda text: text[:50] + struct.pack("<H", 10) + text[52:])
        box("zeros", lambda text: text[:-1] + b"\1")
        box("note", lambda text: text[:60] + bytes([text[60] ^ 1]) + text[61:])
        box("note-not-text", lambda text: text[:60] + b"\xff" + text[61:])

    def made_anew(self):
        anchors = [self.good.code(), *(anchor for anchor, _, _ in self.good.anchors())]
        for label, key in (("other-key", Key(b"\5" * 32, "pana/0123456789abcdef")),
            ("other-key-same-name", Key(b"\6" * 32, self.good.key.name))):
            dossier = self.dossier()
            dossier.close(key)
            self.add(label, dossier.files, self.consistent(dossier))
            self.add(f"{label}-code", dossier.files, self.consistent(dossier, "other"), anchors[0])
            # The boxes open, and what is in them is not signed by this key.
            for anchor in anchors[1:]:
                self.add(f"{label}-anchor", dossier.files, altered("history-differs"), anchor)
        whole = self.dossier()
        whole.key = whole.log.key = Key(b"\5" * 32, "pana/0123456789abcdef")
        whole.boxes = [whole.chance.randbytes(544) for _ in range(8)]
        whole.proof["anchors"] = list(map(b64, whole.boxes))
        whole.close()
        other = self.dossier("another")
        for label, dossier in (("made-anew", whole), ("another", other)):
            for anchor in anchors:
                self.add(label, dossier.files, self.consistent(dossier, "other"), anchor)
            self.add(f"{label}-alone", dossier.files, self.consistent(dossier))

    # Zips.

    def zips(self):
        good = self.good.files

        def entries(prefix="", skip=(), packing=8, **said):
            return [Packed(prefix + name, data, packing, **said) for name, data in sorted(good.items()) if name not in skip]

        whole = zip_bytes(entries())
        fine = {
            "good": whole, "stored": zip_bytes(entries(packing=0)), "in-a-folder": zip_bytes(entries("dossier/")),
            "in-folders": zip_bytes(entries("a/b/")), "comment": zip_bytes(entries(), b"comment"),
            "comment-with-end": zip_bytes(entries(), NO_ZIP + b"comment"), "big": zip_bytes(entries(big=True), big=True),
            "big-end": zip_bytes(entries(), big=True), "descriptors": zip_bytes(entries(flags=8, local_flags=8)),
            "folders": zip_bytes([Packed("dossier/", b"", 0), Packed("dossier/evidence/", b"", 0), *entries("dossier/")]),
            "left-behind": zip_bytes([*entries("dossier/"), Packed("__MACOSX/dossier/._a", b"1"), Packed("dossier/.DS_Store", b"2")]),
            "before": zip_bytes(entries(), before=b"MZ before"), "backwards": zip_bytes(entries()[::-1]),
            "folder-twice": zip_bytes([Packed("evidence/", b"", 0), Packed("evidence/", b"", 0), *entries()]),
        }
        for label, data in fine.items():
            self.add(f"zip-{label}", data, self.consistent())
        half = len(good) // 2
        parts = [zip_bytes(entries()[:half]), zip_bytes(entries()[half:])]
        self.add("zip-parts", parts, self.consistent())
        self.add("zip-parts-backwards", parts[::-1], self.consistent())
        self.add("zip-part-missing", parts[1], altered("file-missing", LIST))
        self.add("zip-part-missing", parts[0],
            altered("file-missing", sorted(good)[half]) if SIGNATURE in sorted(good)[:half] else altered("file-missing", SIGNATURE))
        self.add("zip-part-twice", [parts[0], parts[1], parts[0]], altered("name-twice", LIST))
        none = {
            "empty": b"", "text": b"a letter", "cut": whole[: len(whole) // 2], "cut-end": whole[:-1], "longer": whole + b"x",
            "count-more": zip_bytes(entries(), count=len(good) + 1), "count-less": zip_bytes(entries(), count=len(good) - 1),
            "offset": zip_bytes(entries(), offset=5), "offset-far": zip_bytes(entries(), offset=0xFFFFFFF0),
            "size-far": zip_bytes(entries(), size=0x7FFFFFFF), "comment-length": zip_bytes(entries(), comment_length=3),
            "moved": b"x" + whole,
            "no-big-end": zip_bytes(entries(), count=0xFFFF),
            "more-packed-than-there-is": zip_bytes(entries(packed=lambda entry: 1 << 20)),
            "no-big-number": zip_bytes(entries(length=0xFFFFFFFF)), "only-end": NO_ZIP + bytes(17),
            "directory": whole.replace(b"PK\1\2", b"PK\1\3", 1),
        }
        for label, data in none.items():
            self.add(f"zip-{label}", data, altered("not-a-zip"))
        self.add("zip-no-files", NO_ZIP + bytes(18), altered("file-missing", LIST))
        self.add("zip-one-of-two", [whole, b"no"], altered("not-a-zip"))
        for name in ("../x", "a/../../x", "/etc/x", "a//b", "a\\b", "..\\x", "C:x", "./x", "a/.", "..", ".", "", "/", "x/../", "a\0b",
            "a\nb", "a\x7fb", "a\x85b", b"a\xffb", "__MACOSX/../x", "../.DS_Store"):
            self.add("zip-name-unsafe", zip_bytes([*entries(), Packed(name, b"x")]), altered("name-unsafe"))
        self.add("zip-unsafe-before-twice", zip_bytes([*entries(), Packed("verify.html", b"x"), Packed("../x", b"x")]),
            altered("name-unsafe"))
        for name in sorted(good):
            short = name.replace("/", "-")
            self.add(f"zip-twice-{short}", zip_bytes([*entries(), Packed(name, good[name])]), altered("name-twice", name))
            self.add(f"zip-twice-in-a-folder-{short}", zip_bytes([Packed("d/" + name, b"other"), *entries("d/")]),
                altered("name-twice", name))
            wrong = {
                "checksum": {"crc": lambda entry: entry.crc ^ 1}, "longer": {"length": lambda entry: entry.length - 1},
                "shorter": {"length": lambda entry: entry.length + 1}, "encrypted": {"flags": 1, "local_flags": 1},
                "encrypted-locally": {"local_flags": 1},
                "method-12": {"method": 12, "local_method": 12}, "method-locally": {"local_method": 0},
                "stored-as-deflated": {"method": 0, "local_method": 0}, "other-name-locally": {"local_name": b"other"},
                "elsewhere": {"offset": 1},
                "cut": {"body": lambda entry: entry.body[:-1], "packed": lambda entry: entry.packed - 1},
                "behind": {"body": lambda entry: entry.body + b"\0", "packed": lambda entry: entry.packed + 1},
                "garbage": {"body": lambda entry: b"\xff" * entry.packed},
                "beyond": {"offset": 0x7FFFFFFF},
            }
            picked = wrong if name in (LIST, SIGNATURE, "statement.pdf") else {"checksum": wrong["checksum"], "cut": wrong["cut"]}
            for label, said in picked.items():
                self.add(f"zip-{label}-{short}", zip_bytes([*entries(skip=(name,)), Packed(name, good[name], **said)]),
                    altered("file-altered", name))
            if name not in (LIST, SIGNATURE):
                self.add(f"zip-changed-{short}", zip_bytes([*entries(skip=(name,)), Packed(name, good[name] + b" ")]),
                    altered("file-altered", name))
        self.add("zip-long-list", zip_bytes([*entries(skip=(LIST,)), Packed(LIST, good[LIST], length=(16 << 20) + 1)]),
            altered("list-malformed"))
        self.add("zip-long-signature", zip_bytes([*entries(skip=(SIGNATURE,)),
            Packed(SIGNATURE, good[SIGNATURE], length=(64 << 10) + 1)]), altered("signature-malformed"))
        self.add("zip-broken-signature-before-list",
            zip_bytes([*entries(skip=(SIGNATURE, LIST)), Packed(SIGNATURE, good[SIGNATURE], crc=0), Packed(LIST, b"no list")]),
            altered("file-altered", SIGNATURE))
        self.add("zip-added", zip_bytes([*entries(), Packed("a.txt", b"")]), altered("file-added", "a.txt"))
        self.add("zip-added-broken", zip_bytes([*entries(), Packed("a.txt", b"", method=99)]), altered("file-added", "a.txt"))

    def write(self):
        for group in (self.files_changed, self.list_changed, self.signature_changed, self.proof_malformed, self.incidents_malformed,
            self.records_changed, self.in_the_history,
                      self.made_anew, self.zips):
            group()
        (self.folder / "expected.json").write_text(json.dumps(self.cases, ensure_ascii=False, indent=1) + "\n")


def malleable(text):
    """Another spelling of the same bytes in base64: the bits that mean nothing are set."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    body = text.rstrip("=")
    return body[:-1] + letters[letters.index(body[-1]) | 1] + "=" * (len(text) - len(body))


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--page", type=Path, help="verify.html")
    given = options.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    Cases(given.folder, given.page.read_bytes() if given.page else None).write()


if __name__ == "__main__":
    main()
