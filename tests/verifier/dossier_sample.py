#!/usr/bin/env python3
"""Makes a small dossier of invented things, without Pana: for tests of whatever checks dossiers.

    dossier_sample.py SEED FOLDER [--page FILE]

Writes FOLDER/dossier/, the same as FOLDER/dossier.zip, and FOLDER/sample.json with its code, the anchors of its log and one of another log. The
same seed makes the same bytes. Written from core/FORMAT.md sections 12 and 17 alone.
"""

import argparse
import base64
import hashlib
import hmac
import json
import random
import struct
import zipfile
from pathlib import Path

from dossier import FIELD_NAMES, MOMENTS, TEXTS, key_id, masked, text_of_moment
from ed25519 import BASE, L, times
from ed25519 import P as FIELD_PRIME
from verify import FIELDS, Tree, commitment, leaf_of, record_of, sha256

FIELD = {name: number for number, name in enumerate(FIELD_NAMES)}
NUMBERS_OF_ACTIONS = {"create": 1, "amend": 2, "attach": 3, "import": 9, "anchor": 13}
STARTED_MS, OFFSET_MIN = 1_769_963_400_000, 300
WORDS = "күнделікті телефон соқты подъездіңде ждал у дома писал с нового номера «ашпасаң» \"quoted\" back\\slash tab\there 😡 line\nbreak \u2028".split(" ")


def b64(data):
    return base64.b64encode(data).decode()


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def moment(ms):
    return struct.pack("<qh", ms, OFFSET_MIN)


# Ed25519, the other half: RFC 8032 section 5.1.6. The keys are invented.


def encoded(point):
    inverse = pow(point[2], -1, FIELD_PRIME)
    x, y = point[0] * inverse % FIELD_PRIME, point[1] * inverse % FIELD_PRIME
    return (y | (x & 1) << 255).to_bytes(32, "little")


class Key:
    def __init__(self, seed, name):
        digest = hashlib.sha512(seed).digest()
        self.scalar = int.from_bytes(digest[:32], "little") & ~7 & (1 << 254) - 1 | 1 << 254
        self.prefix, self.name = digest[32:], name
        self.public = encoded(times(self.scalar, BASE))

    def sign(self, text):
        r = int.from_bytes(hashlib.sha512(self.prefix + text).digest(), "little") % L
        point = encoded(times(r, BASE))
        k = int.from_bytes(hashlib.sha512(point + self.public + text).digest(), "little") % L
        return point + ((r + k * self.scalar) % L).to_bytes(32, "little")

    def note(self, text):
        signed = key_id(self.name, self.public) + self.sign(text.encode())
        return f"{text}\n\u2014 {self.name} {b64(signed)}\n"

    def verifier(self):
        return f"{self.name}+{key_id(self.name, self.public).hex()}+{b64(bytes([1]) + self.public)}"

    def digest(self, note):
        return sha256(b"pana/anchor/1", struct.pack("<Q", len(note.encode())), note.encode(), self.public)


def code(records, digest):
    data = records.to_bytes(6, "big") + digest
    letters = base64.b32encode(data + sha256(b"pana/anchor/check", data)[:2]).decode()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def sealed(key, text):
    body = masked(key, text)
    return body + hmac.digest(hmac.digest(key, b"pana/dossier/mac/1", "sha256"), body, "sha256")


# The log.


