from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import event

from qda.coding import categories, codes, focused, queries, segments
from qda.errors import NotFound
from qda.memos import queries as memo_queries
from qda.memos import service as memos
from qda.memos.service import Target
from qda.project.project import Project
from qda.text import Span
from tests.factories import make_source, span_of


def names(project: Project) -> list[str]:
    return [row.path for row in queries.code_rows(project)]


def test_names_are_unique_among_siblings_whatever_their_case(project: Project) -> None:
    codes.create(project, "Calming down")

    with pytest.raises(codes.CodeNameTaken):
        codes.create(project, "calming  DOWN")


def test_the_same_name_may_live_under_two_parents(project: Project) -> None:
    one, two = codes.create(project, "one"), codes.create(project, "two")

    codes.create(project, "talking", parent_id=one)
    codes.create(project, "talking", parent_id=two)

    assert names(project) == ["one", "one > talking", "two", "two > talking"]


def test_a_label_that_means_two_codes_is_answered_with_their_paths(project: Project) -> None:
    for parent in ("one", "two"):
        codes.create(project, "talking", parent_id=codes.create(project, parent))

    with pytest.raises(NotFound) as problem:
        codes.named(project, "talking")

    assert problem.value.candidates == ("one > talking", "two > talking")
    assert codes.named(project, "two > talking") == 5


def test_a_code_can_t_move_under_itself(project: Project) -> None:
    above = codes.create(project, "above")
    below = codes.create(project, "below", parent_id=above)

    with pytest.raises(codes.CodeWouldLoop):
        codes.move(project, [above], below)


def test_codes_are_moved_in_front_of_a_sibling(project: Project) -> None:
    first, _second, third = (codes.create(project, name) for name in ("first", "second", "third"))

    codes.move(project, [third], codes.ROOT, before=first)

    assert names(project) == ["third", "first", "second"]


def test_merging_keeps_with_which_code_each_segment_began(project: Project) -> None:
    source = make_source(project)
    calm, quiet = codes.create(project, "calm"), codes.create(project, "quiet")
    segments.apply(project, source, span_of("came in"), calm)
    segments.apply(project, source, span_of("sat down"), quiet)

    codes.merge(project, [quiet], into=calm)

    assert [(row.code, row.first_code) for row in queries.everything(project)] == [("calm", "calm"), ("calm", "quiet")]
    assert queries.first_codes(project, calm) == {"calm": 1, "quiet": 1}


def test_undoing_a_merge_gives_each_segment_its_old_code_back(project: Project) -> None:
    source = make_source(project)
    calm, quiet = codes.create(project, "calm"), codes.create(project, "quiet")
    segments.apply(project, source, span_of("came in"), quiet)
    codes.merge(project, [quiet], into=calm)

    project.undo()

    assert [row.code for row in queries.everything(project)] == ["quiet"]


def test_two_codes_of_one_segment_merge_into_one_segment_of_the_code(project: Project) -> None:
    source = make_source(project)
    calm, quiet = codes.create(project, "calm"), codes.create(project, "quiet")
    for code in (calm, quiet):
        segments.apply(project, source, span_of("came in"), code)

    codes.merge(project, [quiet], into=calm)

    row = queries.code_rows(project)[0]
    assert (row.name, row.codings, row.segments) == ("calm", 2, 1)


def test_a_code_that_was_split_and_merged_back_stands_once(project: Project) -> None:
    source = make_source(project)
    calm = codes.create(project, "calm")
    coding = segments.apply(project, source, span_of("came in"), calm).coding_id
    split = codes.split(project, calm, "resting", [coding])
    segments.apply(project, source, span_of("came in"), calm)

    codes.merge(project, [split], into=calm)

    assert [(row.name, row.codings) for row in queries.code_rows(project)] == [("calm", 1)]


def test_a_deleted_code_that_others_began_with_is_retired_and_remembered(project: Project) -> None:
    source = make_source(project)
    calm, quiet = codes.create(project, "calm"), codes.create(project, "quiet")
    coding = segments.apply(project, source, span_of("came in"), calm).coding_id
    segments.recode(project, [coding], quiet)

    codes.delete(project, [calm])

    assert names(project) == ["quiet"]
    assert queries.everything(project)[0].first_code == "calm"


def test_deleting_a_code_takes_its_codings_and_lifts_its_children(project: Project) -> None:
    source = make_source(project)
    above = codes.create(project, "above")
    below = codes.create(project, "below", parent_id=above)
    segments.apply(project, source, span_of("came in"), above)
    segments.apply(project, source, span_of("sat down"), below)

    codes.delete(project, [above])

    assert names(project) == ["below"]
    assert [row.code for row in queries.everything(project)] == ["below"]


def test_a_retired_name_is_free_again(project: Project) -> None:
    calm, quiet = codes.create(project, "calm"), codes.create(project, "quiet")
    codes.merge(project, [quiet], into=calm)

    again = codes.create(project, "quiet")

    assert again not in (calm, quiet)


def test_raising_a_code_leaves_its_place(project: Project) -> None:
    above = codes.create(project, "above")
    below = codes.create(project, "below", parent_id=above)

    codes.set_level(project, [below], "focused")

    row = next(row for row in queries.code_rows(project) if row.id == below)
    assert (row.level, row.parent_id) == ("focused", above)


def test_a_code_takes_its_colour_from_the_code_above(project: Project) -> None:
    above = codes.create(project, "above", color="#332288")
    codes.create(project, "below", parent_id=above)

    assert [row.shown_color for row in queries.code_rows(project)] == ["#332288", "#332288"]


