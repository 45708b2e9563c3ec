"""Runs the peers' binaries in turns and prints a table of ratios, then one of growth. `run` builds them and calls this."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import growth
from peer import HERE, OURS, SQLCIPHER, Peer

PANA = HERE.parent.parent / "target/release/pana"

ROWS = int(os.environ.get("PEERS_ROWS", "100000"))
APPENDS = 200
# How often each command of a round is given, in turns with the peer.
APPEND_TURNS = 3
READ_TURNS = 2
OPEN_TURNS = 5
UNLOCK_TURNS = 5
LOG_FRAMES = 190

MEDIA_BYTES = 512 << 20
SPARSE_BYTES = 4 << 30

# Goals of issue 3, which are times ours ÷ peer's, turned into ratios in which higher is faster.
GOAL_APPEND = "≥ 1.33"
GOAL_NEWEST = "≥ 1.25"
GOAL_SEARCH = "≥ 1.18"
GOAL_BULK = "≥ 1.00"
GOAL_OPEN = "≤ 3 ms"
GOAL_MEDIA = "≥ 1.20"
GOAL_UNLOCK = "≥ 0.95"
GOAL_MEMORY = "< 16 MB"


class Measure:
    """The times of one measure, ours and the peer's, in pairs taken one right after the other."""

    def __init__(self):
        self.pairs = []

    def add(self, ours, peer):
        self.pairs.append((max(ours, 1), max(peer, 1)))

    def ours(self):
        return statistics.median(pair[0] for pair in self.pairs)

    def peer(self):
        return statistics.median(pair[1] for pair in self.pairs)

    def ratio(self):
        """Median and range of the peer's time ÷ ours."""
        ratios = sorted(peer / ours for ours, peer in self.pairs)
        return f"{statistics.median(ratios):.2f} ({ratios[0]:.2f}–{ratios[-1]:.2f})"


def milliseconds(micros):
    return f"{micros / 1000:.2f} ms"


def per_second(what, count):
    return lambda micros: f"{count / micros * 1e6:,.0f} {what}/s"


READS = {
    # command: (label, repeats, goal)
    "newest-cold": ("newest 50, no page in the cache", 200, GOAL_NEWEST),
    "newest": ("newest 50, all pages in the cache", 200, "–"),
    "search-rare-cold": ("search, rare word, no page in the cache", 50, GOAL_SEARCH),
    "search-rare": ("search, rare word, all pages in the cache", 50, "–"),
    "search-common-cold": ("search, common word, no page in the cache", 50, GOAL_SEARCH),
    "search-common": ("search, common word, all pages in the cache", 50, "–"),
}


def in_turn(first_is_ours, ours, peer):
    """Calls both, in an order that changes from round to round; returns ours and the peer's."""
    if first_is_ours:
        mine = ours()
        return mine, peer()
    theirs = peer()
    return ours(), theirs


def database_round(folder, ours_first, measures):
    """All database work once, on new databases."""
    ours, peer = Peer(OURS, "database"), Peer(SQLCIPHER)
    turn = ours_first

    def both(command, peer_command=None):
        nonlocal turn
        answers = in_turn(turn, lambda: ours.ask(command), lambda: peer.ask(peer_command or command))
        turn = not turn
        return answers

    def measure(name, command):
        (mine, my_count), (theirs, their_count) = both(command)
        measures.setdefault(name, Measure()).add(mine, theirs)
        return my_count, their_count

    both(f"create {folder / 'ours'}", f"create {folder / 'sqlcipher'}")
    measure("bulk", f"bulk {ROWS}")
    for _ in range(APPEND_TURNS):
        measure("append", f"append {APPENDS}")
    both("close")
    both("open")
    for command, (_, repeats, _) in READS.items():
        both(f"{command} 1")
        for _ in range(READ_TURNS):
            measure(command, f"{command} {repeats}")
    for _ in range(OPEN_TURNS):
        both("close")
        if measure("open", "open") != (0, 0):
            sys.exit("a log was not emptied by closing")
    for _ in range(OPEN_TURNS):
        both(f"fill-log {LOG_FRAMES}")
        both("abandon")
        frames = measure("open-scan", "open")
        if min(frames) < LOG_FRAMES:
            sys.exit(f"the logs hold {frames} frames where {LOG_FRAMES} should be")
        # Empties the logs, so that they are filled from the beginning again.
        both("close")
        both("open")
    both("close")
    ours.end()
    peer.end()


def media_round(folder, source, ours_first, measures):
    """One file sealed by both, and the vault opened some times."""
    peer = Peer(OURS, "media")
    peer.ask(f"vault {folder / 'vault'}")
    for _ in range(UNLOCK_TURNS):
        (unlock, _), (argon2, _) = in_turn(ours_first, lambda: peer.ask("unlock"), lambda: peer.ask("argon2"))
        measures.setdefault("unlock", Measure()).add(unlock, argon2)
        peer.ask("lock")
    peer.ask("unlock")
    target = folder / "out.age"
    (mine, _), (theirs, _) = in_turn(ours_first, lambda: peer.ask(f"attach {source}"), lambda: peer.ask(f"age {source} {target}"))
    measures.setdefault("media", Measure()).add(mine, theirs)
    peer.ask("lock")
    peer.end()


