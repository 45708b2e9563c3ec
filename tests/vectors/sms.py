"""Says how `smsutil` cuts texts into messages: a JSON string a line in, a JSON list [encoding, [[text, units], ...]] a line out."""

import json
import sys

import smsutil

# It counts in bytes: septets are told one by one, UTF-16 units take two.
BYTES_PER_UNIT = {"gsm0338": 1, "utf_16_be": 2}

with open(sys.argv[1], encoding="utf-8") as texts:
    for line in texts:
        split = smsutil.split(json.loads(line))
        per_unit = BYTES_PER_UNIT[split.encoding]
        parts = [[part.content, part.bytes // per_unit] for part in split.parts]
        print(json.dumps([split.encoding, parts]))
