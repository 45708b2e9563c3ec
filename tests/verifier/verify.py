#!/usr/bin/env python3
"""Checks what Pana hands out, without Pana: history documents, proofs and consistency proofs.

    verify.py FILE... [--anchor CODE]

Prints one line a finding, as `history 12: history-altered`, behind the file's name if there are several. Exit 0 if there is none, 4 if there is
one, 2 if a file can't be read. Written from core/FORMAT.md section 12 alone, with nothing but Python's own library: a second opinion.
"""

import argparse
import base64
import hashlib
import hmac
import json
import sys
from functools import cache

from ed25519 import is_signature

FIELDS = 32
ACTIONS = (*range(1, 20), 32, 33)
OF_A_SUBJECT = (*range(1, 11), 16, 32, 33)
OF_AN_INCIDENT = (1, 2, 4, 5, 6, 7, 9, 10, 16, 32, 33)
OF_AN_ACT = (32, 33)
ATTACH, ERASED, ANCHOR, CLOCK_JUMP = 3, 8, 13, 14
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# Milliseconds of the years 1900 to 2200, and minutes of 18 hours.
YEARS, OFFSETS = range(-2_208_988_800_000, 7_258_118_400_000), range(-1080, 1081)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def unbase64(text, length=None):
    data = base64.b64decode(text.encode(), validate=True)
    # Another spelling of the same bytes is not what was written.
    if base64.b64encode(data).decode() != text or length not in (None, len(data)):
        raise ValueError("base64")
    return data


# C2SP signed notes and checkpoints.


@cache
def verifier_key(text):
    """The name, id and 32 bytes of a C2SP verifier key."""
    name, number, data = text.split("+", 2)
    data = unbase64(data, 33)
    number_of_key = sha256(name.encode(), b"\n", data)[:4]
    if data[0] != 1 or not name or any(c.isspace() for c in name) or number != number_of_key.hex():
        raise ValueError("verifier key")
    return name, number_of_key, data[1:]


@cache
def checkpoint(note, key):
    """The size and root in a note that the key has signed, with its name as the origin."""
    name, number, public = verifier_key(key)
    text, empty, signatures = note.rpartition("\n\n")
    if not empty or not signatures.endswith("\n") or any(ord(c) < 32 and c != "\n" or ord(c) == 127 for c in note):
        raise ValueError("note")
    text += "\n"
    mine = []
    for line in signatures[:-1].split("\n"):
        dash, signer, signed = line.split(" ")
        signed = unbase64(signed)
        if dash != "\u2014" or not signer or "+" in signer or len(signed) < 4:
            raise ValueError("signature line")
        if signer == name and signed[:4] == number:
            mine.append(signed[4:])
    if not mine or not is_signature(mine[0], text.encode(), public):
        raise ValueError("signature")
    origin, size, root, *_ = text.split("\n")
    if origin != name or str(int(size)) != size or int(size) < 0:
        raise ValueError("checkpoint")
    return int(size), unbase64(root, 32)


# RFC 6962 section 2.1.


def node(left, right):
    return sha256(b"\1", left, right)


def split(size):
    """The largest power of two below a size of two or more."""
    return 1 << (size - 1).bit_length() - 1


class Tree:
    """The leaves so far, and the roots of the complete subtrees from left to right."""

    def __init__(self, leaves=()):
        self.leaves, self.complete = [], []
        for leaf in leaves:
            self.push(leaf)

    def push(self, leaf):
        self.leaves.append(leaf)
        size = len(self.leaves)
        while size % 2 == 0:
            leaf, size = node(self.complete.pop(), leaf), size // 2
        self.complete.append(leaf)

    def root(self):
        if not self.complete:
            return sha256()
        root, *lefts = reversed(self.complete)
        for left in lefts:
            root = node(left, root)
        return root


def root_by_path(leaf, index, size, path):
    if not 0 <= index < size or (size == 1) != (not path):
        raise ValueError("audit path")
    if size == 1:
        return leaf
    *lower, sibling = path
    left = split(size)
    if index < left:
        return node(root_by_path(leaf, index, left, lower), sibling)
    return node(sibling, root_by_path(leaf, index - left, size - left, lower))


def roots_by_consistency(old, size, path, known):
    """The roots of the first `old` leaves and of all, as SUBPROOF is defined; `known` is the old root while its leaves are those of a whole subtree."""
    if old == size:
        if known is None:
            known, = path
        elif path:
            raise ValueError("consistency")
        return known, known
    *lower, sibling = path
    left = split(size)
    if old <= left:
        of_old, of_new = roots_by_consistency(old, left, lower, known)
        return of_old, node(of_new, sibling)
    of_old, of_new = roots_by_consistency(old - left, size - left, lower, None)
    return node(sibling, of_old), node(sibling, of_new)


