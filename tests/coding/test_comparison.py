from __future__ import annotations

import pytest

from qda.coding import codes, comparison, incidents, segments
from qda.project.project import Project
from qda.sources import editing, service
from tests.factories import TALK, make_source, span_of


def coded(project: Project, source: int, words: str, code: int) -> int:
    """Give words a code; gives the segment's id."""
    return segments.apply(project, source, span_of(words), code).segment_id


@pytest.fixture
def source(project: Project) -> int:
    return make_source(project)


@pytest.fixture
def calm(project: Project) -> int:
    return codes.create(project, "calm")


@pytest.fixture
def three(project: Project, source: int, calm: int) -> tuple[int, int, int]:
    """Three incidents of “calm”, in the order of the text."""
    first, second, third = (coded(project, source, words, calm) for words in ("came in", "sat down", "we talked"))
    return first, second, third


def test_a_verdict_keeps_words_and_codes_as_they_were(project: Project, calm: int, three: tuple[int, ...]) -> None:
    comparison.judge(project, three[:2], "differs", code_id=calm, note=" who begins ")

    row = comparison.verdicts(project, calm)[0]

    assert (row.result, row.note, row.coder, row.code_id, row.stale) == ("differs", "who begins", "AQ", calm, "")
    assert [(part.quote, part.codes) for part in row.segments] == [
        ("came in", ((calm, "calm"),)),
        ("sat down", ((calm, "calm"),)),
    ]


def test_one_incident_twice_is_no_comparison(project: Project, three: tuple[int, ...]) -> None:
    with pytest.raises(comparison.TooFewIncidents):
        comparison.judge(project, [three[0], three[0]], "same")


def test_a_result_that_is_none_is_refused(project: Project, three: tuple[int, ...]) -> None:
    with pytest.raises(comparison.UnknownResult, match="alike"):
        comparison.judge(project, three[:2], "alike")


def test_incidents_count_as_compared_with_one_another(project: Project, calm: int, three: tuple[int, ...]) -> None:
    comparison.judge(project, three[:2], "same", code_id=calm)

    ledger = comparison.ledger(project, calm)

    assert (ledger.compared, ledger.uncompared, ledger.total) == (frozenset(three[:2]), (three[2],), 3)
    assert ledger.latest[three[0]].result == "same"


def test_a_comparison_with_another_code_does_not_count_for_either(
    project: Project, source: int, calm: int, three: tuple[int, ...]
) -> None:
    judging = codes.create(project, "judging")
    other = coded(project, source, "judge me", judging)

    comparison.judge(project, [three[0], other], "contrary")

    assert not comparison.ledger(project, calm).compared
    assert [len(comparison.verdicts(project, code)) for code in (calm, judging)] == [1, 1]


def test_what_is_gathered_under_a_code_counts_as_its_incidents(
    project: Project, calm: int, three: tuple[int, ...]
) -> None:
    soothing = codes.create(project, "soothing", level="focused")
    codes.move(project, [calm], soothing)
    comparison.judge(project, three[1:], "boundary", code_id=soothing)

    ledger = comparison.ledger(project, soothing)

    assert (ledger.compared, ledger.uncompared) == (frozenset(three[1:]), (three[0],))


def test_undo_takes_a_verdict_back_and_redo_gives_it_again(project: Project, calm: int, three: tuple[int, ...]) -> None:
    comparison.judge(project, three[:2], "differs", note="who begins")

    undone = project.undo()
    left = comparison.verdicts(project)
    project.redo()

    assert (undone, left) == ("Verdict “differs: who begins”", [])
    assert len(comparison.verdicts(project)) == 1


def test_a_withdrawn_verdict_comes_back_whole(project: Project, calm: int, three: tuple[int, ...]) -> None:
    verdict = comparison.judge(project, three[:2], "same", code_id=calm)
    before = comparison.verdicts(project)

    comparison.withdraw(project, verdict)
    between = comparison.ledger(project, calm).compared
    project.undo()

    assert not between
    assert comparison.verdicts(project) == before


def test_a_recode_flags_the_verdict_and_a_new_name_does_not(
    project: Project, source: int, calm: int, three: tuple[int, ...]
) -> None:
    comparison.judge(project, three[:2], "same", code_id=calm)
    codes.rename(project, calm, "being calm")
    renamed = comparison.stale(project)

    coding = incidents.incidents(project, [calm])[0].codes[0][0]
    segments.recode(project, [coding], codes.create(project, "arriving"))

    assert renamed == []
    assert [row.stale for row in comparison.stale(project, calm)] == ["recoded"]


def test_an_edit_within_the_words_flags_the_verdict(
    project: Project, source: int, calm: int, three: tuple[int, ...]
) -> None:
    comparison.judge(project, three[:2], "same", code_id=calm)

    editing.replace_with(project, source, TALK.replace("sat down", "sat quietly down"))

    assert [row.stale for row in comparison.verdicts(project, calm)] == ["edited"]


def test_a_source_that_goes_leaves_a_verdict_that_says_so(project: Project, calm: int, three: tuple[int, ...]) -> None:
    other = make_source(project, name="Another")
    there = coded(project, other, "we talked", calm)
    comparison.judge(project, [three[0], there], "same", code_id=calm)

    service.delete(project, other)

    row = comparison.verdicts(project, calm)[0]
    assert (row.stale, [part.segment_id for part in row.segments]) == ("gone", [three[0]])


def test_a_verdict_goes_with_the_only_coding_that_is_resized(project: Project) -> None:
    source = make_source(project)
    one = segments.apply_new(project, source, span_of("came in"), "arriving")
    two = segments.apply_new(project, source, span_of("we talked"), "talking")
    comparison.judge(project, [one.segment_id, two.segment_id], "same")

    segments.resize(project, one.coding_id, span_of("She came in"))

    (verdict,) = comparison.verdicts(project)
    assert verdict.stale == "edited"


def test_all_codes_are_counted_at_once_as_their_ledgers_say(
    project: Project, source: int, calm: int, three: tuple[int, ...]
) -> None:
    soothing = codes.create(project, "soothing", level="focused")
    codes.move(project, [calm], soothing)
    judging = codes.create(project, "judging")
    coded(project, source, "judge me", judging)
    comparison.judge(project, three[:2], "same", code_id=calm)

    counts = comparison.overview(project)

    told = {code: comparison.ledger(project, code) for code in (calm, soothing, judging)}
    assert counts == {code: (ledger.total, len(ledger.compared)) for code, ledger in told.items()}