def memory_of_sparse(folder):
    """Bytes of memory that sealing 4 GB and encrypting them with age add."""
    source = folder / "sparse"
    with open(source, "wb") as file:
        file.truncate(SPARSE_BYTES)
    peer = Peer(OURS, "media")
    peer.ask(f"vault {folder / 'vault'}")
    peer.ask("unlock")
    _, ours = peer.ask(f"attach {source}")
    peer.ask("lock")
    shutil.rmtree(folder / "vault")
    peer.end()
    peer = Peer(OURS, "media")
    _, theirs = peer.ask(f"age {source} {folder / 'out.age'}")
    peer.end()
    return ours, theirs


def make_media(path):
    with open(path, "wb") as file:
        for _ in range(MEDIA_BYTES >> 20):
            file.write(os.urandom(1 << 20))
        os.fsync(file.fileno())


def stripped_size(binary, folder):
    """Size without symbols and when that was built, which this script does not do; None if it never was."""
    if not binary.exists():
        return None
    built = time.strftime("%Y-%m-%d %H:%M", time.localtime(binary.stat().st_mtime))
    if shutil.which("strip"):
        subprocess.run(["strip", "-o", str(folder / "stripped"), str(binary)], check=True)
        binary = folder / "stripped"
    return binary.stat().st_size, built


def sqlite_version(*command):
    peer = Peer(*command)
    _, number = peer.ask("version")
    peer.end()
    return f"{number // 1_000_000}.{number // 1000 % 1000}.{number % 1000}"


def table(measures, memory, binary):
    """The lines of the table."""

    def line(label, name, shown, peer, goal):
        measure = measures[name]
        return f"| {label} | {shown(measure.ours())} | {shown(measure.peer())} ({peer}) | {measure.ratio()} | {goal} |"

    lines = ["| measure | ours | peer | ratio, higher = ours faster | goal |", "|---|---|---|---|---|"]
    lines.append(line(f"bulk insert, {ROWS:,} rows", "bulk", per_second("rows", ROWS), "SQLCipher", GOAL_BULK))
    lines.append(line("append, one row a transaction", "append", per_second("rows", APPENDS), "SQLCipher", GOAL_APPEND))
    for command, (label, repeats, goal) in READS.items():
        lines.append(line(label, command, lambda micros, times=repeats: milliseconds(micros / times), "SQLCipher", goal))
    lines.append(line("open after a clean close", "open", milliseconds, "SQLCipher", "–"))
    lines.append(line(f"open with scan, {LOG_FRAMES} to 199 frames in the log", "open-scan", milliseconds, "SQLCipher", GOAL_OPEN))
    lines.append(line("seal 512 MB, ours with SHA-256", "media", per_second("MB", MEDIA_BYTES / 1e6), "age, no hash", GOAL_MEDIA))
    lines.append(line("unlock", "unlock", milliseconds, "Argon2id alone", GOAL_UNLOCK))
    if memory:
        ours, theirs = memory
        lines.append(f"| memory added by a 4 GB file | {ours / 1e6:.1f} MB | {theirs / 1e6:.1f} MB (age) | – | {GOAL_MEMORY} |")
    if binary:
        size, built = binary
        lines.append(f"| size of `pana`, stripped, as built {built} | {size / 1e6:.1f} MB | – | – | – |")
    return lines


def print_ratios(rounds):
    load_before = os.getloadavg()[0]
    measures = {}
    memory = None
    with tempfile.TemporaryDirectory(prefix="pana-peers-") as made:
        folder = Path(made)
        source = folder / "media"
        make_media(source)
        for number in range(rounds):
            for work in (lambda at, first: database_round(at, first, measures), lambda at, first: media_round(at, source, first, measures)):
                at = folder / "round"
                at.mkdir()
                work(at, number % 2 == 0)
                shutil.rmtree(at)
            print(f"round {number + 1} of {rounds} done", file=sys.stderr)
        source.unlink()
        if os.environ.get("PEERS_NO_4GB") != "1":
            memory = memory_of_sparse(folder)
        binary = stripped_size(PANA, folder)
    print(f"{rounds} interleaved rounds on {os.cpu_count()} cores; load {load_before:.1f} before and {os.getloadavg()[0]:.1f} after.")
    print(f"SQLite {sqlite_version(OURS, 'database')} in ours, {sqlite_version(SQLCIPHER)} in SQLCipher.")
    print("Figures are medians. Ratio: the peer's time ÷ ours (for rows and MB: our throughput ÷ the peer's), as median and range of the pairs.")
    print()
    print("\n".join(table(measures, memory, binary)))


def main():
    if sys.argv[1:] != ["growth"]:
        print_ratios(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
        print()
    load_before = os.getloadavg()[0]
    lines = growth.table(ROWS)
    print(f"Growth on {os.cpu_count()} cores; load {load_before:.1f} before and {os.getloadavg()[0]:.1f} after.")
    print(f"Medians of {growth.TURNS}, after one that does not count; imports once each. Everything in a sealed vault.")
    print()
    print("\n".join(lines))


if __name__ == "__main__":
    main()