class Log:
    """Records that nobody lived through, and anchors over them."""

    def __init__(self, chance):
        self.chance = chance
        self.key = Key(chance.randbytes(32), f"pana/{chance.randbytes(8).hex()}")
        self.records, self.anchors, self.at_ms = [], [], STARTED_MS

    def words(self, count):
        return " ".join(self.chance.choice(WORDS) for _ in range(count))

    def append(self, action, subject, **said):
        self.at_ms += self.chance.randrange(1_000, 90_000_000)
        fields = {0: bytes([NUMBERS_OF_ACTIONS[action]]), 1: moment(self.at_ms), 2: subject.encode()}
        fields |= {FIELD[name]: value for name, value in said.items()}
        self.records.append(({number: data for number, data in fields.items() if data}, self.chance.randbytes(32)))
        return len(self.records) - 1

    def subject(self):
        return "".join(self.chance.choice("0123456789ABCDEFGHJKMNPQRSTVWXYZ") for _ in range(8))

    def leaf(self, sequence):
        return leaf_of(record_of(sequence, *self.records[sequence]))

    def anchor(self):
        """Makes an anchor over all records so far."""
        size = len(self.records)
        root = Tree(map(self.leaf, range(size))).root()
        note = self.key.note(f"{self.key.name}\n{size}\n{b64(root)}\n")
        self.append("anchor", "", checkpoint=note.encode())
        self.anchors.append((size, self.at_ms, note))

    def incident(self):
        chance = self.chance
        people = {"name": self.words(2), "numbers": ["+77011234567"], "sure": "likely", "reason": self.words(3)}
        position = {"lat": round(chance.uniform(40, 55), 6), "lon": round(chance.uniform(46, 87), 6),
            "accuracy_m": chance.choice([None, 25])}
        return {
            "kind": b"call", "start": moment(self.at_ms - 86_400_123), "precision": "about шамамен".encode(),
            "what": self.words(12).encode(),
            "words": self.words(4).encode(), "place": compact({"kind": "home", "label": self.words(2)}), "position": compact(position),
            "who": compact(people), "witnesses": compact([{"name": self.words(1), "contact": "", "saw": self.words(3), "testifies": None}]),
            "count": compact({"acts": 3, "exact": True}), "answered": chance.choice([b"true", b"false"]),
            "acts": compact([[self.at_ms, 300, "+77011234567", "missed", 0, "", "telegram", chance.randrange(-(2**63), 2**63)]]),
        }


