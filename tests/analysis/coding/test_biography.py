"""The story of a code, read from the journal."""

from __future__ import annotations

import pytest

from qda.analysis.coding import biography
from qda.analysis.coding.biography import Event
from qda.coding import categories, codes, comparison, focused, maps, segments, testing
from qda.errors import NotFound
from qda.memos import service as memos
from qda.memos.service import Target
from qda.project.project import Project
from tests.factories import make_source, span_of


@pytest.fixture
def source(project: Project) -> int:
    return make_source(project)


@pytest.fixture
def calm(project: Project) -> int:
    return codes.create(project, "calm", definition="Nothing is hurried.")


def story(project: Project, code: int) -> list[Event]:
    return list(biography.of_code(project, code).events)


def told(project: Project, code: int) -> list[str]:
    return [event.text for event in story(project, code)]


def coded(project: Project, source: int, words: str, code: int) -> int:
    return segments.apply(project, source, span_of(words), code).segment_id


def test_it_begins_with_who_made_the_code_and_what_it_meant(project: Project, calm: int) -> None:
    first = story(project, calm)[0]

    assert (first.kind, first.text, first.why, first.coder) == (
        "made",
        "Made as an initial code",
        "Nothing is hurried.",
        "AQ",
    )


def test_an_in_vivo_code_says_so_and_names_its_first_incident(project: Project, source: int) -> None:
    segments.in_vivo(project, source, span_of("did not judge me"))

    code = codes.named(project, "did not judge me")

    assert told(project, code) == ["Made as an initial code, in vivo", "First given to: “did not judge me”"]


def test_names_meanings_levels_and_places_are_told_with_what_they_were(project: Project, calm: int) -> None:
    above = codes.create(project, "soothing", level="focused")
    codes.rename(project, calm, "being calm")
    codes.define(project, calm, definition="No hurry.", include_when="It lasts.")
    codes.set_level(project, [calm], "focused")
    codes.move(project, [calm], above)

    assert told(project, calm)[1:] == [
        "Renamed from “calm” to “being calm”",
        "Defined anew: definition, include when",
        "From an initial code to a focused code",
        "Moved to live under “soothing”",
    ]


def test_counts_follow_each_step(project: Project, source: int, calm: int) -> None:
    coded(project, source, "came in", calm)
    codes.rename(project, calm, "being calm")
    coded(project, source, "sat down", calm)
    coded(project, source, "we talked", calm)

    events = story(project, calm)

    assert [(event.kind, event.segments) for event in events] == [
        ("made", 0),
        ("incident", 1),
        ("named", 1),
        ("coded", 3),
    ]
    assert events[-1].text == "Given to words 2 times"
    assert biography.of_code(project, calm).segments == 3


def test_merging_is_told_on_both_sides(project: Project, source: int, calm: int) -> None:
    quiet = codes.create(project, "quiet")
    coded(project, source, "came in", calm)
    coded(project, source, "sat down", quiet)
    codes.merge(project, [quiet], into=calm)

    gone = biography.of_code(project, quiet)

    assert (story(project, calm)[-1].text, story(project, calm)[-1].segments) == ("“quiet” was merged into it", 2)
    assert (gone.living, gone.events[-1].text, gone.events[-1].target) == (False, "Merged into “calm”", ("code", calm))


def test_splitting_is_told_on_both_sides(project: Project, source: int, calm: int) -> None:
    coded(project, source, "came in", calm)
    coding = segments.apply(project, source, span_of("sat down"), calm).coding_id
    new = codes.split(project, calm, "sitting", [coding])

    assert told(project, calm)[-1] == "1 segment split off as “sitting”"
    assert told(project, new) == ["Split from “calm”, as an initial code"]
    assert story(project, new)[0].segments == 1