def test_a_retired_code_takes_nothing_more(project: Project) -> None:
    source = make_source(project)
    calming, quietening, other = (codes.create(project, name) for name in ("calming", "quietening", "other"))
    codes.merge(project, [calming], into=quietening)
    coding = segments.apply(project, source, span_of("sat down"), other).coding_id

    acts: list[Callable[[], object]] = [
        lambda: segments.recode(project, [coding], calming),
        lambda: segments.apply(project, source, span_of("came in"), calming),
        lambda: segments.apply_many(project, [(source, span_of("came in"), calming)]),
        lambda: codes.merge(project, [other], into=calming),
        lambda: codes.merge(project, [calming], into=other),
        lambda: codes.move(project, [other], calming),
        lambda: codes.create(project, "below", parent_id=calming),
        lambda: codes.rename(project, calming, "soothing"),
    ]

    for act in acts:
        with pytest.raises(NotFound):
            act()


def test_the_unseen_root_is_no_code(project: Project) -> None:
    with pytest.raises(NotFound):
        segments.apply(project, make_source(project), span_of("came in"), codes.ROOT)


def test_a_parent_and_its_child_are_merged_in_any_order(project: Project) -> None:
    into, parent = codes.create(project, "into"), codes.create(project, "parent")
    child = codes.create(project, "child", parent_id=parent)
    codes.create(project, "child", parent_id=into)

    codes.merge(project, [parent, child], into=into)

    assert names(project) == ["into", "into > child"]


def test_a_child_with_its_parent_s_name_moves_up_when_the_parent_goes(project: Project) -> None:
    above = codes.create(project, "above")
    outer = codes.create(project, "talking", parent_id=above)
    codes.create(project, "talking", parent_id=outer)

    codes.merge(project, [outer], into=above)

    assert names(project) == ["above", "above > talking"]


def test_a_parent_and_its_child_are_deleted_together_though_the_child_s_name_is_taken_above(project: Project) -> None:
    parent = codes.create(project, "parent")
    child = codes.create(project, "child", parent_id=parent)
    codes.create(project, "grandchild", parent_id=child)
    codes.create(project, "child")

    codes.delete(project, [parent, child])

    assert sorted(names(project)) == ["child", "grandchild"]


def test_what_hung_on_a_merged_code_hangs_on_the_code_it_went_into(project: Project) -> None:
    updating, informing = (codes.create(project, name, level="focused") for name in ("updating", "informing"))
    calling = codes.create(project, "calling")
    success = codes.create(project, "success", level="category")
    focused.cluster(project, [calling], informing)
    categories.relate(project, informing, "leads to", success)
    categories.add_property(project, informing, "pace", dimensions=[("slow", "fast")])
    memo = memos.begin(project, "Is it one-way?", targets=[Target("code", informing)])

    codes.merge(project, [informing], into=updating)

    assert [(member, group) for member, group, _since in focused.gathered(project)] == [(calling, updating)]
    assert [(row.from_name, row.to_name) for row in categories.relations(project)] == [("updating", "success")]
    assert [row.name for row in categories.properties(project, updating)] == ["pace"]
    assert [row.id for row in memo_queries.on(project, Target("code", updating))] == [memo]


def test_nothing_is_gathered_under_itself_or_leads_to_itself_after_a_merge(project: Project) -> None:
    updating = codes.create(project, "updating", level="focused")
    calling = codes.create(project, "calling")
    focused.cluster(project, [calling], updating, settle=False)
    categories.relate(project, calling, "leads to", updating)

    codes.merge(project, [calling], into=updating)

    assert all(member != group for member, group, _since in focused.gathered(project))
    assert categories.relations(project) == []


def test_a_merge_into_a_code_that_is_merged_later_keeps_every_first_code(project: Project) -> None:
    source = make_source(project)
    one, two, three = (codes.create(project, name) for name in ("one", "two", "three"))
    for code, words in ((one, "came in"), (two, "sat down"), (three, "we talked")):
        segments.apply(project, source, span_of(words), code)

    codes.merge(project, [one], into=two)
    codes.merge(project, [two], into=three)

    assert queries.first_codes(project, three) == {"one": 1, "three": 1, "two": 1}
    project.undo()
    project.undo()
    assert {row.name: row.segments for row in queries.code_rows(project)} == {"one": 1, "two": 1, "three": 1}


def test_many_codes_are_merged_with_few_questions(project: Project) -> None:
    source = make_source(project)
    with project.command("test.many", "Many"):
        many = [codes.create(project, f"code {number}") for number in range(60)]
    segments.apply_many(project, [(source, Span(number, number + 4), code) for number, code in enumerate(many)])
    asked: list[str] = []
    assert project._writer is not None
    event.listen(project._writer, "before_cursor_execute", lambda *of: asked.append(of[2]))

    codes.merge(project, many[1:], into=many[0])

    assert queries.segment_counts(project) == {many[0]: 60}
    assert len(asked) < 60 * 6


def test_a_name_is_found_without_its_path_where_it_stands_at_the_top(project: Project) -> None:
    above = codes.create(project, "above")
    codes.create(project, "venting", parent_id=above)
    top = codes.create(project, "venting")

    assert codes.named(project, "Venting") == top
    assert codes.named(project, "above>venting") == 3


def test_a_sign_of_a_path_may_stand_in_a_name(project: Project) -> None:
    code = codes.create(project, "sitting > down")

    assert codes.named(project, "sitting > down") == code


def test_names_of_any_length_are_kept_and_blank_ones_refused(project: Project) -> None:
    long = "saying " * 2_000

    codes.create(project, long)

    assert names(project) == [long.strip()]
    with pytest.raises(codes.CodeNameMissing):
        codes.create(project, " \u00a0\t ")
