"""The page that checks dossiers, opened in a browser."""

import json
import os

from browser import Browser

VERDICT_WITHIN_MS = 100_000
VERDICT = f"""new Promise((done, fail) => {{
  const look = () => document.body.dataset.verdict ? done({{ ...document.body.dataset }}) : setTimeout(look, 5);
  setTimeout(() => fail(new Error('no verdict')), {VERDICT_WITHIN_MS});
  look();
}})"""
MADE_ANEW = "chosen = null; byId('anchor').value = {code}; run(); delete document.body.dataset.verdict"
# What an older browser lacks, taken away before the page loads.
WITHOUT_ED25519 = """for (const name of ['importKey', 'verify']) {
  const real = SubtleCrypto.prototype[name];
  SubtleCrypto.prototype[name] = function (...given) {
    const known = !given.some(one => one === 'Ed25519' || one?.name === 'Ed25519');
    return known ? real.apply(this, given) : Promise.reject(new DOMException('Unrecognized name.', 'NotSupportedError'));
  };
}"""


class Page(Browser):
    def __init__(self, path, *flags, before=""):
        super().__init__(*flags)
        if before:
            self.send("Page.addScriptToEvaluateOnNewDocument", source=before)
        self.open(f"file://{os.path.abspath(path)}")

    def verdict(self, paths, code=None):
        """What the page says of a folder or of zips, as `tests/verifier/dossier.py` would."""
        self.run(MADE_ANEW.format(code=json.dumps(code or "")))
        self.choose("#folder" if os.path.isdir(paths[0]) else "#zips", paths)
        return in_words(self.run(VERDICT))


def in_words(told):
    if told["verdict"] == "none":
        return {"verdict": "none", "error": told["error"]}
    if told["verdict"] == "altered":
        return {"verdict": "altered", "reason": told["reason"], **({"name": told["name"]} if told["name"] else {})}
    common = {"verdict": told["verdict"], "signature": told["signature"] == "checked", "records": int(told["records"]), "files": int(told["files"]),
              "made": told["made"], "anchor": None if told["anchor"] == "none" else told["anchor"]}
    return common | ({"at": told["anchored"], "covered": int(told["covered"])} if told["verdict"] == "matches" else {})