def test_recoding_says_where_to_and_where_from(project: Project, source: int, calm: int) -> None:
    coding = segments.apply(project, source, span_of("sat down"), calm).coding_id
    other = codes.create(project, "sitting")
    segments.recode(project, [coding], other)

    assert (told(project, calm)[-1], story(project, calm)[-1].segments) == ("1 segment recoded to “sitting”", 0)
    assert (told(project, other)[-1], story(project, other)[-1].segments) == ("1 segment recoded from “calm”", 1)


def test_clusters_are_told_by_the_names_of_their_day(project: Project, calm: int) -> None:
    group = codes.create(project, "soothing", level="focused")
    focused.cluster(project, [calm], group, settle=False)
    codes.rename(project, group, "soothing others")
    focused.scatter(project, [calm], group)

    assert told(project, calm)[1:] == ["Gathered under “soothing”", "Taken out of “soothing others”"]
    assert "Gathered under it: “calm”" in told(project, group)


def test_thinking_is_told_with_its_why(project: Project, source: int, calm: int) -> None:
    one, two = coded(project, source, "came in", calm), coded(project, source, "sat down", calm)
    comparison.judge(project, [one, two], "differs", code_id=calm, note="who begins")
    testing.answer(project, calm, (source, span_of("we talked")), "not")
    memos.begin(project, "Calm is a way of **waiting**.", title="On calm", targets=[Target("code", calm)])
    categories.add_property(project, calm, "duration")

    events = [(event.kind, event.text, event.why) for event in story(project, calm)[3:]]

    assert events == [
        ("compared", "Compared: differs", "who begins"),
        ("tested", "Tested: does not fit", "does not fit"),
        ("memo", "Memo “On calm”", "Calm is a way of waiting."),
        ("property", "Property “duration” seen", ""),
    ]


def test_a_comparison_between_two_codes_is_told_of_both(project: Project, source: int, calm: int) -> None:
    other = codes.create(project, "judging")
    one, two = coded(project, source, "came in", calm), coded(project, source, "judge me", other)
    comparison.judge(project, [one, two], "contrary")

    assert told(project, calm)[-1] == told(project, other)[-1] == "Compared: contrary"


def test_a_map_is_named(project: Project, calm: int) -> None:
    drawn = maps.create(project, "Ways of being")
    maps.place(project, drawn, "code", calm, (0, 0, 120, 40))

    assert story(project, calm)[-1].text == "Put on the map “Ways of being”"
    assert story(project, calm)[-1].target == ("category_map", drawn)


def test_what_was_taken_back_is_marked_and_counts_follow(project: Project, source: int, calm: int) -> None:
    coded(project, source, "came in", calm)
    project.undo()
    codes.rename(project, calm, "being calm")

    events = story(project, calm)

    assert [(event.kind, event.taken_back, event.segments) for event in events] == [
        ("made", False, 0),
        ("incident", True, 1),
        ("named", False, 0),
    ]


def test_other_codes_with_a_like_number_are_not_confused(project: Project, source: int) -> None:
    many = [codes.create(project, f"code {number}") for number in range(12)]
    coded(project, source, "came in", many[10])

    assert told(project, many[0]) == ["Made as an initial code"]


def test_a_code_that_is_gone_has_no_story(project: Project) -> None:
    with pytest.raises(NotFound):
        biography.of_code(project, 99)


def test_it_tells_when_the_study_came_to_turn_on_it_and_when_no_longer(project: Project) -> None:
    one, other = (codes.create(project, name, level="category") for name in ("aligning", "satisficing"))
    categories.set_core(project, one)
    categories.set_core(project, other)

    assert told(project, one)[1:] == ["Made the core category", "The core category no longer"]
    assert told(project, other)[1:] == ["Made the core category"]


def test_what_a_memo_says_is_told_without_its_signs(project: Project, calm: int) -> None:
    memos.begin(project, "**What is happening?** Nobody *hurries*.", kind="code", targets=[Target("code", calm)])

    assert story(project, calm)[-1].why == "What is happening? Nobody hurries."
