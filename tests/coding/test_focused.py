from __future__ import annotations

import pytest

from qda.coding import codes, focused, queries, segments
from qda.coding.focused import HEAP
from qda.project.project import Project
from tests.factories import TALK, make_source, span_of


def groups(project: Project, code: int) -> set[str]:
    return {codes.name_of(project, group) for group in focused.clusters(project).groups[code]}


def path(project: Project, code: int) -> str:
    return next(row.path for row in queries.code_rows(project) if row.id == code)


def coded(project: Project, source: int, words: str, code: int) -> int:
    return segments.apply(project, source, span_of(words), code).coding_id


@pytest.fixture
def calm(project: Project) -> int:
    return codes.create(project, "calming", level="focused")


@pytest.fixture
def busy(project: Project) -> int:
    return codes.create(project, "hurrying", level="focused")


def test_a_code_moves_from_one_cluster_to_another_in_one_step(project: Project, calm: int, busy: int) -> None:
    card = codes.create(project, "sitting down")
    focused.cluster(project, [card], calm)

    focused.regroup(project, [(calm, card)], busy)

    assert groups(project, card) == {"hurrying"}
    assert path(project, card) == "hurrying > sitting down"
    project.undo()
    assert groups(project, card) == {"calming"}
    assert path(project, card) == "calming > sitting down"


def test_a_code_that_is_in_two_clusters_leaves_only_the_one_it_is_taken_from(
    project: Project, calm: int, busy: int
) -> None:
    card, third = codes.create(project, "sitting down"), codes.create(project, "third", level="focused")
    focused.cluster(project, [card], calm)
    focused.cluster(project, [card], busy)

    focused.regroup(project, [(busy, card)], third)

    assert groups(project, card) == {"calming", "third"}
    assert path(project, card) == "calming > sitting down"


def test_a_new_name_makes_a_focused_code_and_gathers_in_one_step(project: Project) -> None:
    cards = [(HEAP, codes.create(project, name)) for name in ("sitting down", "breathing out")]

    made = focused.name_cluster(project, "calming", cards)

    assert [groups(project, code) for _heap, code in cards] == [{"calming"}, {"calming"}]
    assert next(row.level for row in queries.code_rows(project) if row.id == made) == "focused"
    assert project.undo() == "Gather 2 codes as “calming”"
    assert [groups(project, code) for _heap, code in cards] == [set(), set()]


def test_an_initial_code_of_the_same_name_becomes_a_member_of_its_focused_code(project: Project) -> None:
    source = make_source(project)
    calm, sits = codes.create(project, "calming"), codes.create(project, "sitting down")
    coded(project, source, "came in", calm)

    made = focused.name_cluster(project, "Calming", [(HEAP, sits)])

    assert groups(project, calm) == groups(project, sits) == {"Calming"}
    assert path(project, calm) == "Calming > calming"
    assert queries.segment_counts(project) == {calm: 1}
    assert made != calm


def test_taking_a_code_out_puts_it_back_on_the_heap(project: Project, calm: int, busy: int) -> None:
    both, one = codes.create(project, "both"), codes.create(project, "one")
    focused.cluster(project, [both, one], calm)
    focused.cluster(project, [both], busy)

    focused.take_out(project, [(calm, both), (calm, one)])

    assert groups(project, both) == {"hurrying"}
    assert groups(project, one) == set()
    assert path(project, one) == "one"


def test_taking_out_what_is_on_the_heap_does_nothing(project: Project) -> None:
    card = codes.create(project, "sitting down")

    focused.take_out(project, [(HEAP, card)])

    assert project.undo() == "New code “sitting down”"


def test_merged_clusters_keep_their_members_and_the_day_they_were_gathered(
    project: Project, calm: int, busy: int
) -> None:
    both, one = codes.create(project, "both"), codes.create(project, "one")
    focused.cluster(project, [both], calm)
    focused.cluster(project, [both, one], busy)
    days = {member: since for member, group, since in focused.gathered(project) if group == busy}

    focused.merge(project, [busy], calm)

    assert groups(project, both) == groups(project, one) == {"calming"}
    assert (one, calm, days[one]) in focused.gathered(project)
    project.undo()
    assert groups(project, one) == {"hurrying"}


def test_a_cluster_merged_in_the_code_tree_is_seen_through(project: Project, calm: int, busy: int) -> None:
    card = codes.create(project, "sitting down")
    focused.cluster(project, [card], busy)

    codes.merge(project, [busy], into=calm)

    assert groups(project, card) == {"calming"}
    focused.take_out(project, [(calm, card)])
    assert groups(project, card) == set()


def test_a_code_that_merely_lives_under_a_focused_code_counts_as_gathered_there(project: Project, calm: int) -> None:
    card = codes.create(project, "sitting down", parent_id=calm)
    below = codes.create(project, "in the chair", parent_id=card)

    found = focused.clusters(project)

    assert found.groups[card] == found.groups[below] == (calm,)
    focused.take_out(project, [(calm, card), (calm, below)])
    assert path(project, below) == "sitting down > in the chair"


def test_only_the_first_line_of_a_definition_is_a_meaning(project: Project, calm: int, busy: int) -> None:
    codes.define(project, calm, definition="Letting things be.\nNot giving up.")

    assert focused.meanings(project) == {calm: "Letting things be."}


def test_codes_on_the_same_words_touch(project: Project) -> None:
    source = make_source(project)
    one, other, far = (codes.create(project, name) for name in ("one", "other", "far"))
    coded(project, source, "She came in and sat down.", one)
    coded(project, source, "sat down", other)
    coded(project, source, "we talked", far)

    assert focused.touching(project, one) == {other: 1}


def test_where_a_code_stands_first_is_told_by_source_and_place(project: Project) -> None:
    first, second = make_source(project, name="First"), make_source(project, name="Second")
    code = codes.create(project, "one")
    coded(project, second, "came in", code)
    coded(project, first, "we talked", code)

    position, start = focused.first_places(project)[code]

    assert start == TALK.index("we talked")
    assert position < 1


def test_clusters_are_listed_with_members_and_the_heap_last(project: Project) -> None:
    source = make_source(project)
    one, two, loose = (codes.create(project, name) for name in ("sitting", "talking", "arriving"))
    for words, code in (("sat down", one), ("we talked", two), ("She did", two), ("came in", loose)):
        segments.apply(project, source, span_of(words), code)
    group = codes.create(project, "being met", level="focused")
    focused.cluster(project, [one, two], group)

    found = focused.with_members(project)

    assert [(each.name, each.segments, [m.name for m in each.members]) for each in found] == [
        ("being met", 3, ["talking", "sitting"]),
        ("", 1, ["arriving"]),
    ]
    assert all(member.since for member in found[0].members)
