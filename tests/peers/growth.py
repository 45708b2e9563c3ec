"""The log's work at one size and at ten times that: what it costs, and how much more."""

import shutil
import statistics
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

from peer import OURS, Peer

# Acts in imported series for each incident written by hand.
ACTS_PER_INCIDENT = 10
# How often each command is given, after once that does not count.
TURNS = 5
SEARCHES = 20
PROOFS = 1_000
NUMBERS = 40
ALMATY = timezone(timedelta(hours=5))
FIRST_CALL = datetime(2025, 1, 1, tzinfo=ALMATY)

MEASURES = [
    # command, how often it does its work, label, goal at the larger size
    ("search-rare", SEARCHES, "search, a rare word", "≤ 10 ms"),
    ("search-common", SEARCHES, "search, a common word", "≤ 10 ms"),
    ("search-two", SEARCHES, "search, two common words", "≤ 10 ms"),
    ("search-number", SEARCHES, "search, a number", "≤ 10 ms"),
    ("stats", 1, "stats", "≤ 300 ms"),
    ("history", 1, "full proof check: the history and its tree", "≤ 2 s"),
    ("compare", 1, "the same, all tables compared with it", "–"),
    ("prove", PROOFS, "one inclusion proof", "≤ 1 ms"),
]
IMPORTS = [("calls.xml", "import of calls, XML"), ("calls.csv", "import of calls, CSV")]
GOAL_IMPORT = "≥ 50,000 rows/s"


def calls(rows):
    """When each call was, from which number, and how long it lasted."""
    for row in range(rows):
        yield FIRST_CALL + timedelta(seconds=23 * row), f"+7701{row % NUMBERS:07}", row % 300


def write_xml(file, rows):
    file.write(f'<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>\n<calls count="{rows}">\n')
    for at, number, seconds in calls(rows):
        file.write(f'  <call number="{number}" duration="{seconds}" date="{int(at.timestamp()) * 1000}" type="1" presentation="1" contact_name="(Unknown)" />\n')
    file.write("</calls>\n")


def write_csv(file, rows):
    file.write("number,date,type,duration\n")
    for at, number, seconds in calls(rows):
        file.write(f"{number},{at.isoformat()},incoming,{seconds}\n")


def measure(folder, incidents):
    """Microseconds of each measure, of imports the rows a second, in a log of this size."""
    rows = incidents * ACTS_PER_INCIDENT
    files = {}
    for (name, _), write in zip(IMPORTS, [write_xml, write_csv]):
        files[name] = folder / name
        with open(files[name], "w", encoding="utf-8") as file:
            write(file, rows)
    figures = {}

    def imported(peer, name):
        micros, added = peer.ask(f"import {files[name]}")
        if added != rows:
            sys.exit(f"{added} rows of {name} were imported where {rows} should be")
        figures[name] = rows / micros * 1e6

    peer = Peer(OURS, "log")
    peer.ask(f"vault {folder / 'csv'}")
    imported(peer, "calls.csv")
    peer.ask("lock")
    shutil.rmtree(folder / "csv")
    peer.ask(f"vault {folder / 'xml'}")
    peer.ask(f"incidents {incidents}")
    imported(peer, "calls.xml")
    peer.ask("anchor")
    for command, times, _, _ in MEASURES:
        asked = command if times == 1 else f"{command} {times}"
        answers = [peer.ask(asked) for _ in range(1 + TURNS)]
        if (command == "compare") != (answers[0][1] == 0):
            sys.exit(f"{command} found {answers[0][1]}")
        figures[command] = statistics.median(micros for micros, _ in answers[1:]) / times
    peer.ask("lock")
    peer.end()
    return figures


def milliseconds(micros):
    return f"{micros / 1000:,.3f} ms" if micros < 1000 else f"{micros / 1000:,.1f} ms"


def table(incidents):
    """The lines of the table; `incidents` is the larger size."""
    sizes = [max(1, incidents // 10), incidents]
    figures = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="pana-growth-") as folder:
            figures.append(measure(Path(folder), size))
        print(f"growth: {size:,} incidents done", file=sys.stderr)
    headings = [f"{size:,} incidents, {size * ACTS_PER_INCIDENT:,} acts" for size in sizes]
    lines = [f"| measure | {headings[0]} | {headings[1]} | ratio | goal |", "|---|---|---|---|---|"]

    def line(name, label, shown, goal):
        small, large = (figure[name] for figure in figures)
        lines.append(f"| {label} | {shown(small)} | {shown(large)} | {large / small:.2f} | {goal} |")

    for command, _, label, goal in MEASURES:
        line(command, label, milliseconds, goal)
    for name, label in IMPORTS:
        line(name, label, lambda rate: f"{rate:,.0f} rows/s", GOAL_IMPORT)
    return lines