class Dossier:
    """Its files by name, and what whoever alters it with the key in hand needs."""

    def __init__(self, seed, page=b"<!doctype html><title>?</title>", incidents=3):
        self.chance = random.Random(f"dossier {seed}")
        self.log = log = Log(self.chance)
        self.files = {"statement.pdf": b"%PDF-1.7\n" + self.chance.randbytes(3_000), "verify.html": page,
            "incidents.csv": "\ufeffқашан\n".encode()}
        self.shown, self.elements = [], []
        counts = {}

        def show(of, sequence, **more):
            fields = log.records[sequence][0]
            withheld = {number for number in fields if number > 3 and number != FIELD["sha256"] and self.chance.random() < 0.2}
            counts[of] = counts.get(of, 0) + (of != "acts")
            number = counts[of] if of != "acts" else counts.get("incident", 0) + 1
            self.shown.append((sequence, [number for number in sorted(fields) if number not in withheld]))
            self.elements.append({"of": of, "number": number, **more})

        for _ in range(incidents):
            subject = log.subject()
            show("acts", log.append("import", subject, **log.incident()))
            sequence = log.append("amend", subject, **log.incident())
            show("incident", sequence)
            for is_copy in (False, True):
                name = f"evidence/{counts.get('evidence', 0) + 1:04}.{self.chance.choice(['jpg', 'mp4', 'txt'])}"
                data = self.chance.randbytes(self.chance.randrange(1, 5_000))
                self.files[name] = data
                about = compact({"name": "IMG 1.jpg", "bytes": len(data), "media_type": None, "incident": subject})
                hashed = sha256(b"the original") if is_copy else sha256(data)
                more = {"file": name, **({"copy": True} if is_copy else {})}
                show("evidence", log.append("attach", log.subject(), sha256=hashed, evidence=about), **more)
            log.anchor()
        person = {"name": log.words(2), "description": log.words(4), "identities": [], "relation": {"kind": "ex-partner", "from": "2022"}}
        show("person", log.append("create", log.subject(), people=compact(person)))
        show("refusal", log.append("create", log.subject(), refusal=compact({"at": "2026-01-05T18:00:00+05:00", "channel": "msg"})))
        show("report", log.append("create", log.subject(), police=compact({"sort": "report", "way": "102", "talon": "17-26"})))
        log.append("create", log.subject(), people=compact({"name": "withheld whole"}))
        log.anchor()
        show("measure", log.append("amend", log.subject(), police=compact({"sort": "measure", "kind": "fine", "number": "3/1"})))
        self.made_ms = log.at_ms + 4_000_000
        self.made = text_of_moment(self.made_ms, OFFSET_MIN)
        self.key = log.key
        self.k, self.salt = self.chance.randbytes(32), self.chance.randbytes(32)
        self.leaves = list(map(log.leaf, range(len(log.records))))
        self.leaves += [self.chance.randbytes(32) for _ in range(1024 - len(self.leaves))]
        self.numbers = [sequence for sequence, _ in self.shown]
        self.boxes = [self.box(*anchor) for anchor in log.anchors]
        self.boxes += [self.chance.randbytes(544) for _ in range(8 - len(self.boxes))]
        self.chance.shuffle(self.boxes)
        self.proof = {"format": "pana/dossier-proof/1", "records": [self.record(*shown) for shown in self.shown], "salt": b64(self.salt),
                      "history": b64(self.history()), "anchors": list(map(b64, self.boxes))}
        self.incidents = {"format": "pana/incidents/1", "made": self.made, "records": [
            {**element, "fields": {FIELD_NAMES[number]: self.readable(sequence, number) for number in numbers}}
            for element, (sequence, numbers) in zip(self.elements, self.shown)]}
        self.close()

    def record(self, sequence, numbers):
        fields, secret = self.log.records[sequence]
        salts = [hmac.digest(secret, b"pana/salt/1" + number.to_bytes(2, "little"), "sha256") for number in range(FIELDS)]
        commitments = b"".join(commitment(number, salt, fields.get(number, b"")) for number, salt in enumerate(salts))
        shown = [{"field": number, "salt": b64(salts[number]), "bytes": b64(fields[number])} for number in numbers]
        return {"commitments": b64(commitments), "shown": shown}

    def readable(self, sequence, number):
        name, data = FIELD_NAMES[number], self.log.records[sequence][0][number]
        if name == "action":
            return {number: name for name, number in NUMBERS_OF_ACTIONS.items()}[data[0]]
        if name in MOMENTS:
            return text_of_moment(*struct.unpack("<qh", data))
        if name in TEXTS:
            return data.decode()
        return data.hex() if name == "sha256" else json.loads(data)

    def box(self, records, at_ms, note, change=lambda text: text):
        digest = self.key.digest(note)
        text = self.k + struct.pack("<Q", records) + moment(at_ms) + struct.pack("<H", len(note.encode())) + note.encode()
        key = hmac.digest(digest, b"pana/dossier/anchor/1" + self.salt, "sha256")
        return sealed(key, change(text.ljust(512, b"\0")))

    def history(self):
        return sealed(self.k, b"".join(struct.pack("<Q", number) for number in self.numbers) + b"".join(self.leaves))

    def close(self, key=None):
        """Writes the JSON, sums and signature of what it holds."""
        self.files["proof.json"], self.files["incidents.json"] = compact(self.proof), compact(self.incidents)
        self.sum()
        self.sign(key)

    def sum(self):
        names = sorted(set(self.files) - {"SHA256SUMS", "signature.txt"})
        self.files["SHA256SUMS"] = "".join(f"{sha256(self.files[name]).hex()}  {name}\n" for name in names).encode()

    def sign(self, key=None):
        key = key or self.key
        self.text = f"pana/dossier/1\nmade: {self.made}\nkey: {key.verifier()}\nfiles: {sha256(self.files['SHA256SUMS']).hex()}\n"
        self.files["signature.txt"] = key.note(self.text).encode()

    def code(self):
        return code(0, self.key.digest(self.files["signature.txt"].decode()))

    def anchors(self):
        """Code, when it was made, and how many of the records it covers."""
        return [(code(records, self.key.digest(note)), text_of_moment(at_ms, OFFSET_MIN), sum(number < records for number in self.numbers))
                for records, at_ms, note in self.log.anchors]

    def other_code(self):
        return code(7, sha256(self.key.public))


def write_folder(files, folder):
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def write_zip(files, path, prefix=""):
    with zipfile.ZipFile(path, "w") as out:
        for name in sorted(files):
            info = zipfile.ZipInfo(prefix + name, (2026, 2, 1, 21, 30, 0))
            info.compress_type = zipfile.ZIP_STORED if name.endswith((".pdf", ".mp4")) else zipfile.ZIP_DEFLATED
            out.writestr(info, files[name])


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("seed")
    options.add_argument("folder", type=Path)
    options.add_argument("--page", type=Path, help="verify.html")
    given = options.parse_args()
    dossier = Dossier(given.seed, **({"page": given.page.read_bytes()} if given.page else {}))
    write_folder(dossier.files, given.folder / "dossier")
    write_zip(dossier.files, given.folder / "dossier.zip")
    anchors = [{"code": code, "at": at, "covered": covered} for code, at, covered in dossier.anchors()]
    about = {"code": dossier.code(), "anchors": anchors, "other": dossier.other_code(), "records": len(dossier.numbers),
             "files": len(dossier.files) - 2, "made": dossier.made}
    (given.folder / "sample.json").write_text(json.dumps(about, indent=1) + "\n")


if __name__ == "__main__":
    main()
