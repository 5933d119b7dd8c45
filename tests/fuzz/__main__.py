"""Coverage-guided fuzzing of every reader: `python -m tests.fuzz --minutes N [--reader NAME] [--out FOLDER]`.

Minutes are those of the processor: on a machine that does other work it takes longer by the clock. Needs atheris
(`pip install atheris`), which nothing else here does, on Linux or a Mac. Inputs that reach something new are kept in
the folder, so that the next run goes on from there; so are findings, with what was raised.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.targets import FUZZED


@dataclass(frozen=True, slots=True)
class Outcome:
    """What fuzzing a reader came to."""

    reader: str
    seconds: float
    runs: int
    new: int
    findings: int

    def line(self) -> str:
        """A row of the table."""
        return f"{self.reader:<16}{self.seconds:>8.0f}{self.runs:>12,}{self.new:>12,}{self.findings:>10}"


def fuzz(reader: str, folder: Path, seconds: float) -> Outcome:
    """Fuzz one reader for so much processor time; what ends its process, as a crash does, is a finding, and it goes on.

    A process has its limit by the clock, so that on a busy machine one follows another.
    """
    begun, runs, new = _spent(), 0, 0
    while (left := seconds - (_spent() - begun)) >= 1:
        command = [sys.executable, "-m", "tests.fuzz.one", reader, str(folder), str(int(left))]
        ended = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        runs += _told(ended.stderr, "number_of_executed_units")
        new += _told(ended.stderr, "new_units_added")
        (folder / "last.log").write_text(ended.stderr, encoding="utf-8")
        if ended.returncode and not _told(ended.stderr, "number_of_executed_units"):
            break  # it did not even begin
    findings = len([*(folder / "findings").glob("*.bin"), *(folder / "findings").glob("*-*")])
    return Outcome(reader, _spent() - begun, runs, new, findings)


def _spent() -> float:
    """Processor time of all processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _told(log: str, name: str) -> int:
    return sum(int(found) for found in re.findall(rf"stat::{name}:\s*(\d+)", log))


def main() -> int:
    """Fuzz the readers one after another and print a table; 1 if there are findings."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, required=True, help="of processor time, of all readers together")
    parser.add_argument("--reader", action="append", choices=list(FUZZED), help="this one only; may be repeated")
    parser.add_argument("--out", type=Path, default=Path("out", "fuzz"))
    chosen = parser.parse_args()
    if importlib.util.find_spec("atheris") is None:
        sys.stderr.write("There is no atheris here. Install it with: pip install atheris\n")
        return 2
    readers = chosen.reader or list(FUZZED)
    sys.stdout.write(f"{'reader':<16}{'seconds':>8}{'runs':>12}{'new inputs':>12}{'findings':>10}\n")
    found = 0
    for reader in readers:
        folder = chosen.out / reader
        folder.mkdir(parents=True, exist_ok=True)
        outcome = fuzz(reader, folder, chosen.minutes * 60 / len(readers))
        found += outcome.findings
        sys.stdout.write(outcome.line() + "\n")
        sys.stdout.flush()
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
