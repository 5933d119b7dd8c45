"""What stands under the cells: against a recount that knows nothing of masks, with inheritance and passages."""

from __future__ import annotations

import random

import pytest

from qda.analysis.segments import retrieval
from qda.analysis.synthesis import matrix_cells, matrix_quotes
from qda.analysis.synthesis.matrix_cells import Tally
from qda.coding import categories, codes, focused, properties, segments
from qda.project.project import Project
from qda.sources import queries as sources
from qda.sources import service as source_service
from qda.study import service as study
from qda.synthesis import matrices
from qda.synthesis.matrices import MatrixRow, NewLine
from qda.text import Span
from tests.factories import TALK, make_source, span_of


@pytest.fixture
def made(project: Project) -> MatrixRow:
    """Two units, three cases, six sources with perspectives, codes under codes: and a matrix of all of them."""
    rng = random.Random(7)
    units = [study.create_unit(project, name) for name in ("Casework", "Teams")]
    cases = [study.create_case(project, units[at // 2], name) for at, name in enumerate(("Martine", "Paul", "North"))]
    theresa = study.create_participant(project, "Theresa", role="parent", case_ids=(cases[0], cases[1]))
    focus = codes.create(project, "being seen", level="focused")
    found = [codes.create(project, f"code {at}") for at in range(4)]
    focused.cluster(project, found[:2], focus)
    codes.move(project, [found[3]], found[2])
    for at in range(6):
        source = make_source(project, name=f"Talk {at}")
        source_service.describe(project, [source], perspective=("parent", "social worker")[at % 2], kind="interview")
        home = {"case_id": cases[at % 3]} if at < 5 else {"unit_id": units[1]}
        source_service.move(project, [source], **home)
        if at % 2 == 0:
            source_service.assign_speaker(project, source, "Theresa", participant_id=theresa)
        if at == 3:
            source_service.assign_passage(project, source, span_of("Then we talked."), [cases[2]])
        for _each in range(7):
            start = rng.randrange(len(TALK) - 12)
            segments.apply(project, source, Span(start, start + 8), rng.choice([*found, focus]))
    rows = [NewLine("code", each) for each in (focus, *found)]
    columns = [NewLine("case", each) for each in cases] + [NewLine("unit", each) for each in units]
    columns += [NewLine("perspective", label="parent"), NewLine("participant", theresa), NewLine(label="Free")]
    made = matrices.create(project, "All", "across", rows=rows, columns=columns)
    return matrices.matrix(project, made)


def recounted(project: Project, code: int, target: str, key: object) -> Tally:
    """The same by looking at every coding there is."""
    family = categories.families(project, levels=("initial", "focused", "category", "theme"))[code]
    told = {row.id: row for row in sources.rows(project)}
    of = {"case": lambda f: f.cases, "unit": lambda f: f.units, "participant": lambda f: f.participants}
    here = [
        fact
        for fact in retrieval.facts(project)
        if fact.code in family
        and (told[fact.source].perspective == key if target == "perspective" else key in of[target](fact))
    ]
    people = {person for fact in here for person in fact.participants}
    cases = {case for fact in here for case in fact.cases}
    return Tally(len({f.segment for f in here}), len({f.source for f in here}), len(people), len(cases))


def test_every_cell_agrees_with_a_recount(project: Project, made: MatrixRow) -> None:
    found = matrix_cells.whole(project, made.id)

    for row, line in enumerate(made.rows):
        for column, other in enumerate(made.columns[:-1]):
            assert line.target_id is not None
            expected = recounted(project, line.target_id, other.target, other.target_id or other.name)
            assert found.stand(row, column).count == expected, (line.name, other.name)


def test_a_category_counts_distinct_segments_and_never_a_sum(project: Project, made: MatrixRow) -> None:
    found = matrix_cells.whole(project, made.id)

    whole, parts = found.totals[0][0], [found.totals[0][at] for at in (1, 2)]

    assert whole.segments >= max(part.segments for part in parts)
    assert whole.segments < sum(part.segments for part in (*parts, whole))


def test_a_unit_above_cases_counts_distinct_sources(project: Project, made: MatrixRow) -> None:
    matrices.set_second_level(project, made.id, True)

    found = matrix_cells.whole(project, made.id)

    heads = [(head.name, head.group, head.line is None) for head in found.columns[:4]]
    assert heads == [
        ("Martine", "Casework", False),
        ("Paul", "Casework", False),
        ("Casework", "Casework", True),
        ("North", "Teams", False),
    ]
    for row in range(len(found.rows)):
        held = set(found.segments(row, 0)) | set(found.segments(row, 1))
        assert set(found.segments(row, 2)) == held
        count = found.stand(row, 2).count
        assert count is not None
        assert count.segments == len(held)


def test_a_free_heading_counts_nothing_and_offers_the_other_direction(project: Project, made: MatrixRow) -> None:
    found = matrix_cells.whole(project, made.id)
    free = len(made.columns) - 1

    assert found.stand(0, free).state == "open"
    assert len(found.segments(0, free)) == found.totals[0][0].segments


def test_a_matrix_of_one_case_counts_in_that_case_alone(project: Project, made: MatrixRow) -> None:
    martine = made.columns[0].target_id
    assert martine is not None
    before = matrix_cells.whole(project, made.id)
    parent = next(at for at, line in enumerate(made.columns) if line.target == "perspective")

    matrices.set_case(project, made.id, martine)
    found = matrix_cells.whole(project, made.id)

    assert set(found.segments(0, parent)) == set(before.segments(0, parent)) & set(before.segments(0, 0))


def test_the_states_of_a_cell(project: Project) -> None:
    unit = study.create_unit(project, "Casework")
    one, other = (study.create_case(project, unit, name) for name in ("Martine", "Paul"))
    source = make_source(project)
    source_service.move(project, [source], case_id=one)
    judged, calm = codes.create(project, "judging"), codes.create(project, "calm")
    segments.apply(project, source, span_of("She did not judge me."), judged)
    rows, columns = [NewLine("code", judged), NewLine("code", calm)], [NewLine("case", one), NewLine("case", other)]
    made = matrices.create(project, "States", "across", rows=rows, columns=columns)

    found = matrix_cells.whole(project, made)

    states = [found.stand(row, column).state for row in range(2) for column in range(2)]
    assert states == ["found", "no data", "none", "no data"]


def test_rows_that_rest_on_one_source_or_one_voice_are_told(project: Project) -> None:
    person = study.create_participant(project, "Theresa")
    talks = [make_source(project, name=name) for name in ("One", "Two", "Three")]
    for talk in talks[:2]:
        source_service.assign_speaker(project, talk, "Theresa", participant_id=person)
    once, same, many, none = (codes.create(project, name) for name in ("once", "same voice", "many", "none"))
    place = span_of("She did not judge me.")
    for code, where in ((once, talks[:1]), (same, talks[:2]), (many, talks)):
        for talk in where:
            segments.apply(project, talk, place, code)
    rows = [NewLine("code", each) for each in (once, same, many, none)]
    made = matrices.create(project, "T", "triangulation", rows=rows, columns=[NewLine("kind", label="interview")])

    found = matrix_cells.whole(project, made)

    assert [found.alarms[head.id] for head in found.rows] == ["one source", "one voice", "", "nothing"]


def test_linked_evidence_carries_a_free_row(project: Project) -> None:
    source = make_source(project)
    segment = segments.apply(project, source, span_of("Then we talked."), codes.create(project, "talking")).segment_id
    lines = [NewLine(label="Talking helps")]
    made = matrices.create(project, "T", "triangulation", rows=lines, columns=[NewLine("kind", label="interview")])
    found = matrices.matrix(project, made)

    matrices.link(project, found.rows[0].id, found.columns[0].id, [segment])

    assert matrix_cells.whole(project, made).alarms == {found.rows[0].id: "one source"}


def test_properties_stand_for_their_evidence(project: Project) -> None:
    source = make_source(project)
    code = codes.create(project, "talking", level="category")
    segment = segments.apply(project, source, span_of("Then we talked."), code).segment_id
    segments.apply(project, source, span_of("She came in"), code)
    openness = properties.add_property(project, code, "openness")
    properties.attach(project, openness, [segment])
    made = matrices.create(
        project, "P", "across", rows=[NewLine("property", openness)], columns=[NewLine("source", source)]
    )

    found = matrix_cells.whole(project, made)

    assert found.segments(0, 0) == [segment]
    assert found.stand(0, 0).base == Tally(2, 1, 0, 0)


def test_quotes_carry_speaker_source_and_line(project: Project) -> None:
    source = make_source(project)
    code = codes.create(project, "talking")
    segment = segments.apply(project, source, span_of("Then we talked."), code).segment_id

    quote = matrix_quotes.quotes(project, [segment])[0]

    assert (quote.quote, quote.speaker, quote.source, quote.line) == ("Then we talked.", "Theresa", "Interview", 4)


def test_the_perspectives_of_a_case_are_those_of_its_sources(project: Project, made: MatrixRow) -> None:
    north = made.columns[2].target_id

    found = matrix_quotes.perspectives(project, north)

    # Talk 2 lives there, and a passage of Talk 3, the social worker's, speaks of it.
    assert {line.label for line in found} == {"parent", "social worker"}
