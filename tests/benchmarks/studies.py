"""Whole studies of the sizes that the survey of other programs names, made by the services as people make them."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qda.coding import codes, focused, maps, properties, relations, segments
from qda.memos import arrangements
from qda.memos import service as memos
from qda.memos.service import Target
from qda.project.project import Project
from qda.sources import service as sources
from qda.sources.service import NewSource
from qda.study import service as study
from qda.text import Span
from tests.benchmarks import texts


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is of everything; `merged` codes more are made and merged into others, as in a study of years."""

    name: str
    sources: int
    words: int
    segments: int
    initial: int
    focused: int
    memos: int
    nodes: int
    merged: int = 0


M = Size("M", 200, 5_000, 20_000, 300, 60, 500, 150)
L = Size("L", 200, 10_000, 40_000, 600, 120, 1_000, 300, merged=260)
XL = Size("XL", 1_500, 8_700, 250_000, 2_080, 320, 1_000, 300, merged=100)
LONG = Size("Long", 1, 500_000, 30_000, 300, 60, 100, 150)
_LASTING = frozenset({"XL", "Long"})
"""Sizes that take minutes to make, so that they are kept from run to run."""


@cache
def _kept() -> tempfile.TemporaryDirectory[str]:
    """Where the studies of this run lie until its end: making one takes longer than most of what is measured in it."""
    return tempfile.TemporaryDirectory(prefix="gerund-benchmarks-")


def _cache() -> Path:
    """The folder of studies that outlast a run; empty it after a change of how they are made."""
    named = os.environ.get("GERUND_BENCHMARKS")
    return Path(named) if named else Path(tempfile.gettempdir()) / "gerund-benchmarks"


def copy(size: Size, folder: Path) -> Path:
    """A study of this size, to do with as one likes."""
    home = _cache() if size.name in _LASTING else Path(_kept().name)
    made = home / f"{size.name}.gerund"
    if not made.exists():
        home.mkdir(parents=True, exist_ok=True)
        draft = home / f"{size.name}.draft.gerund"
        draft.unlink(missing_ok=True)
        build(draft, size)
        draft.rename(made)
    return Path(shutil.copy(made, folder / made.name))


def build(path: Path, size: Size) -> None:
    """Make a study of a size; always the same."""
    rng = random.Random(7)
    with Project.create(path, title=size.name, coder="AQ") as project:
        cases = _cases(project)
        made, lengths = _sources(project, size, cases)
        initial = _codes(project, size)
        groups = _gather(project, size, initial)
        places = []
        for number in range(size.segments):
            source, length = made[number % len(made)], lengths[number % len(made)]
            start = rng.randrange(length - 300)
            places.append((source, Span(start, start + rng.randint(20, 300)), rng.choice(initial)))
        segments.apply_many(project, places)
        for number, code in enumerate(initial[size.initial :]):
            codes.merge(project, [code], into=initial[number])
        living = initial[: size.initial]
        raised = _raise(project, groups)
        written = _memos(project, size, living, rng)
        _lay(project, written)
        _draw(project, size, [*raised, *groups, *living], rng)


def _cases(project: Project) -> list[int]:
    with project.command("benchmark", "Make cases"):
        units = [study.create_unit(project, f"Unit {number}") for number in range(3)]
        return [study.create_case(project, units[number % 3], f"Case {number}") for number in range(24)]


def _sources(project: Project, size: Size, cases: list[int]) -> tuple[list[int], list[int]]:
    made, lengths = [], []
    with project.command("benchmark", "Import texts"):
        for number in range(size.sources):
            text = texts.interview(size.words, 3_000 + number)
            where = cases[number % len(cases)]
            date = f"20{10 + number % 5}-{1 + number % 12:02d}-11"
            new = NewSource(f"Interview {number}", text, kind="interview", case_id=where, date=date)
            made.append(sources.add(project, new))
            lengths.append(len(text))
    return made, lengths


def _codes(project: Project, size: Size) -> list[int]:
    with project.command("benchmark", "Make codes"):
        return [codes.create(project, label) for label in texts.labels(size.initial + size.merged)]


def _gather(project: Project, size: Size, initial: list[int]) -> list[int]:
    """Focused codes with their initial ones; one initial code in seven is left on the heap."""
    with project.command("benchmark", "Make focused codes"):
        made = [codes.create(project, f"Focused {number}", level="focused") for number in range(size.focused)]
        for number, group in enumerate(made):
            own = [code for at, code in enumerate(initial[: size.initial]) if at % size.focused == number and at % 7]
            focused.cluster(project, own, group)
        return made


def _raise(project: Project, groups: list[int]) -> list[int]:
    """A category for every four focused codes, each with properties that nothing is known of yet."""
    with project.command("benchmark", "Raise categories"):
        made = []
        for number in range(len(groups) // 4):
            category = codes.create(project, f"Category {number}", level="category")
            focused.cluster(project, groups[number * 4 : number * 4 + 4], category)
            for name in ("duration", "openness", "number of people"):
                properties.add_property(project, category, name, dimensions=[("low", "high")])
            made.append(category)
        return made


def _memos(project: Project, size: Size, codes_: list[int], rng: random.Random) -> list[int]:
    words = texts.interview(20_000, 99).split()
    made = []
    with project.command("benchmark", "Write memos"):
        for number in range(size.memos):
            at = rng.randrange(len(words) - 300)
            body = " ".join(words[at : at + 300])
            kind = memos.KINDS[number % len(memos.KINDS)]
            target = Target("code", codes_[number % len(codes_)])
            made.append(memos.begin(project, body, title=f"Memo {number}", kind=kind, targets=[target]))
    return made


def _lay(project: Project, written: list[int]) -> None:
    with project.command("benchmark", "Lay out the memos"):
        table = arrangements.create(project, "All memos")
        arrangements.lay(project, table, {memo: (at % 40 * 220.0, at // 40 * 150.0) for at, memo in enumerate(written)})


def _draw(project: Project, size: Size, codes_: list[int], rng: random.Random) -> None:
    """A map with a line from most boxes to one nearby."""
    across = 18
    with project.command("benchmark", "Draw a map"):
        drawn = maps.create(project, "All codes")
        nodes = [
            maps.place(project, drawn, "code", code, (at % across * 280.0, at // across * 130.0, 210.0, 52.0))
            for at, code in enumerate(codes_[: size.nodes])
        ]
        for at in range(size.nodes - across - 1):
            other = at + rng.choice((1, across, across + 1))
            relation = relations.relate(project, codes_[at], "leads to", codes_[other])
            maps.join(project, drawn, nodes[at], nodes[other], relation_id=relation)