# Records.


def commitment(number, salt, data):
    return sha256(b"pana/field/1", salt, number.to_bytes(2, "little"), len(data).to_bytes(8, "little"), data)


def record_start(sequence):
    return b"pana/record/1" + sequence.to_bytes(8, "little") + FIELDS.to_bytes(2, "little")


def leaf_of(record):
    return sha256(b"\0", record)


def fields_of(openings):
    """The fields that have bytes, by number."""
    fields, last = {}, -1
    while openings:
        number, length = int.from_bytes(openings[:2], "little"), int.from_bytes(openings[2:6], "little")
        data, openings = openings[6 : 6 + length], openings[6 + length :]
        if not last < number < FIELDS or not data or len(data) != length:
            return None
        fields[number] = data
        last = number
    return fields


def record_of(sequence, fields, secret):
    record = record_start(sequence)
    for number in range(FIELDS):
        salt = hmac.digest(secret, b"pana/salt/1" + number.to_bytes(2, "little"), "sha256")
        record += commitment(number, salt, fields.get(number, b""))
    return record


def instant(data):
    """Milliseconds of a moment; None if it is none."""
    if data is None or len(data) != 10:
        return None
    ms, offset = int.from_bytes(data[:8], "little", signed=True), int.from_bytes(data[8:], "little", signed=True)
    return ms if ms in YEARS and offset in OFFSETS else None


def says_what_it_must(fields):
    action = fields[0][0] if len(fields.get(0, b"")) == 1 else 0
    if action not in ACTIONS or instant(fields.get(1)) is None:
        return False
    subject = fields.get(2, b"").decode("ascii", "replace")
    if action in OF_A_SUBJECT and not (len(subject) == 8 and all(c in CROCKFORD for c in subject)):
        return False
    if action == ATTACH:
        return len(fields.get(17, b"")) == 32 and 18 in fields
    if action in OF_AN_ACT and 20 not in fields:
        return False
    return action not in OF_AN_INCIDENT or (3 in fields and instant(fields.get(4)) is not None)


class History:
    """Reads the rows of a history document and gathers what is wrong with them."""

    def __init__(self, key):
        self.key, self.tree, self.findings = key, Tree(), []
        self.next, self.count, self.written = 0, 0, None
        self.is_whole = True
        self.emptied, self.erased, self.notes = [], {}, []

    def find(self, number, what):
        self.findings.append((number, f"history {number}: {what}"))

    def expect(self, sequence):
        if sequence > self.next:
            last = "" if sequence == self.next + 1 else f"-{sequence - 1}"
            self.findings.append((self.next, f"history {self.next}{last}: history-missing"))

    def row(self, row):
        sequence, subject = row["sequence"], row["subject"]
        binary = {name: unbase64(row[name]) for name in ("leaf", "secret", "openings", "record") if name in row}
        self.count += 1
        self.expect(sequence)
        self.next = sequence + 1
        fields, record = None, binary.get("record")
        if record is None:
            fields = fields_of(binary["openings"]) if "openings" in binary else None
            if fields is not None and len(binary.get("secret", b"")) == 32:
                record = record_of(sequence, fields, binary["secret"])
            is_altered = fields is None or (subject or "").encode() != fields.get(2, b"")
        else:
            is_altered = "secret" in binary or "openings" in binary
            if len(record) != 1047 or not record.startswith(record_start(sequence)):
                record = None
            self.emptied.append((sequence, subject))
        is_altered = is_altered or record is None or leaf_of(record) != binary.get("leaf")
        if is_altered:
            self.find(sequence, "history-altered")
        if fields is not None:
            self.hear(sequence, fields, is_altered)
        self.is_whole = self.is_whole and record is not None and sequence == len(self.tree.leaves)
        if self.is_whole:
            self.tree.push(leaf_of(record))

    def hear(self, sequence, fields, is_altered):
        action, at = fields.get(0), instant(fields.get(1))
        if at is not None:
            if self.written is not None and at < self.written and action != bytes([CLOCK_JUMP]):
                self.find(sequence, "clock-back")
            self.written = at
        if action == bytes([ANCHOR]) and self.is_whole and sequence == len(self.tree.leaves):
            note = fields.get(26, b"").decode("utf-8", "replace")
            try:
                if self.key is None or checkpoint(note, self.key) != (sequence, self.tree.root()):
                    raise ValueError("checkpoint")
                self.notes.append(note)
            except ValueError:
                self.find(sequence, "history-rewritten")
        if not says_what_it_must(fields):
            if not is_altered:
                self.find(sequence, "unreadable")
        elif action == bytes([ERASED]):
            self.erased[fields[2].decode()] = sequence

    def close(self, end):
        if end["rows"] != self.count:
            self.findings.append((-1, "document: cut-short"))
        if self.next > end["next"]:
            self.find(end["next"], "history-uncounted")
        self.expect(end["next"])
        for sequence, subject in self.emptied:
            if self.erased.get(subject, -1) < sequence:
                self.find(sequence, "history-emptied")
        if end["note"] is not None:
            self.notes.append(end["note"])

    def compare(self, anchor):
        """Says how the rows fit an anchor that someone kept."""
        size, digest = anchor
        if size > len(self.tree.leaves):
            return "shorter"
        fitting = [note for note in self.notes if digest_of(note, self.key) == digest]
        if not fitting:
            return "changed"
        return "unchanged" if checkpoint(fitting[0], self.key) == (size, Tree(self.tree.leaves[:size]).root()) else "changed"


