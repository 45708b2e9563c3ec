#!/usr/bin/env python3
"""Tests of the page that checks dossiers, in a real browser.

    test_page.py PAGE [PICTURES [-k TEST]]

Judged by Python's hashlib, hmac and zipfile, by sha256sum, and by tests/verifier. PICTURES is a folder for what the page looks like.
"""

import hashlib
import hmac
import json
import os
import random
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "verifier"))

from dossier import checked
from dossier_sample import Dossier, write_folder, write_zip
from page import VERDICT, WITHOUT_ED25519, Page
from verify import anchor_of

PAGE, PICTURES = sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else None
# FIPS 180-4 and its examples, and NIST CAVP.
NIST = [
    (b"", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (b"abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
    (b"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu", 1,
     "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"),
    (b"a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    (b"\xd3", 1, "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"),
    (b"\x11\xaf", 1, "5ca7133fa735326081558ac312c620eeca9970d1e70a4b95533d956f072d1f98"),
    (b"\xbd", 1, "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b"),
]
LARGE_BYTES = 300 << 20
# The renderer's own, and slices that wait to be collected: a file of this size in memory would not fit below it.
GROWTH_MAX_BYTES = 128 << 20
CONTRAST_MIN = 7
CONTRAST = """(() => {
  const rgb = color => color.match(/[\\d.]+/g).map(Number), part = c => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = color => { const [r, g, b] = rgb(color).map(part); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const behind = place => { for (; place; place = place.parentElement) {
    const color = getComputedStyle(place).backgroundColor; if (rgb(color)[3] !== 0) return color; } };
  const texts = [...document.querySelectorAll('body *')].filter(one => one.checkVisibility() && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
  return texts.map(one => {
    const [a, b] = [light(getComputedStyle(one).color), light(behind(one))].sort((x, y) => y - x);
    return { text: one.textContent.slice(0, 30), contrast: (a + 0.05) / (b + 0.05) };
  });
})()"""


def rss_bytes(page):
    """Of the browser's largest process, which is the page's."""
    children = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
            command = (status.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if b"--type=renderer" in command and is_below(status.parent.name, page.process.pid):
            children[status.parent.name] = int(lines["VmRSS"].split()[0]) * 1024
    return max(children.values())


def is_below(pid, ancestor):
    while int(pid) > 1:
        if int(pid) == ancestor:
            return True
        try:
            pid = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            return False
    return False


class InTheBrowser(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="dossiers-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.page = cls.enterClassContext(Page(PAGE))
        cls.sample = Dossier("page", page=Path(PAGE).read_bytes())
        write_folder(cls.sample.files, cls.folder / "dossier")
        write_zip(cls.sample.files, cls.folder / "dossier.zip")

    def agrees(self, paths, code=None):
        """That page and verifier say the same; what they say."""
        paths = [str(path) for path in paths]
        expected = checked(paths, anchor_of(code) if code else None)
        self.assertEqual(self.page.verdict(paths, code), expected, paths)
        return expected

    def test_sha256_is_that_of_the_standard(self):
        for text, times, expected in NIST:
            self.assertEqual(hashlib.sha256(text * times).hexdigest(), expected)
            self.assertEqual(self.page.run(f"hex(sha256(Uint8Array.from(Array({times}).fill({list(text)}).flat())))"), expected)

    def test_sha256_is_webcryptos_at_any_length_and_in_any_slices(self):
        wrong = self.page.run("""(async () => {
          const wrong = [];
          for (let length = 0; length <= 300; length++) {
            const data = crypto.getRandomValues(new Uint8Array(length)), hash = new Sha256();
            for (let at = 0, step; at < length; at += step) hash.update(data.subarray(at, at + (step = 1 + Math.floor(Math.random() * 130))));
            if (hex(hash.digest()) !== hex(new Uint8Array(await crypto.subtle.digest('SHA-256', data)))) wrong.push(length);
          }
          return wrong;
        })()""")
        self.assertEqual(wrong, [])

    def test_hmac_is_pythons(self):
        chance = random.Random(2104)
        for length in (0, 1, 55, 56, 64, 300):
            key, data = chance.randbytes(32), chance.randbytes(length)
            said = self.page.run(f"hex(hmac(Uint8Array.from({list(key)}), Uint8Array.from({list(data)})))")
            self.assertEqual(said, hmac.digest(key, data, "sha256").hex())

    def test_only_one_spelling_of_json_is_read_as_one_value(self):
        for text in ('{"a":1,"a":2}', '"\\ud800"', "[1,]", "[01]", "[1 2]", "[NaN]", '{"a"}', "", "[", "\ufeff[]", '"a\nb"', "[" * 65 + "]" * 65, "[] []", "'a'"):
            said = self.page.run(f"(() => {{ try {{ readJson({json.dumps(text)}); return 'read'; }} catch {{ return 'refused'; }} }})()")
            self.assertEqual(said, "refused", text)
        fine = ' {"a" : [1.0, -2e+5, "\\\\\\"", "\\u04b0", true, null, {}, []], "__proto__": "x"}\n'
        self.assertTrue(self.page.run(f"alike(readJson({json.dumps(fine)}), readJson({json.dumps(fine.replace(' ', ''))}))"))
        self.assertFalse(self.page.run("alike(readJson('[1.0]'), readJson('[1]'))"))

    def test_a_whole_dossier_is_consistent_and_matches_each_of_its_anchors(self):
        for path in (self.folder / "dossier", self.folder / "dossier.zip"):
            self.assertEqual(self.agrees([path])["verdict"], "consistent")
            self.assertEqual(self.agrees([path], self.sample.code())["anchor"], "dossier")
            self.assertEqual(self.agrees([path], self.sample.other_code())["anchor"], "other")
            for code, at, covered in self.sample.anchors():
                said = self.agrees([path], code)
                self.assertEqual((said["verdict"], said["at"], said["covered"]), ("matches", at, covered))

    def test_a_zip_packed_anew_around_its_folder_is_the_same_dossier(self):
        path = self.folder / "anew.zip"
        write_zip(self.sample.files | {"._statement.pdf": b"?"}, path, prefix="Досье/")
        with zipfile.ZipFile(path, "a") as out:
            out.writestr("__MACOSX/Досье/._proof.json", b"?")
        self.assertEqual(self.agrees([path])["verdict"], "consistent")

    def test_several_zips_are_one_dossier(self):
        names = sorted(self.sample.files)
        paths = [self.folder / "part-1.zip", self.folder / "part-2.zip"]
        for path, part in zip(paths, (names[::2], names[1::2])):
            write_zip({name: self.sample.files[name] for name in part}, path)
        self.assertEqual(self.agrees(paths)["verdict"], "consistent")
        self.assertEqual(self.agrees(paths[:1])["reason"], "file-missing")

    def test_each_file_altered_removed_or_added_is_found(self):
        for at, name in enumerate(sorted(self.sample.files)):
            changed = bytearray(self.sample.files[name])
            changed[len(changed) // 2] ^= 1
            without = {other: data for other, data in self.sample.files.items() if other != name}
            for kind, files in (("changed", without | {name: bytes(changed)}), ("cut", without | {name: self.sample.files[name][:-1]}),
                                ("removed", without), ("renamed", without | {name + "x": self.sample.files[name]})):
                path = self.folder / f"{kind}-{at}.zip"
                write_zip(files, path)
                self.assertEqual(self.agrees([path])["verdict"], "altered")

    def test_bytes_flipped_in_a_zip_are_judged_alike(self):
        chance, whole = random.Random(4), (self.folder / "dossier.zip").read_bytes()
        path = self.folder / "flipped.zip"
        for _ in range(40):
            at, data = chance.randrange(len(whole)), bytearray(whole)
            data[at] ^= 1 << chance.randrange(8)
            path.write_bytes(data)
            self.agrees([path])
        # And in its directory, where the names are.
        for at in range(len(whole) - 900, len(whole), 23):
            data = bytearray(whole)
            data[at] ^= 4
            path.write_bytes(data)
            self.agrees([path])

    def test_a_dossier_made_anew_by_another_matches_nothing(self):
        other = Dossier("someone else")
        other.files["statement.pdf"] = b"%PDF-1.7\nnever written by her"
        other.close()
        path = self.folder / "made-anew.zip"
        write_zip(other.files, path)
        for code in (self.sample.code(), *(code for code, _, _ in self.sample.anchors())):
            self.assertEqual(self.agrees([path], code)["anchor"], "other")

    def test_what_was_signed_by_no_one_is_said_to_be_unchecked_and_nothing_else_is(self):
        with Page(PAGE, before=WITHOUT_ED25519) as page:
            said = page.verdict([str(self.folder / "dossier")])
            self.assertEqual((said["verdict"], said["signature"]), ("consistent", False))
            meaning = page.run("byId('meaning').textContent")
            self.assertIn(page.run("t('verify-page-signature-unchecked')"), meaning)
            self.assertEqual(page.verdict([str(self.folder / "dossier")], self.sample.code())["verdict"], "matches")
        self.page.verdict([str(self.folder / "dossier")])
        self.assertNotIn(self.page.run("t('verify-page-signature-unchecked')"), self.page.run("byId('meaning').textContent"))

    def test_an_anchor_is_read_as_people_copy_it_and_a_miscopied_one_gives_no_verdict(self):
        code = self.sample.code()
        copied = f" {code.lower().replace('-', ' ').replace('o', '0').replace('b', '8').replace('i', '1')}\n"
        self.assertEqual(self.page.verdict([str(self.folder / "dossier")], copied)["verdict"], "matches")
        wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
        for typed, key in ((wrong, "anchor-typo"), (code[:-3], "anchor-malformed")):
            self.page.run(f"byId('anchor').value = {json.dumps(typed)}; byId('anchor').dispatchEvent(new Event('input'))")
            self.assertEqual(self.page.run("byId('anchor-state').textContent"), self.page.run(f"t('{key}')"))
            self.assertTrue(self.page.run("byId('result').hidden && !document.body.dataset.verdict"))
        self.page.run(f"byId('anchor').value = {json.dumps(code)}; byId('anchor').dispatchEvent(new Event('input'))")
        self.assertEqual(self.page.run(VERDICT)["verdict"], "matches")

    def test_a_folder_can_be_dropped(self):
        self.page.run("chosen = null; byId('anchor').value = ''; run()")
        place = {"x": 200, "y": 300, "data": {"items": [], "files": [str(self.folder / "dossier")], "dragOperationsMask": 1}}
        for kind in ("dragEnter", "dragOver", "drop"):
            self.page.send("Input.dispatchDragEvent", type=kind, **place)
        self.assertEqual(self.page.run(VERDICT)["verdict"], "consistent")

    def test_nothing_leaves_the_page(self):
        self.page.verdict([str(self.folder / "dossier")])
        self.assertEqual(self.page.requests(), [])
        tried = self.page.run("""Promise.all([
          fetch('https://example.com/').then(() => 'let out', () => 'refused'),
          new Promise(done => Object.assign(new Image(), { onload: () => done('let out'), onerror: () => done('refused'), src: 'https://example.com/a.png' })),
          new Promise(done => {
            document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.strange = true' }));
            setTimeout(() => done(window.strange ? 'let in' : 'refused'));
          }),
        ])""")
        self.assertEqual(tried, ["refused"] * 3)
        blocked = [event for event in self.page.events if event["method"] == "Network.loadingFailed"]
        self.assertTrue(all(event["params"].get("blockedReason") == "csp" for event in blocked))
        self.page.open(f"file://{os.path.abspath(PAGE)}")

    def test_a_large_file_needs_flat_memory_and_can_be_stopped(self):
        large(self.page, self.folder / "large", LARGE_BYTES, self)
        self.page.choose("#folder", [str(self.folder / "large")])
        self.page.run("delete document.body.dataset.verdict")
        self.page.run("new Promise(done => { const look = () => byId('bar').value > 0.02 ? done() : setTimeout(look, 5); look(); })")
        self.page.run("byId('stop').click()")
        self.assertEqual(self.page.run("document.body.dataset.verdict"), "none")

    def test_it_fits_a_narrow_screen_and_can_be_read_in_each_language_by_day_and_night(self):
        for width, dark in ((320, False), (320, True), (1280, False), (1280, True)):
            self.page.screen(width, 900, dark)
            for language in ("kk", "ru", "en"):
                self.page.run(f"speak('{language}')")
                for kind, path, code in (("altered", "cut-3.zip", None), ("consistent", "dossier", None), ("matches", "dossier.zip", self.sample.anchors()[1][0])):
                    if not (self.folder / path).exists():
                        write_zip({"SHA256SUMS": b"?"}, self.folder / path)
                    self.assertEqual(self.page.verdict([str(self.folder / path)], code)["verdict"], kind)
                    self.assertLessEqual(self.page.run("document.documentElement.scrollWidth"), self.page.run("document.documentElement.clientWidth"))
                    faint = [one for one in self.page.run(CONTRAST) if one["contrast"] < CONTRAST_MIN]
                    self.assertEqual(faint, [])
                    # A key that no catalogue has is said as it is.
                    self.assertNotIn("verify-", self.page.run("document.body.innerText"))
                    if PICTURES:
                        self.page.picture(PICTURES / f"{kind}-{language}-{width}{'-dark' if dark else ''}.png")
        self.page.screen(1280, 900)


def large(page, folder, size, test):
    """Checks a dossier with one file of so many bytes; gives the hash's rate and what the page's process grew by."""
    sample = Dossier("large")
    name = sorted(name for name in sample.files if name.startswith("evidence/"))[1]
    write_folder(sample.files, folder)
    with open(folder / name, "wb") as file:
        file.truncate(size)
    expected = subprocess.run(["sha256sum", folder / name], check=True, capture_output=True, text=True).stdout.split()[0]
    page.verdict([str(folder)])
    before = rss_bytes(page)
    page.run("chosen = null; run(); delete document.body.dataset.verdict")
    page.choose("#folder", [str(folder)])
    most = before
    while not page.run("document.body.dataset.verdict ?? ''"):
        most = max(most, rss_bytes(page))
    told = page.run(f"[...document.querySelectorAll('#files li')].find(row => row.textContent.includes({json.dumps(name)})).querySelector('code').textContent")
    test.assertEqual(told, expected)
    test.assertLess(most - before, GROWTH_MAX_BYTES)
    return most - before


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], warnings="ignore")
