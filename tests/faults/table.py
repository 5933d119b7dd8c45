"""What every run found, kept line by line in runs.jsonl, and the table of docs/faults.md that sums it up."""

from __future__ import annotations

import json
import os
import platform
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

_RUNS = Path(__file__).with_name("runs.jsonl")
_PAGE = Path(__file__).resolve().parents[2] / "docs" / "faults.md"

WITHIN = "in "
"""Before the name of a command in the counts: so many kills came while it ran."""

AIMED = "at "
"""Before the name of a command in the counts: so many kills were aimed at it."""

_ENOUGH = 20  # aimed kills that miss, after which others come first

FAULTS: Mapping[str, tuple[str, str]] = {
    "killed": (
        "kill -9 at a random moment of a random history of all commands",
        "none of {acts:,} acknowledged acts lost, every study sound{inside}",
    ),
    "inside": (
        "kill -9 aimed at each command, those least hit first",
        "none of {acts:,} acknowledged acts lost, every study sound{inside}",
    ),
    "limit": (
        "a quota: files may grow no further (RLIMIT_FSIZE)",
        "{refused:,} said so in a sentence, nothing acknowledged lost",
    ),
    "disk": ("a full disk (a small tmpfs)", "{refused:,} said so in a sentence, nothing acknowledged lost"),
    "read-only": (
        "a file, then a folder, that may only be read",
        "writing refused in a sentence, reading goes on, not a byte changed",
    ),
    "removed": ("the folder is removed while the study is open", "the next act is refused in a sentence"),
    "two": ("two programs on one study", "one writes, the others read; a killed one leaves no lock"),
    "clock": ("the clock set back by up to 40 years", "order and undo stay as they were"),
    "log": ("the write-ahead log cut at a random place", "everything up to the cut is there, and sound"),
    "page": (
        "a page overwritten with noise, then salvage",
        "{whole:,} with nothing lost, {none:,} beyond saving, the rest sound with a list",
    ),
    "cut": (
        "the file cut short at a random place, then salvage",
        "{none:,} beyond saving and said so, the rest sound with a list",
    ),
    "histories": (
        "a random history of 30 steps of all commands, undone and redone",
        "undo restores, redo restores, replay equals, after each of {acts:,} acts",
    ),
    "hypothesis": (
        "the same, chosen by Hypothesis (20 histories a seed)",
        "undo restores, redo restores, replay equals",
    ),
    "long": (
        "a long random history of 250 steps of all commands, undone and redone",
        "undo restores, redo restores, replay equals, after each of {acts:,} acts",
    ),
}
"""What is done, and what is said of it when nothing went wrong."""


MENDED: Mapping[tuple[str, str, int], str] = {
    ("inside", "SQLite", 5389): (
        "a decision of a withdrawal pointed at a stretch that a resizing had let go: a fault of the command, which the "
        "look after the kill brought to light"
    ),
}
"""What failed by fault, driver and seed, and no longer does: why. Each has a test now."""


MOVED: Mapping[str, str] = {
    f"qda.synthesis.matrices.{name}": f"qda.synthesis.{module}.{name}"
    for module, names in {
        "matrix_lines": ("add_lines", "move_lines", "remove_lines", "rename_line"),
        "matrix_writing": ("link", "unlink", "write"),
    }.items()
    for name in names
}
"""Where commands are now that were elsewhere when kills came into them."""