# Anchors.


def anchor_of(code):
    """The number of records and the digest of an anchor, as people copy it."""
    letters = "".join(c for c in code.upper() if c != "-" and not c.isspace()).translate(str.maketrans("018", "OIB"))
    data = base64.b32decode(letters)
    if len(data) != 40 or sha256(b"pana/anchor/check", data[:38])[:2] != data[38:]:
        raise ValueError("anchor")
    return int.from_bytes(data[:6], "big"), data[6:38]


def digest_of(note, key):
    data = note.encode()
    return sha256(b"pana/anchor/1", len(data).to_bytes(8, "little"), data, verifier_key(key)[2])


# Documents: each gives its findings.


def history(lines, anchor):
    head = json.loads(next(lines))
    rows = History(head["key"])
    end = None
    for line in lines:
        document = json.loads(line)
        if "rows" in document:
            end = document
            break
        rows.row(document)
    if end is None or next(lines, None) is not None:
        return ["document: cut-short"]
    rows.close(end)
    findings = [text for _, text in sorted(rows.findings)]
    if rows.key is not None and end["note"] is not None:
        size, root = checkpoint(end["note"], rows.key)
        if root != Tree(rows.tree.leaves[:size]).root() or size > len(rows.tree.leaves):
            findings.append("document: note-of-other-rows")
    if anchor is not None:
        fits = "changed" if rows.key is None else rows.compare(anchor)
        findings += [] if fits == "unchanged" else [f"anchor: {fits}"]
    return findings


def proof(document, anchor):
    note, sequence, commitments = document["note"], document["sequence"], document["commitments"]
    size, root = checkpoint(note, document["key"])
    commitments = [unbase64(text, 32) for text in commitments]
    shown = [(field["field"], unbase64(field["salt"], 32), unbase64(field["bytes"])) for field in document["shown"]]
    numbers = [number for number, _, _ in shown]
    if len(commitments) != FIELDS or len(set(numbers)) != len(numbers) or not set(numbers) <= set(range(FIELDS)):
        raise ValueError("fields")
    for number, salt, data in shown:
        if commitment(number, salt, data) != commitments[number]:
            return [f"proof: field-{number}-changed"]
    leaf = leaf_of(record_start(sequence) + b"".join(commitments))
    if root_by_path(leaf, sequence, size, [unbase64(text, 32) for text in document["path"]]) != root:
        return ["proof: not-in-history"]
    fits = anchor is None or anchor == (size, digest_of(note, document["key"]))
    return [] if fits else ["anchor: other"]


def consistency(document, anchor):
    key = document["key"]
    notes = [document["old"], document["new"]]
    (old, old_root), (new, new_root) = [checkpoint(note, key) for note in notes]
    path = [unbase64(text, 32) for text in document["path"]]
    if old > new or old == 0 and (path or old_root != sha256()):
        return ["consistency: does-not-hold"]
    if old > 0 and roots_by_consistency(old, new, path, old_root) != (old_root, new_root):
        return ["consistency: does-not-hold"]
    fits = anchor is None or anchor in [(size, digest_of(note, key)) for size, note in zip((old, new), notes)]
    return [] if fits else ["anchor: other"]


KINDS = {"pana/proof/1": proof, "pana/consistency/1": consistency}


def findings_of(path, anchor):
    with open(path, encoding="utf-8", newline="\n") as lines:
        try:
            first = lines.readline()
            lines.seek(0)
            if first.startswith('{"format":"pana/history/1"'):
                return history(lines, anchor)
            document = json.load(lines)
            return KINDS[document["format"]](document, anchor)
        except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError) as error:
            return [f"document: malformed ({error})"]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="+", metavar="FILE")
    options.add_argument("--anchor", type=anchor_of, help="the code that someone kept")
    given = options.parse_args()
    is_clean = True
    for path in given.files:
        for finding in findings_of(path, given.anchor):
            is_clean = False
            print(finding if len(given.files) == 1 else f"{path}: {finding}")
    sys.exit(0 if is_clean else 4)


if __name__ == "__main__":
    main()
