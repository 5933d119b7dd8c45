"""`python -m tests.faults [--rounds N] [--kills N] [--seed S] [--histories N] [NAME …]` writes docs/faults.md.

Every fault is tried with both drivers, each in a process of its own, and entered with how often, from which seed, and
what was found. What fails is entered as well.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.faults import causes
from tests.faults.causes import Untried

Cause = Callable[[Path, int, int], str]

CAUSES: dict[str, tuple[str, Cause, float]] = {
    "killed": ("kill -9 at a random moment of a random history of all commands", causes.killed, 1),
    "limit": ("a quota: files may grow no further (RLIMIT_FSIZE)", causes.full_by_limit, 0.2),
    "disk": ("a full disk (a small tmpfs)", causes.full_by_disk, 0.1),
    "read-only": ("a file, then a folder, that may only be read", causes.read_only, 0.1),
    "removed": ("the folder is removed while the study is open", causes.folder_removed, 0.1),
    "two": ("two programs on one study", causes.two_programs, 0.1),
    "clock": ("the clock set back by up to 40 years", causes.clock_set_back, 0.2),
    "log": ("the write-ahead log cut at a random place", causes.log_cut, 2),
    "page": ("a page overwritten with noise, then salvage", causes.page_overwritten, 1.2),
    "cut": ("the file cut short at a random place, then salvage", causes.cut_short, 0.2),
}
_PAGE = Path(__file__).resolve().parents[2] / "docs" / "faults.md"
_COLUMNS = ("fault", "driver", "count", "seed", "found", "seconds")
_DRIVERS = ("SQLite", "SQLCipher")


def main(arguments: Sequence[str]) -> int:
    """Try all, or those that are named; gives 1 where anything failed."""
    made = argparse.ArgumentParser(prog="python -m tests.faults")
    made.add_argument("names", nargs="*", choices=[*CAUSES, []])
    made.add_argument("--rounds", type=int, default=100)
    made.add_argument("--kills", type=int, default=100)
    made.add_argument("--seed", type=int, default=1)
    made.add_argument("--histories", type=Path, help="lines of JSON of walks made apart, to be entered")
    made.add_argument("--rows", type=Path, help="what --driver printed, run apart; then nothing is tried")
    made.add_argument("--driver", choices=_DRIVERS)
    chosen = made.parse_args(arguments)
    if chosen.driver is not None:
        return _try_with(chosen)
    told = _try_all(arguments) if chosen.rows is None else chosen.rows.read_text("utf-8")
    rows = [json.loads(line) for line in told.splitlines()]
    rows += _walks(chosen.histories) if chosen.histories else []
    _PAGE.write_text(_table(rows), "utf-8")
    return int(any(not row["well"] for row in rows))


def _try_all(arguments: Sequence[str]) -> str:
    given = [sys.executable, "-m", "tests.faults", *arguments, "--driver"]
    running = [subprocess.Popen([*given, name], stdout=subprocess.PIPE, text=True) for name in _DRIVERS]
    return "".join(each.communicate()[0] for each in running)


def _try_with(chosen: argparse.Namespace) -> int:
    from qda.project import files
    from qda.store import keys

    if chosen.driver == "SQLCipher":
        files.usual_password = "five unrelated words"
        keys.ROUNDS = 1  # else each opening would take a fifth of a second, and kills would hit nothing else
    for name in chosen.names or CAUSES:
        told, cause, share = CAUSES[name]
        rounds = chosen.kills if name == "killed" else max(1, round(chosen.rounds * share))
        begun = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            found, well = _tried(cause, Path(folder), rounds, chosen.seed)
        row = {"fault": told, "driver": chosen.driver, "count": rounds, "seed": chosen.seed, "found": found}
        print(json.dumps({**row, "well": well, "seconds": round(time.monotonic() - begun)}), flush=True)
    return 0


def _tried(cause: Cause, folder: Path, rounds: int, seed: int) -> tuple[str, bool]:
    try:
        return cause(folder, rounds, seed), True
    except Untried as reason:
        return f"not tried here: {reason}", True
    except Exception as error:  # a table of faults that ends at the first one tells nothing of the rest
        return f"**failed**: {type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}", False


def _walks(path: Path) -> list[dict[str, object]]:
    """Random histories that were walked apart, put together by driver."""
    walks = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    rows: list[dict[str, object]] = []
    for driver in _DRIVERS:
        mine = [walk for walk in walks if bool(walk["cipher"]) == (driver == "SQLCipher")]
        failed = [str(walk["seed"]) for walk in mine if walk["result"] != "fine"]
        if not mine:
            continue
        seeds = [int(walk["seed"]) for walk in mine]
        found = (
            "undo restores, redo restores, replay equals" if not failed else f"**failed** (seeds {', '.join(failed)})"
        )
        rows.append(
            {
                "fault": "a random history of 30 steps of all commands, undone and redone",
                "driver": driver,
                "count": sum(int(walk["n"]) for walk in mine),
                "seed": f"{min(seeds)}–{max(seeds)}",
                "found": found,
                "well": not failed,
                "seconds": sum(int(walk["seconds"]) for walk in mine),
            }
        )
    return rows


def _table(rows: list[dict[str, object]]) -> str:
    order = [told for told, _cause, _share in CAUSES.values()]
    rows = sorted(rows, key=lambda row: (order.index(row["fault"]) if row["fault"] in order else 99, row["driver"]))
    lines = [
        "# Faults",
        "",
        "What a laptop does to a study, done to it on purpose, and what was found. Made by `python -m tests.faults`;",
        "the same causes, a few times each, are in the test suite. A seed makes the same faults again; when a kill",
        "comes depends on the computer, too. With SQLCipher the key is made in one round, so that kills do not all",
        "hit opening.",
        "",
        f"Made on {datetime.now(UTC):%Y-%m-%d}, {platform.system()}, Python {platform.python_version()}.",
        "",
        "| Fault | Driver | Times | Seed | Found | Seconds |",
        "| --- | --- | ---: | ---: | --- | ---: |",
        *(f"| {' | '.join(str(row[name]) for name in _COLUMNS)} |" for row in rows),
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    raise SystemExit(main(sys.argv[1:]))
