from __future__ import annotations

import pytest

from qda.coding import categories, codes
from qda.errors import NotFound
from qda.memos import drafts, queries, service
from qda.memos.service import Target
from qda.project.project import Project


def test_every_version_of_a_memo_is_kept(project: Project) -> None:
    memo = service.begin(project, "First thoughts")

    service.write(project, memo, "Second thoughts")
    service.write(project, memo, "Second thoughts")

    assert [row.text for row in queries.versions(project, memo)] == ["First thoughts", "Second thoughts"]


def test_undo_gives_the_earlier_words_back(project: Project) -> None:
    memo = service.begin(project, "First thoughts")
    service.write(project, memo, "Second thoughts")

    project.undo()

    row = queries.memo(project, memo)
    assert row is not None
    assert (row.text, row.versions) == ("First thoughts", 1)


def test_a_memo_hangs_on_several_things_and_is_found_from_each(project: Project) -> None:
    code = codes.create(project, "aligning")
    memo = service.begin(project, "Compare with associating", targets=[Target("code", code)])

    service.attach(project, memo, Target("study", 1))
    service.attach(project, memo, Target("study", 1))

    assert [row.id for row in queries.on(project, Target("code", code))] == [memo]
    row = queries.memo(project, memo)
    assert row is not None
    assert [link.label for link in row.links] == ["aligning", "A study"]


def test_a_memo_can_t_hang_on_what_is_not_there(project: Project) -> None:
    with pytest.raises(NotFound):
        service.begin(project, "Where?", targets=[Target("code", 99)])


def test_a_memo_hangs_on_a_relation_and_a_property_by_their_names(project: Project) -> None:
    calm, quiet = codes.create(project, "calm"), codes.create(project, "quiet", level="category")
    relation = categories.relate(project, calm, "leads to", quiet)
    pace = categories.add_property(project, quiet, "pace")

    memo = service.begin(project, "Why?", targets=[Target("relation", relation), Target("property", pace)])

    row = queries.memo(project, memo)
    assert row is not None
    assert [link.label for link in row.links] == ["calm – leads to – quiet", "quiet: pace"]


def test_deleting_a_code_lets_its_memo_go_on(project: Project) -> None:
    code = codes.create(project, "aligning")
    memo = service.begin(project, "Kept", targets=[Target("code", code)])

    codes.delete(project, [code])

    row = queries.memo(project, memo)
    assert row is not None
    assert row.links == ()


def test_the_newest_memo_comes_first(project: Project) -> None:
    for text in ("one", "two"):
        service.begin(project, text, targets=[Target("study", 1)])

    assert [row.text for row in queries.on(project, Target("study", 1))] == ["two", "one"]


def test_an_untitled_memo_is_called_by_its_first_words(project: Project) -> None:
    memo = service.begin(project, "\n## Aligning\nis work")

    row = queries.memo(project, memo)

    assert row is not None
    assert row.shown_title == "Aligning"


def test_what_is_typed_survives_and_becomes_a_memo_when_it_is_left(project: Project) -> None:
    code = codes.create(project, "aligning")
    slot = drafts.new_slot()
    drafts.save(project, slot, "Half a th", target=Target("code", code))
    drafts.save(project, slot, "Half a thought", target=Target("code", code))

    (draft,) = drafts.left(project)
    drafts.settle(project, draft)

    assert [row.text for row in queries.on(project, Target("code", code))] == ["Half a thought"]
    assert drafts.left(project) == []


def test_a_blank_draft_leaves_nothing(project: Project) -> None:
    slot = drafts.new_slot()
    drafts.save(project, slot, "  \n")

    memo = drafts.settle(project, drafts.left(project)[0])

    assert memo is None
    assert queries.memos(project) == []


def test_words_whose_subject_is_gone_are_kept_on_the_study(project: Project) -> None:
    code = codes.create(project, "calm")
    slot = drafts.new_slot()
    drafts.save(project, slot, "Half a thought", target=Target("code", code))
    project.undo()

    memo = drafts.settle(project, drafts.left(project)[0])

    assert [row.id for row in queries.on(project, drafts.STUDY)] == [memo]


def test_a_memo_that_is_undone_while_it_is_written_is_kept_on_the_study(project: Project) -> None:
    gone = service.begin(project, "First")
    drafts.save(project, drafts.slot_of(gone), "First, and more", memo_id=gone)
    project.undo()

    memo = drafts.settle(project, drafts.left(project)[0])

    assert [(row.id, row.text) for row in queries.on(project, drafts.STUDY)] == [(memo, "First, and more")]


def test_typing_is_no_act_in_the_history(project: Project) -> None:
    memo = service.begin(project, "First")
    drafts.save(project, drafts.slot_of(memo), "First, and more", memo_id=memo)

    assert project.undo() == "Write memo “First”"
    project.redo()
    drafts.discard(project, drafts.slot_of(memo))
