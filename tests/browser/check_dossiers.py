#!/usr/bin/env python3
"""Has the page check many dossiers in one browser, and tells where it differs from what is expected.

    check_dossiers.py PAGE FOLDER

FOLDER/expected.json is a list of {"label", "paths", "anchor", "verdict"}: paths from FOLDER on, the code of an anchor or null, and what
`tests/verifier/dossier.py` says, as `tests/verifier/dossier_altered.py` writes it. Exit 1 if anything differs or nothing is there.
"""

import json
import sys
import time
from pathlib import Path

from page import Page


def main():
    page_file, folder = sys.argv[1], Path(sys.argv[2])
    cases = json.loads((folder / "expected.json").read_text())
    start, differences = time.monotonic(), 0
    with Page(page_file) as page:
        for case in cases:
            said = page.verdict([str(folder / path) for path in case["paths"]], case.get("anchor"))
            if said != case["verdict"]:
                differences += 1
                print(f"{case['paths']}: {json.dumps(said, ensure_ascii=False)} is not {json.dumps(case['expected'], ensure_ascii=False)}")
    print(f"dossiers: {len(cases)}, differences: {differences}, {time.monotonic() - start:.1f} s")
    sys.exit(1 if differences or not cases else 0)


if __name__ == "__main__":
    main()
