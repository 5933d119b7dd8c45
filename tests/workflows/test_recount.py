"""Counts against plain SQL on the bare file, in small studies where a segment may belong to several cases at once."""

from __future__ import annotations

import random

import pytest

from qda.coding import codes, focused, segments
from qda.project.project import Project
from qda.sources import service as sources
from qda.sources.service import NewSource
from qda.study import service as study
from qda.synthesis import matrices
from qda.synthesis.matrices import NewLine
from qda.text import Mark, Span
from tests import bare, recount

pytestmark = pytest.mark.plain  # the bare file is read without a key

_SAID = "Ann: She sat down with us.\nBo: Nobody had ever done that before.\nAnn: Then she asked, and listened.\n"


def tangled(project: Project, seed: int) -> None:
    """Nested, merged and gathered codes; speakers with and without a participant; cases by passage, person, source."""
    rng = random.Random(seed)
    units = [study.create_unit(project, f"Unit {at}") for at in range(2)]
    cases = [study.create_case(project, units[at % 2], f"Case {at}") for at in range(3)]
    people = [study.create_participant(project, name, case_ids=(rng.choice(cases),)) for name in ("A", "B", "C")]
    book = [codes.create(project, f"coding {at}") for at in range(6)]
    book += [codes.create(project, f"part {at}", parent_id=rng.choice(book)) for at in range(3)]
    groups = [codes.create(project, f"group {at}", level="focused") for at in range(2)]
    for at, group in enumerate(groups):
        focused.cluster(project, rng.sample(book, 3 + at), group)
    for at in range(5):
        _source(project, rng, at, cases, people, [*book, *groups])
    codes.merge(project, [book[0]], into=book[1])
    lines = [NewLine("code", code) for code in (*groups, book[1])]
    matrices.create(project, "All", "across", rows=lines, columns=[NewLine("case", case) for case in cases])


def _source(
    project: Project, rng: random.Random, at: int, cases: list[int], people: list[int], book: list[int]
) -> None:
    starts = [found for found in range(len(_SAID)) if _SAID.startswith(("Ann: ", "Bo: "), found)]
    marks = tuple(
        Mark(start, _SAID.index(":", start), "speaker", "Ann" if _SAID[start] == "A" else "Bo") for start in starts
    )
    source = sources.add(project, NewSource(f"Talk {at}", _SAID, marks if at % 4 else (), kind="interview"))
    sources.move(project, [source], case_id=rng.choice(cases))
    if at % 4:
        sources.assign_speaker(project, source, "Bo", participant_id=rng.choice(people))
        if at % 2:
            sources.assign_speaker(project, source, "Ann", interviewer=True)
    else:
        sources.set_participants(project, source, [rng.choice(people)])
    if at % 2:
        sources.assign_passage(project, source, Span(0, 30), rng.sample(cases, 1))
    for _turn in range(12):
        start = rng.randrange(5, len(_SAID) - 12)
        segments.apply(project, source, Span(start, start + rng.randint(3, 11)), rng.choice(book))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_count_is_that_of_the_bare_file(project: Project, seed: int) -> None:
    tangled(project, seed)

    assert list(recount.differences(project, project.path)) == []


def test_a_recount_sees_what_is_miscounted(project: Project) -> None:
    tangled(project, 1)
    connection = bare.connect(project.path)
    (owned,) = connection.execute("SELECT count(*) FROM coding").fetchone()
    connection.close()

    class Short(recount.Recount):
        def column(self, dimension: str, key: object) -> set[object]:
            found = super().column(dimension, key)
            return found - {min(found, default=None, key=str)}

    assert owned > 20
    assert list(recount._crossed(project, Short(project.path)))
