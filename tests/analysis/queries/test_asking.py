"""Queries over a small study, and every count against an independent recount."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Callable
from itertools import combinations_with_replacement, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.analysis.queries import asking, cooccurrence, crosstab
from qda.analysis.queries.asking import NothingAsked
from qda.analysis.queries.attribute_values import NotComparable
from qda.analysis.queries.cooccurrence import Meeting
from qda.analysis.queries.crosstab import Axis
from qda.analysis.queries.text import parsed, written
from qda.analysis.segments import ground, retrieval
from qda.analysis.segments.ground import Counted
from qda.analysis.segments.retrieval import Fact
from qda.coding import codes, focused, queries, segments
from qda.errors import NotFound
from qda.memos.finding import folded
from qda.progress import Stoppable
from qda.project import coders
from qda.project.project import Project
from qda.sources import queries as source_queries
from qda.sources import service as sources
from qda.study import attributes
from qda.study import service as study
from qda.text import Span
from tests.factories import TALK, make_case, make_source, span_of


def code(project: Project, words: str, label: str, source: int = 1, parent: int = codes.ROOT) -> int:
    """Code words of the talk; gives the code."""
    found = codes.candidates(project, label)
    made = found[0][0] if found else codes.create(project, label, parent_id=parent)
    segments.apply(project, source, span_of(words), made)
    return made


def quotes(project: Project, text: str) -> list[str]:
    """The words of what answers."""
    answer = asking.ask(project, parsed(text))
    places = [answer.ground.places[at] for at in answer.places]
    texts = {row.id: source_queries.opened(project, row.id).text for row in source_queries.rows(project)}
    return [texts[place.source][place.start : place.end] for place in places]


@pytest.fixture
def talk(project: Project) -> Project:
    """One talk in which Theresa sits down with a case."""
    _unit, case = make_case(project)
    source = make_source(project)
    sources.move(project, [source], case_id=case)
    theresa = study.create_participant(project, "Theresa", role="parent")
    sources.assign_speaker(project, source, "Theresa", participant_id=theresa)
    sources.assign_speaker(project, source, "INT", interviewer=True)
    code(project, "She came in and sat down.", "coming in")
    code(project, "sat down", "settling")
    code(project, "She did not judge me.", "not judging")
    code(project, "we talked", "talking")
    code(project, "How did it begin?", "asking")
    return project


ASKED = {
    "CODE coming in": ["She came in and sat down."],
    "CODE coming in OVERLAPS CODE settling": ["She came in and sat down."],
    "CODE settling INSIDE CODE coming in": ["sat down"],
    "CODE settling CONTAINS CODE coming in": [],
    "CODE coming in CONTAINS CODE settling": ["She came in and sat down."],
    "CODE settling NEAR 2 CODE not judging": ["sat down"],
    "CODE settling NEAR 1 CODE not judging": [],
    "CODE settling NEAR 1 SENTENCE CODE not judging": ["sat down"],
    "CODE settling NEAR 0 SENTENCES CODE not judging": [],
    "CODE settling NEAR 0 TURNS CODE not judging": ["sat down"],
    "CODE settling SAME LINE CODE not judging": ["sat down"],
    "CODE settling FOLLOWED BY WITHIN 2 CODE not judging": ["sat down"],
    "CODE not judging FOLLOWED BY CODE settling": [],
    "CODE asking FOLLOWED BY WITHIN 1 TURN CODE settling": ["How did it begin?"],
    "CODE asking FOLLOWED BY WITHIN 1 TURN CODE talking": [],
    "WORDS sat AND NOT CODE settling": ["She came in and sat down."],
    "WORDS “sat down” OR CODE talking": ["She came in and sat down.", "sat down", "we talked"],
    "WORDS judg*": ["She did not judge me."],
    "WORDS judg": [],
    "CODED NOT NEAR 0 TURNS CODE coming in": ["How did it begin?", "we talked"],
    "SPEAKER INT": ["How did it begin?"],
    "PARTICIPANT theresa AND NOT WORDS she": ["sat down", "we talked"],
    "CASE Martine AND CODE talking": ["we talked"],
    "UNIT casework AND CODE talking": ["we talked"],
    "SOURCE Interview AND CODE talking": ["we talked"],
    "LEVEL initial AND WORDS talked": ["we talked"],
    "LEVEL focused": [],
    "CODE coming in NEAR 100 CODE coming in": [],
    "(CODE coming in OR CODE settling) OVERLAPS CODED": ["She came in and sat down.", "sat down"],
}


def test_a_query_finds_the_words(talk: Project) -> None:
    assert {asked: quotes(talk, asked) for asked in ASKED} == ASKED


def test_a_segment_with_both_codes_overlaps_itself(project: Project) -> None:
    make_source(project)
    code(project, "we talked", "talking")
    code(project, "we talked", "being heard")

    assert quotes(project, "CODE talking OVERLAPS CODE being heard") == ["we talked"]
    assert quotes(project, "CODE talking AND CODE being heard") == ["we talked"]


def test_a_code_brings_what_lives_under_it_unless_it_is_asked_alone(project: Project) -> None:
    make_source(project)
    top = code(project, "we talked", "talking")
    code(project, "sat down", "settling", parent=top)

    assert quotes(project, "CODE talking") == ["sat down", "we talked"]
    assert quotes(project, "CODE talking ALONE") == ["we talked"]


def test_a_code_can_bring_what_was_gathered_under_it(project: Project) -> None:
    make_source(project)
    settling = code(project, "sat down", "settling")
    group = codes.create(project, "arriving", level="focused")
    focused.cluster(project, [settling], group, settle=False)

    assert quotes(project, "CODE arriving GATHERED") == ["sat down"]


def test_a_stored_query_finds_its_code_under_another_name_and_after_a_merge(project: Project) -> None:
    make_source(project)
    settling, talking = code(project, "sat down", "settling"), code(project, "we talked", "talking")
    query = asking.bound(project, parsed("CODE settling"))
    codes.rename(project, settling, "taking a seat")

    assert written(asking.as_named_now(project, query)) == "CODE taking a seat"
    assert asking.ask(project, query).counts.segments == 1
    codes.merge(project, [settling], into=talking)
    assert asking.ask(project, query).counts.segments == 2


def test_a_coder_beside_a_code_is_the_one_who_gave_it(tmp_path: Path) -> None:
    with Project.create(tmp_path / "two.gerund", title="Two", coder="AQ") as project:
        make_source(project)
        other = coders.find(project, "BX")
        talking, settling = codes.create(project, "talking"), codes.create(project, "settling")
        segments.apply(project, 1, span_of("we talked"), talking)
        segments.apply(project, 1, span_of("we talked"), settling, coder_id=other)

        assert quotes(project, "CODE talking AND CODER BX") == []
        assert quotes(project, "CODE settling AND CODER BX") == ["we talked"]
        assert quotes(project, "CODE talking AND CODER AQ") == ["we talked"]


def test_what_carries_no_code_is_found_as_stretches_and_never_the_interviewers(project: Project) -> None:
    source = make_source(project)
    sources.assign_speaker(project, source, "INT", interviewer=True)
    code(project, "we talked", "talking")

    assert quotes(project, "UNCODED") == ["Theresa: She came in and sat down. She did not judge me."]
    assert quotes(project, "UNCODED AND WORDS talked") == []
    answer = asking.ask(project, parsed("UNCODED"))
    assert (answer.counts.segments, answer.base.segments) == (1, 2)


def test_dates_of_which_only_the_month_is_known_may_be_meant(project: Project) -> None:
    for name, date in (("one", "2010-07"), ("two", "2010-08-01"), ("three", None)):
        source = make_source(project, name=name)
        sources.describe(project, [source], date=date)
        code(project, "we talked", "talking", source)

    def names(asked: str) -> list[str]:
        answer = asking.ask(project, parsed(asked))
        return [answer.ground.sources[answer.ground.places[at].source].name for at in answer.places]

    assert names("FROM 2010-07-15") == ["one", "two"]
    assert names("TO 2010-07-15") == ["one"]
    assert names("FROM 2010-08 AND TO 2010") == ["two"]


def test_attributes_are_those_of_the_speaker_else_of_the_case(talk: Project) -> None:
    age, region = attributes.create(talk, "Age", "number"), attributes.create(talk, "Region")
    attributes.set_value(talk, age, "participant", [1], "34")
    attributes.set_value(talk, region, "case", [1], "North")

    assert quotes(talk, "ATTRIBUTE Age IS “>30” AND WORDS talked") == ["we talked"]
    assert quotes(talk, "ATTRIBUTE Age IS 35") == []
    assert quotes(talk, "ATTRIBUTE Region IS north AND WORDS begin") == ["How did it begin?"]
    assert quotes(talk, "ATTRIBUTE Age IS 34 AND WORDS begin") == []


@pytest.mark.parametrize(
    ("asked", "answers"),
    [
        ("> 2012-05", False), (">= 2012-05", True), ("<= 2012-05", True), ("< 2012-05", False),
        ("> 2011", True), ("<= 17.5.2012", False), (">= 18.5.2012", True), ("≤ 2012", True),
    ],
)  # fmt: skip
def test_a_month_is_compared_with_all_of_its_days(talk: Project, asked: str, answers: bool) -> None:
    began = attributes.create(talk, "Began", "date")
    attributes.set_value(talk, began, "participant", [1], "2012-05-18")

    assert (quotes(talk, f"ATTRIBUTE Began IS “{asked}” AND WORDS talked") == ["we talked"]) is answers


def test_a_number_is_compared_with_numbers_only(talk: Project) -> None:
    age = attributes.create(talk, "Age", "number")
    attributes.set_value(talk, age, "participant", [1], "34")

    with pytest.raises(attributes.ValueDoesNotFit, match="“old” is not a number"):
        quotes(talk, "ATTRIBUTE Age IS “> old”")
    assert quotes(talk, "ATTRIBUTE Age IS “> 33,5” AND WORDS talked") == ["we talked"]


def test_words_are_neither_greater_nor_less_unless_they_are_written_so(talk: Project) -> None:
    group = attributes.create(talk, "Group")
    attributes.set_value(talk, group, "participant", [1], "> 60")

    assert quotes(talk, "ATTRIBUTE Group IS “> 60” AND WORDS talked") == ["we talked"]
    with pytest.raises(NotComparable, match="“Group” has words"):
        quotes(talk, "ATTRIBUTE Group IS “> 50”")


def test_counts_stand_with_their_bases_and_the_interviewer_is_no_participant(talk: Project) -> None:
    answer = asking.ask(talk, parsed("CODE asking OR CODE talking"))

    assert answer.counts == asking.Tally(segments=2, sources=1, cases=1, participants=1)
    assert answer.base == asking.Tally(segments=5, sources=1, cases=1, participants=1)
    assert asking.ask(talk, parsed("CODE asking")).counts.participants == 0


def test_a_name_that_is_not_there_is_said(talk: Project) -> None:
    for asked in ("CODE nothing", "CASE nobody", "SPEAKER Ida", "KIND diary", "ATTRIBUTE Age IS 3"):
        with pytest.raises(NotFound):
            asking.ask(talk, parsed(asked))


def test_words_that_are_none_are_said(talk: Project) -> None:
    with pytest.raises(NothingAsked):
        asking.ask(talk, parsed("WORDS …"))


@given(st.lists(st.text(st.characters(exclude_characters="\0"), max_size=8), max_size=6))
def test_quotes_are_folded_together_as_each_would_be(quotes: list[str]) -> None:
    assert asking._all_folded(quotes) == [folded(quote) for quote in quotes]


def test_asking_can_be_stopped(talk: Project) -> None:
    from qda.errors import Cancelled

    progress = Stoppable()
    progress.stop()
    with pytest.raises(Cancelled):
        asking.ask(talk, parsed("CODE talking"), progress=progress)


# --- recounting -----------------------------------------------------------------------------------


def fill(project: Project, seed: int) -> None:
    """A study of three talks, two cases, two participants and a tree of codes, coded at random."""
    dice = random.Random(seed)
    unit, first = make_case(project)
    cases = [first, study.create_case(project, unit, "Leah")]
    people = [study.create_participant(project, name, case_ids=(dice.choice(cases),)) for name in ("Theresa", "Ida")]
    top = codes.create(project, "a")
    labels = [top, codes.create(project, "b", parent_id=top), codes.create(project, "c"), codes.create(project, "d")]
    for name in ("one", "two", "three"):
        source = make_source(project, name=name)
        sources.describe(project, [source], kind=dice.choice(["interview", "diary", ""]))
        home = dice.randrange(3)
        sources.move(project, [source], case_id=cases[home % 2] if home else None, unit_id=None if home else unit)
        if dice.random() < 0.5:
            sources.assign_passage(project, source, Span(40, 90), [dice.choice(cases)])
        sources.assign_speaker(project, source, "INT", interviewer=True)
        if dice.random() < 0.8:
            sources.assign_speaker(project, source, "Theresa", participant_id=dice.choice(people))
        for _time in range(dice.randrange(7)):
            start = dice.randrange(len(TALK) - 30)
            segments.apply(project, source, Span(start, start + dice.randrange(1, 30)), dice.choice(labels))


def families(project: Project) -> dict[int, set[int]]:
    """Each code with what lives under it, by walking up from each."""
    parents = retrieval.parents(project)
    found: dict[int, set[int]] = {code: set() for code in parents}
    for each in parents:
        above: int | None = each
        while above is not None:
            found[above].add(each)
            above = parents[above]
    return found


KEYS: dict[Counted, Callable[[Fact], frozenset[int]]] = {
    "segments": lambda fact: frozenset((fact.segment,)),
    "sources": lambda fact: frozenset((fact.source,)),
    "cases": lambda fact: fact.cases,
    "participants": lambda fact: fact.participants,
}


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000))
def test_every_count_agrees_with_a_recount(seed: int) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Project.create(Path(folder) / "g.gerund", title="G", coder="AQ") as project,
    ):
        fill(project, seed)
        facts, here = retrieval.facts(project), ground.load(project)
        below = families(project)
        names = {row.id: row.path for row in queries.code_rows(project)}

        for each, family in below.items():
            counts = asking.ask(project, parsed(f"CODE “{names[each]}”"), here).counts
            mine = [fact for fact in facts if fact.code in family]
            for counted, key in KEYS.items():
                assert getattr(counts, counted) == len(frozenset().union(*map(key, mine))), (counted, names[each])
        _recount_matrix(project, facts, below, here)
        _recount_meetings(project, facts, here)
        _recount_with_families(project, facts, below, here)


def _recount_matrix(project: Project, facts: list[Fact], below: dict[int, set[int]], here: ground.Ground) -> None:
    for counted, key in KEYS.items():
        matrix = crosstab.cross(project, here, Axis("codes"), Axis("case"), counted)
        for row in range(len(matrix.rows)):
            for column in range(len(matrix.columns)):
                family, case = below[int(matrix.rows[row].key)], int(matrix.columns[column].key)
                mine = [key(fact) for fact in facts if fact.code in family and case in fact.cases]
                assert matrix.cell(row, column) == len(frozenset().union(*mine))
                if counted == "segments":
                    query = matrix.query(row, column)
                    assert query is not None
                    assert asking.ask(project, query, here).counts.segments == matrix.cell(row, column)


def _recount_meetings(project: Project, facts: list[Fact], here: ground.Ground) -> None:
    spans = {row.coding_id: (row.source_id, row.start, row.end) for row in queries.everything(project)}
    for meeting, apart in ((Meeting("overlap"), 0), (Meeting("near", 20), 21)):
        found = cooccurrence.meet(project, here, meeting=meeting)
        met: dict[frozenset[int], set[frozenset[int]]] = {}
        for one in facts:
            for other in facts:
                (source, start, end), (there, begin, stop) = spans[one.coding], spans[other.coding]
                if one.code != other.code and source == there and start < stop + apart and begin < end + apart:
                    pair = met.setdefault(frozenset((one.code, other.code)), set())
                    pair.add(frozenset((one.segment, other.segment)))
        assert {frozenset(pair): n for pair, n in found.pairs.items()} == {k: len(v) for k, v in met.items()}


def _recount_with_families(
    project: Project, facts: list[Fact], below: dict[int, set[int]], here: ground.Ground
) -> None:
    """A segment counts for all codes above its own, and two segments for each pair of codes once."""
    spans = {row.coding_id: (row.source_id, row.start, row.end) for row in queries.everything(project)}
    place = {fact.segment: spans[fact.coding] for fact in facts}
    carried = {
        segment: {
            top for top, family in below.items() for fact in facts if fact.segment == segment and fact.code in family
        }
        for segment in place
    }
    apart = {(one, other) for one in below for other in below if one not in below[other] and other not in below[one]}
    met: Counter[frozenset[int]] = Counter()
    for one, other in combinations_with_replacement(sorted(place), 2):
        (source, start, end), (there, begin, stop) = place[one], place[other]
        if source == there and start < stop and begin < end:
            met.update({frozenset(pair) for pair in product(carried[one], carried[other]) if pair in apart})

    found = cooccurrence.meet(project, here, reach="below")

    assert {frozenset(pair): count for pair, count in found.pairs.items()} == met