_HEAD = """\
# Faults

What a laptop does to a study, done to it on purpose, and what was found. `python -m tests.faults` goes on from the
last seed, adds to what `tests/faults/runs.jsonl` holds and writes this page; the same causes, a few times each, are in
the test suite. A seed makes the same history and the same fault again; when a kill comes depends on the computer, too.
With SQLCipher the key is made in one round, so that not all kills hit opening. Aimed kills go for what none has hit; a
failure names its aim. Histories and kills work on a file in memory where the system has such a folder: a kill takes
nothing from there that it would leave on a disk, and power cuts are tried by cutting the log.

{system}. Seconds are those of the clock, on a machine that did other work as well.

| Fault | Driver | Times | Seeds | Found | On | Seconds |
| --- | --- | ---: | --- | --- | --- | ---: |
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One fault with one driver, so many times, from the first seed to the last; `failed` tells seeds and errors."""

    fault: str
    driver: str
    count: int
    first: int
    last: int
    on: str
    seconds: float
    counts: Mapping[str, int]
    failed: tuple[tuple[int, str], ...] = field(default=())

    def line(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def of(cls, line: str) -> Run:
        """As it was kept."""
        held = json.loads(line)
        return cls(**{**held, "failed": tuple((seed, error) for seed, error in held["failed"])})

    def follows(self, other: Run) -> bool:
        """True if it went on where another ended, on the same day."""
        same = (self.fault, self.driver, self.on) == (other.fault, other.driver, other.on)
        return same and self.first == other.last + 1

    def after(self, other: Run) -> Run:
        """Both as one."""
        return replace(
            self,
            count=other.count + self.count,
            first=other.first,
            seconds=round(other.seconds + self.seconds, 1),
            counts=dict(Counter(other.counts) + Counter(self.counts)),
            failed=(*other.failed, *self.failed),
        )


def runs() -> list[Run]:
    """All that were kept."""
    return [Run.of(line) for line in _RUNS.read_text("utf-8").splitlines()] if _RUNS.exists() else []


def keep(run: Run) -> None:
    """Enter a run, as part of the one it goes on from, and write the table anew; a stop half way leaves the old one."""
    with _alone():
        every = runs()
        before = next((each for each in every if run.follows(each)), None)
        if before is None:
            every.append(run)
        else:
            every[every.index(before)] = run.after(before)
        every.sort(key=lambda each: (list(FAULTS).index(each.fault), each.driver, each.on, each.first))
        unfinished = _RUNS.with_suffix(".part")
        unfinished.write_text("".join(each.line() + "\n" for each in every), "utf-8")
        unfinished.replace(_RUNS)
        write()


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other process enters: it may be trying the other driver. The file itself is replaced each time."""
    import fcntl

    folder = os.open(_RUNS.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def write() -> None:
    """Write the page from all that is kept."""
    from tests.faults import killing
    from tests.workflows.histories import walking

    _PAGE.write_text(page(runs(), list(walking.commands(killing.machine()))), "utf-8")


def next_seed(fault: str, driver: str, least: int) -> int:
    """The first seed that was not tried yet."""
    tried = (each.last + 1 for each in runs() if (each.fault, each.driver) == (fault, driver))
    return max([least, *tried])


def least_hit(names: Sequence[str], every: Iterable[Run], driver: str) -> str:
    """Which command to aim at next: one in which no kill came yet, else none that was aimed, else none with a driver.

    Where aiming has missed often enough, others come first.
    """
    known = list(every)
    ours = [run for run in known if run.driver == driver]
    hit, by_driver, aimed = _counted(known, WITHIN), _counted(ours, WITHIN), _counted(ours, AIMED)
    by_aim = _counted([run for run in known if run.fault == "inside"], WITHIN)

    def need(name: str) -> tuple[int, int, int, str]:
        stages = (hit, by_aim, by_driver)
        stage = next((number for number, counted in enumerate(stages) if not counted[name]), len(stages))
        enough = stage < len(stages) and aimed[name] >= _ENOUGH
        return (len(stages) + enough if enough else stage, aimed[name], by_driver[name], name)

    return min(names, key=need)


def page(every: Sequence[Run], commands: Sequence[str] = ()) -> str:
    """The page with one row for each fault and driver, and in how many of these commands a kill came."""
    groups: dict[tuple[str, str], list[Run]] = {}
    for run in every:
        groups.setdefault((run.fault, run.driver), []).append(run)
    system = f"{platform.system()}, Python {platform.python_version()}"
    rows = (f"| {_row(fault, driver, found)} |\n" for (fault, driver), found in groups.items())
    return _HEAD.format(system=system) + "".join(rows) + (_covered(every, commands) if commands else "")


def _covered(every: Sequence[Run], commands: Sequence[str]) -> str:
    """In which commands kills came, and in which they did not, by driver."""
    drivers = sorted({run.driver for run in every})
    hit = {driver: _counted([run for run in every if run.driver == driver], WITHIN) for driver in drivers}
    missed = {driver: [name for name in commands if not hit[driver][name]] for driver in drivers}
    never = [name for name in commands if all(name in names for names in missed.values())]
    aimed = _counted(every, AIMED)
    told = [
        f"Kills came inside {len(commands) - len(never)} of the {len(commands)} commands of the histories"
        + "".join(f", {len(commands) - len(missed[driver])} with {driver}" for driver in drivers)
        + "."
    ]
    told += [
        f"With {driver} none came inside {_named(names, aimed)}: whenever it was aimed at, it was over before."
        for driver, names in missed.items()
        if names
    ]
    if never:
        told.append(f"With neither: {_named(never, aimed)}.")
    return "\n" + "\n".join(textwrap.fill(line, 120, break_long_words=False) for line in told) + "\n"


def _named(names: Sequence[str], aimed: Mapping[str, int]) -> str:
    return ", ".join(f"`{name.removeprefix('qda.')}` (aimed at {aimed.get(name, 0)} times)" for name in names)


def _counted(every: Iterable[Run], mark: str) -> Counter[str]:
    """How often each command bears this mark."""
    found: Counter[str] = Counter()
    for run in every:
        for marked, times in run.counts.items():
            if marked.startswith(mark):
                name = marked.removeprefix(mark)
                found[MOVED.get(name, name)] += times
    return found


def _row(fault: str, driver: str, found: list[Run]) -> str:
    days = sorted({run.on for run in found})
    return " | ".join(
        [
            FAULTS[fault][0],
            driver,
            f"{sum(run.count for run in found):,}",
            ", ".join(_range(run.first, run.last) for run in found),
            _told(fault, found),
            " to ".join(days[:: max(1, len(days) - 1)]),
            f"{sum(run.seconds for run in found):,.0f}",
        ]
    )


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _told(fault: str, found: list[Run]) -> str:
    counts: Counter[str] = Counter()
    for run in found:
        counts.update(run.counts)
    every = [(run.driver, seed, error) for run in found for seed, error in run.failed]
    failed = [f"{seed}: {error}" for driver, seed, error in every if (fault, driver, seed) not in MENDED]
    told = FAULTS[fault][1].format_map(Counter({**counts, "inside": _inside(found)}))
    for driver, seed, _error in every:
        if why := MENDED.get((fault, driver, seed)):
            told += f"; seed {seed} had failed and is mended: {why}"
    return told if not failed else f"**failed** ({'; '.join(failed)}); else {told}"


def _inside(found: list[Run]) -> str:
    hit, watched = _counted(found, WITHIN), sum(run.counts.get("watched", 0) for run in found)
    if not hit:
        return ""
    return f"; {hit.total():,} kills came inside one of {len(hit)} commands, of {watched:,} where that was noted"
