"""The measured binaries, each a process that serves commands."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
OURS = HERE / "target/ours/release/peer-ours"
SQLCIPHER = HERE / "target/sqlcipher/release/peer-sqlcipher"


class Peer:
    """One of the binaries, serving commands."""

    def __init__(self, *command):
        self.process = subprocess.Popen([str(part) for part in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, command):
        """Gives a command; returns the microseconds it took and its count."""
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().split()
        if len(answer) != 2:
            sys.exit(f"{self.process.args[0]} failed at: {command}")
        return int(answer[0]), int(answer[1])

    def end(self):
        self.process.stdin.close()
        if self.process.wait() != 0:
            sys.exit(f"{self.process.args[0]} failed at its end")
