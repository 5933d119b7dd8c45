"""Counts at segment, source, participant, case, unit and study, against recounts that share nothing with the program.

One recount is kept beside a study that is made at random: what was put in, in plain Python. The other reads the file of
the sample as SQLite, past the program. Passages, speakers’ participants and attributes override what is inherited.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from qda.analysis.queries import crosstab
from qda.analysis.queries.crosstab import Axis
from qda.analysis.segments import ground, retrieval
from qda.analysis.study import attribute_view
from qda.coding import codes, segments
from qda.export import reports, wishes
from qda.flows.bluechester import sample
from qda.project.project import Project
from qda.sources import service as sources
from qda.study import attributes
from qda.study import service as study
from qda.text import Span
from tests import bare
from tests.factories import make_source

_LEVELS = ("segments", "sources", "participants", "cases", "units")


@dataclass
class Told:
    """One coding as it was put in: what it stands in, and for whom it counts."""

    segment: tuple[int, int, int]
    code: int
    source: int
    people: frozenset[int]
    cases: frozenset[int]
    units: frozenset[int]
    value: str = ""


@dataclass
class Study:
    """What was put into a project, written down beside it."""

    codings: list[Told] = field(default_factory=list)
    parents: dict[int, int | None] = field(default_factory=dict)
    values: dict[tuple[str, int], str] = field(default_factory=dict)  # own values of the attribute
    homes: dict[int, tuple[str, int] | None] = field(default_factory=dict)  # of sources
    unit_of: dict[int, int] = field(default_factory=dict)

    def beneath(self, code: int) -> set[int]:
        """The code and all that live under it."""
        found = {code}
        while more := {each for each, parent in self.parents.items() if parent in found} - found:
            found |= more
        return found

    def sizes(self, members: Iterable[int]) -> tuple[int, ...]:
        """Distinct segments, sources, participants, cases and units."""
        mine = [each for each in self.codings if each.code in set(members)]
        union: Callable[[Iterable[frozenset[int]]], int] = lambda sets: len(frozenset[int]().union(*sets))  # noqa: E731
        return (
            len({each.segment for each in mine}),
            len({each.source for each in mine}),
            union(each.people for each in mine),
            union(each.cases for each in mine),
            union(each.units for each in mine),
        )

    def value_of_source(self, source: int) -> str:
        """Its own value, else that of its case, else that of its unit."""
        if ("source", source) in self.values:
            return self.values["source", source]
        home = self.homes[source]
        if home is None:
            return ""
        if home in self.values:
            return self.values[home]
        return self.values.get(("unit", self.unit_of[home[1]]), "") if home[0] == "case" else ""


# --- a study made at random ---------------------------------------------------------------------------------------


def _made(project: Project, seed: int) -> Study:
    """Sources of every kind of home, with and without speakers, some with a passage given to other cases."""
    rng, told = random.Random(seed), Study()
    units = [study.create_unit(project, f"Unit {at}") for at in range(3)]
    told.unit_of = {study.create_case(project, units[at % 3], f"Case {at}"): units[at % 3] for at in range(7)}
    cases = list(told.unit_of)
    cases_of = {}
    for at in range(8):
        theirs = tuple(sorted(rng.sample(cases, rng.choice((0, 1, 1, 2)))))
        cases_of[study.create_participant(project, f"P{at}", case_ids=theirs)] = frozenset(theirs)
    book: list[int] = []
    for at in range(9):
        parent = rng.choice([None, *book])
        book.append(codes.create(project, f"code {at}", parent_id=parent or codes.ROOT))
        told.parents[book[-1]] = parent
    place = attributes.create(project, "Place")
    for target, ids in (("unit", units), ("case", cases), ("participant", list(cases_of))):
        for each in ids:
            if rng.random() < 0.4:
                told.values[target, each] = rng.choice("ab")
    for number in range(12):
        _source(project, told, rng, number, cases_of, units, book)
    for (target, row), words in told.values.items():
        attributes.set_value(project, place, target, [row], words)  # type: ignore[arg-type]  # one of the targets
    return told


def _source(
    project: Project,
    told: Study,
    rng: random.Random,
    number: int,
    cases_of: dict[int, frozenset[int]],
    units: list[int],
    book: list[int],
) -> None:
    labelled = rng.random() < 0.7
    turns = ["INT: How did it begin, then?", "Ann: She came in and sat down.", "Bob: We talked until it was late."]
    if not labelled:
        turns = [turn.partition(": ")[2] for turn in turns]
    text = "\n\n".join(turns * 2)
    source = make_source(project, text, f"Source {number}")
    home = rng.choice([None, ("unit", rng.choice(units)), *[("case", rng.choice(list(told.unit_of)))] * 3])
    told.homes[source] = home
    if home is not None:
        where = {"unit_id": home[1]} if home[0] == "unit" else {"case_id": home[1]}
        sources.move(project, [source], **where)
    if rng.random() < 0.3:
        told.values["source", source] = rng.choice("ab")
    speakers: dict[str, int | None] = {}
    taking_part = rng.sample(list(cases_of), rng.choice((0, 1, 2)))
    if labelled:
        sources.assign_speaker(project, source, "INT", interviewer=True)
        for label in ("Ann", "Bob"):
            speakers[label] = rng.choice([None, *cases_of])
            if speakers[label] is not None:
                sources.assign_speaker(project, source, label, participant_id=speakers[label])
    else:
        sources.set_participants(project, source, taking_part)
    passage = None
    if rng.random() < 0.5:
        start = rng.randrange(len(text) - 40)
        passage = (start, start + 40, frozenset(rng.sample(list(told.unit_of), rng.choice((1, 2)))))
        sources.assign_passage(project, source, Span(start, start + 40), sorted(passage[2]))
    starts = _starts(turns * 2)
    for _time in range(10):
        at = rng.randrange(len(starts))
        begins, ends, label = starts[at]
        start = rng.randrange(begins + 5, ends - 6)
        end = rng.randrange(start + 1, ends)
        code = rng.choice(book)
        if any(each.segment == (source, start, end) and each.code == code for each in told.codings):
            continue
        segments.apply(project, source, Span(start, end), code)
        person = speakers.get(label) if labelled else None
        people = {person} if person else set(taking_part) if not labelled and len(taking_part) == 1 else set()
        told.codings.append(_told(told, source, (start, end), code, person, people, passage, cases_of))


def _starts(turns: list[str]) -> list[tuple[int, int, str]]:
    """Where each turn begins and ends, and who speaks."""
    found, at = [], 0
    for turn in turns:
        found.append((at, at + len(turn), turn.partition(":")[0]))
        at += len(turn) + 2
    return found


def _told(
    told: Study,
    source: int,
    place: tuple[int, int],
    code: int,
    person: int | None,
    people: set[int],
    passage: tuple[int, int, frozenset[int]] | None,
    cases_of: dict[int, frozenset[int]],
) -> Told:
    home = told.homes[source]
    if passage is not None and passage[0] < place[1] and place[0] < passage[1]:
        cases = passage[2]
    elif person is not None and cases_of[person]:
        cases = cases_of[person]
    else:
        cases = frozenset((home[1],)) if home is not None and home[0] == "case" else frozenset()
    units = {told.unit_of[case] for case in cases}
    if not cases and home is not None:
        units = {home[1]}
    return Told((source, *place), code, source, frozenset(people), cases, frozenset(units))


@pytest.mark.parametrize("seed", range(2))
def test_counts_agree_with_what_was_put_in(project: Project, seed: int) -> None:
    told = _made(project, seed)

    counts = retrieval.count_subtrees(retrieval.facts(project), retrieval.parents(project))

    found = {code: tuple(len(getattr(counts[code], level)) for level in _LEVELS) for code in told.parents}
    assert found == {code: told.sizes(told.beneath(code)) for code in told.parents}


def test_every_matrix_agrees_with_what_was_put_in(project: Project) -> None:
    told = _made(project, 11)
    basis = ground.load(project)

    for dimension, whose in (("case", "cases"), ("unit", "units"), ("participant", "people")):
        for at, counted in enumerate(("segments", "sources", "participants", "cases")):
            made = crosstab.cross(project, basis, Axis("codes"), Axis(dimension), counted)  # type: ignore[arg-type]
            expected = {}
            for code in told.parents:
                mine = told.beneath(code)
                for key in {each for one in told.codings for each in getattr(one, whose)}:
                    here = Study([one for one in told.codings if key in getattr(one, whose)])
                    if size := here.sizes(mine)[at]:
                        expected[code, key] = size
            assert dict(made.cells) == expected, (dimension, counted)


@pytest.mark.parametrize("seed", [3])
def test_a_value_is_inherited_and_overridden(project: Project, seed: int) -> None:
    told = _made(project, seed)
    place = attributes.find(project, "Place").id

    rows = {row.id: row.words(place) for row in attribute_view.table(project, "source").rows}

    assert rows == {source: told.value_of_source(source) for source in told.homes}


@pytest.mark.parametrize("seed", [5])
def test_a_matrix_by_attribute_takes_the_nearest_value(project: Project, seed: int) -> None:
    told = _made(project, seed)

    made = crosstab.cross(project, ground.load(project), Axis("codes"), Axis("attribute", name="Place"))

    expected: Counter[tuple[int, str]] = Counter()
    for code in told.parents:
        mine = [each for each in told.codings if each.code in told.beneath(code)]
        for each in {each.segment: each for each in mine}.values():
            expected.update((code, value) for value in _values(told, each))
    assert dict(made.cells) == expected


def _values(told: Study, each: Told) -> set[str]:
    """Of who speaks, else what the source was given itself, else of its cases (or their units), else of its units."""
    theirs = {told.values["participant", one] for one in each.people if ("participant", one) in told.values}
    if theirs:
        return theirs
    if ("source", each.source) in told.values:
        return {told.values["source", each.source]}
    if each.cases:
        named = {
            told.values.get(("case", case)) or told.values.get(("unit", told.unit_of[case]), "") for case in each.cases
        }
        return named - {""}
    return {told.values["unit", unit] for unit in each.units if ("unit", unit) in told.values}


# --- the sample, read past the program --------------------------------------------------------------------------------

_RECOUNT = """
WITH RECURSIVE
above(code, top) AS (
  SELECT id, id FROM code WHERE NOT retired
  UNION SELECT above.code, code.parent_id FROM above JOIN code ON code.id = above.top WHERE code.parent_id IS NOT NULL
),
fact AS (
  SELECT coding.code_id AS code, segment.*, speaker.participant_id AS person
  FROM coding JOIN segment ON segment.id = coding.segment_id LEFT JOIN speaker ON speaker.id = segment.speaker_id
  WHERE NOT segment.detached
),
touched AS (
  SELECT fact.id AS segment, passage.case_id AS place FROM fact JOIN passage
  ON passage.version_id = fact.version_id AND passage.start < fact."end" AND fact.start < passage."end"
),
theirs AS (
  SELECT fact.id AS segment, participant_case.case_id AS place
  FROM fact JOIN participant_case ON participant_case.participant_id = fact.person
  WHERE fact.id NOT IN (SELECT segment FROM touched)
),
found_in AS (
  SELECT * FROM touched UNION SELECT * FROM theirs UNION
  SELECT fact.id, source.case_id FROM fact JOIN source ON source.id = fact.source_id
  WHERE source.case_id IS NOT NULL AND fact.id NOT IN (SELECT segment FROM touched UNION SELECT segment FROM theirs)
),
belongs AS (
  SELECT found_in.segment, "case".unit_id AS unit FROM found_in JOIN "case" ON "case".id = found_in.place UNION
  SELECT fact.id, source.unit_id FROM fact JOIN source ON source.id = fact.source_id
  WHERE source.unit_id IS NOT NULL AND fact.id NOT IN (SELECT segment FROM found_in)
),
alone AS (
  SELECT source_id, min(participant_id) AS person FROM source_participant
  WHERE source_id NOT IN (SELECT source_id FROM speaker) GROUP BY source_id HAVING count(*) = 1
)
SELECT above.top, count(DISTINCT fact.id), count(DISTINCT fact.source_id),
  count(DISTINCT coalesce(fact.person, alone.person)), count(DISTINCT found_in.place), count(DISTINCT belongs.unit)
