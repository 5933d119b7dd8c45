"""`python -m tests.faults [NAME …] [--rounds N] [--kills N] [--histories N] [--driver D]` adds to docs/faults.md.

Every fault is tried with both drivers, each in a process of its own, and entered with how often, from which seeds, and
what was found; kills and histories piece by piece, so that a run may be ended at any time. To ten histories comes a
long one. What fails is entered too.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.faults import causes, table
from tests.faults.causes import Counts, Untried
from tests.faults.table import Run
from tests.workflows.histories import ready


@dataclass(frozen=True, slots=True)
class Cause:
    """How a fault is made, and which share of the rounds it gets; `piece` of those that have a seed each, else 0."""

    run: Callable[[Path, int, int], Counts]
    share: float = 1
    piece: int = 0


CAUSES: dict[str, Cause] = {
    "killed": Cause(causes.killed, piece=20),
    "inside": Cause(causes.killed_inside, piece=20),
    "limit": Cause(causes.full_by_limit, 0.2),
    "disk": Cause(causes.full_by_disk, 0.1),
    "read-only": Cause(causes.read_only, 0.1),
    "removed": Cause(causes.folder_removed, 0.1),
    "two": Cause(causes.two_programs, 0.1),
    "clock": Cause(causes.clock_set_back, 0.2),
    "log": Cause(causes.log_cut, 2),
    "page": Cause(causes.page_overwritten, 1.2),
    "cut": Cause(causes.cut_short, 0.2),
    "histories": Cause(causes.histories, piece=20),
    "long": Cause(causes.long_histories, 0.1, piece=2),
}
_FIRST = {"SQLite": 1, "SQLCipher": 100_001}
"""The first seed of each driver, so that both together try twice as much."""


def main(arguments: Sequence[str]) -> int:
    """Try all, or those that are named; gives 1 where anything failed."""
    made = argparse.ArgumentParser(prog="python -m tests.faults")
    made.add_argument("names", nargs="*", choices=[*CAUSES, []])
    made.add_argument("--rounds", type=int, default=100)
    made.add_argument("--kills", type=int, default=100)
    made.add_argument("--histories", type=int, default=100)
    made.add_argument("--seed", type=int, help="the first one; else that after the last that was tried")
    made.add_argument("--driver", choices=list(_FIRST), help="this one only")
    made.add_argument("--page", action="store_true", help="only write docs/faults.md anew from what is kept")
    made.add_argument("--tell", action="store_true", help="print what is found and enter nothing")
    chosen = made.parse_args(arguments)
    if chosen.page:
        table.write()
        return 0
    if chosen.tell and chosen.driver:
        return _try_with(chosen)
    return _try_all(arguments, [chosen.driver] if chosen.driver else list(_FIRST))


def _try_all(arguments: Sequence[str], drivers: list[str]) -> int:
    one_at_a_time = threading.Lock()
    failed: list[str] = []

    def enter(driver: str) -> None:
        given = [sys.executable, "-m", "tests.faults", *arguments, "--tell", "--driver", driver]
        with subprocess.Popen(given, stdout=subprocess.PIPE, text=True) as running:
            assert running.stdout is not None
            for line in running.stdout:
                run = Run.of(line)
                failed.extend(error for _seed, error in run.failed)
                with one_at_a_time:
                    table.keep(run)
        if running.returncode:
            failed.append(f"{driver} ended with {running.returncode}")

    threads = [threading.Thread(target=enter, args=(driver,)) for driver in drivers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return int(bool(failed))


def _try_with(chosen: argparse.Namespace) -> int:
    from qda.project import files
    from qda.store import keys

    if chosen.driver == "SQLCipher":
        files.usual_password = "five unrelated words"
        keys.ROUNDS = 1  # else each opening would take a fifth of a second, and kills would hit nothing else
    for name in chosen.names or CAUSES:
        cause = CAUSES[name]
        asked = {"killed": chosen.kills, "inside": chosen.kills}
        asked |= {"histories": chosen.histories, "long": chosen.histories}
        rounds = max(1, round(asked.get(name, chosen.rounds) * cause.share))
        seed = table.next_seed(name, chosen.driver, _FIRST[chosen.driver]) if chosen.seed is None else chosen.seed
        for done in range(0, rounds, cause.piece or rounds):
            count = min(cause.piece or rounds, rounds - done)
            print(_tried(name, chosen.driver, count, seed + done).line(), flush=True)
    return 0


def _tried(name: str, driver: str, count: int, seed: int) -> Run:
    begun = time.monotonic()
    cause, counts, failed = CAUSES[name], Counter[str](), []
    each = [(1, seed + number) for number in range(count)] if cause.piece else [(count, seed)]
    for rounds, first in each:
        try:
            with tempfile.TemporaryDirectory(dir=ready.memory() if cause.piece else None) as folder:
                counts.update(cause.run(Path(folder), rounds, first))
        except Untried as reason:
            failed.append((first, f"not tried here: {reason}"))
        except Exception as error:  # a table of faults that ends at the first one tells nothing of the rest
            traceback.print_exc()
            failed.append((first, f"{type(error).__name__}: {(str(error).splitlines() or [''])[0][:200]}"))
    seconds = round(time.monotonic() - begun, 1)
    last = seed + count - 1 if cause.piece else seed
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    return Run(name, driver, count, seed, last, today, seconds, dict(counts), tuple(failed))


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    raise SystemExit(main(sys.argv[1:]))
