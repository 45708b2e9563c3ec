#!/usr/bin/env python3
"""Draws a terminal's text as SVG: cargo run --release -- demo --dir /tmp/pana-demo --lang en | docs/picture.py > docs/demo.svg"""

import html
import sys

CHAR_WIDTH, LINE_HEIGHT, MARGIN = 8.43, 20, 24

lines = sys.stdin.read().rstrip("\n").split("\n")
width = int(max(map(len, lines)) * CHAR_WIDTH + 2 * MARGIN)
height = len(lines) * LINE_HEIGHT + 2 * MARGIN
print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" role="img" aria-label="The page the demo ends with">')
print(f'  <rect width="{width}" height="{height}" rx="12" fill="#15171A"/>')
print('  <g font-family="ui-monospace, Menlo, Consolas, monospace" font-size="14" fill="#ECEDEE" xml:space="preserve">')
for number, line in enumerate(lines):
    if not line:
        continue
    colour = ' fill="#7CC4D1"' if line.startswith("  PANA") else ' fill="#5A626B"' if line.startswith("─") else ""
    y = MARGIN + 14 + number * LINE_HEIGHT
    # The length is fixed: not every viewer has a font whose signs are equally wide.
    print(f'    <text x="{MARGIN}" y="{y}"{colour} textLength="{len(line) * CHAR_WIDTH:.0f}">{html.escape(line)}</text>')
print("  </g>\n</svg>")