FROM above JOIN fact ON fact.code = above.code
LEFT JOIN alone ON alone.source_id = fact.source_id
LEFT JOIN found_in ON found_in.segment = fact.id
LEFT JOIN belongs ON belongs.segment = fact.id
GROUP BY above.top
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "Bluechester.gerund"
    sample.build(path, coder="AQ")
    return path


def _recounted(path: Path) -> Iterator[tuple[int, tuple[int, ...]]]:
    connection = bare.connect(path)
    try:
        for code, *sizes in connection.execute(_RECOUNT):
            yield code, tuple(sizes)
    finally:
        connection.close()


def test_the_sample_agrees_with_a_recount_in_its_file(built: Path) -> None:
    expected = dict(_recounted(built))

    with Project.open(built, writable=False) as project:
        counts = retrieval.count_subtrees(retrieval.facts(project), retrieval.parents(project))
        wish = wishes.Wish(counts=("segments", "sources", "participants", "cases", "units"))
        printed = reports.table(project, wish)

    whole = expected.pop(codes.ROOT)
    found = {code: tuple(len(getattr(each, level)) for level in _LEVELS) for code, each in counts.items()}
    assert found == expected
    bases = {column.heading.lower(): column.base for column in printed.columns if column.base is not None}
    assert tuple(bases[level] for level in _LEVELS if level in bases) == tuple(
        size for level, size in zip(_LEVELS, whole, strict=True) if level in bases
    )
    assert {"segments", "sources"} <= set(bases)
