from __future__ import annotations

import threading
from pathlib import Path

import pytest

from qda.coding import codes, queries, segments
from qda.memos import service as memos
from qda.memos.service import Target
from qda.project import audit, history
from qda.project.problems import AlreadyTakenBack, Conflict, NothingToUndo, NotUndoable
from qda.project.project import Change, Project
from qda.study import queries as queries_of_study
from qda.study import service as study
from tests.factories import make_source, span_of


def test_undo_takes_back_the_newest_act_and_redo_does_it_again(project: Project) -> None:
    study.create_unit(project, "Casework")
    unit = study.create_unit(project, "LSCB")

    assert project.undo() == "Add unit “LSCB”"
    assert project.redo() == "Add unit “LSCB”"

    assert study.find_unit(project, "LSCB") == unit


def test_undo_walks_back_to_the_beginning_and_redo_forward_to_the_end(project: Project) -> None:
    for number in range(5):
        study.create_unit(project, f"Unit {number}")

    undone = [project.undo() for _ in range(5)]
    redone = [project.redo() for _ in range(5)]

    assert undone == list(reversed(redone))
    assert study.find_unit(project, "Unit 4") == 5


def test_a_new_act_ends_what_could_be_redone(project: Project) -> None:
    study.create_unit(project, "Casework")
    project.undo()
    study.create_unit(project, "LSCB")

    with pytest.raises(NothingToUndo):
        project.redo()


def test_undo_goes_on_after_closing_and_reopening(tmp_path: Path) -> None:
    path = tmp_path / "study.gerund"
    with Project.create(path, coder="AQ") as project:
        study.create_unit(project, "Casework")

    with Project.open(path, coder="AQ") as project:
        text = project.undo()

    assert text == "Add unit “Casework”"


def test_undo_takes_only_my_acts(tmp_path: Path) -> None:
    with Project.create(tmp_path / "study.gerund", coder="AQ") as project:
        study.create_unit(project, "Mine")
        project.work_as("EB")
        study.create_unit(project, "Yours")
        project.work_as("AQ")

        text = project.undo()

    assert text == "Add unit “Mine”"


def test_an_older_act_is_taken_back_by_itself_when_nothing_builds_on_it(project: Project) -> None:
    first = study.create_unit(project, "First")
    act = history.rows(project, limit=1)[0].id
    study.create_unit(project, "Second")

    history.revert(project, act)

    names = [row.text for row in history.rows(project)]
    assert names[0] == "Undo: Add unit “First”"
    assert first == 1


def test_an_older_act_that_was_changed_since_names_what_must_be_undone_first(project: Project) -> None:
    unit = study.create_unit(project, "First")
    act = history.rows(project, limit=1)[0].id
    study.rename_unit(project, unit, "Renamed")

    with pytest.raises(Conflict) as conflict:
        history.revert(project, act)

    assert conflict.value.later == ["Rename unit to “Renamed”"]


def test_an_act_that_later_rows_rest_on_is_not_taken_back_under_them(project: Project) -> None:
    code = codes.create(project, "calming")
    act = history.rows(project, limit=1)[0].id
    segments.apply(project, make_source(project), span_of("came in"), code)

    with pytest.raises(Conflict) as conflict:
        history.revert(project, act)

    assert conflict.value.later == ["Apply “calming”"]
    assert [row.name for row in queries.code_rows(project)] == ["calming"]


def test_two_names_that_changed_places_go_back_though_names_are_unique(project: Project) -> None:
    one, two = study.create_unit(project, "One"), study.create_unit(project, "Two")
    with project.command("test.swap", "Swap"):
        study.rename_unit(project, one, "Three")
        study.rename_unit(project, two, "One")
        study.rename_unit(project, one, "Two")

    project.undo()

    assert (study.find_unit(project, "One"), study.find_unit(project, "Two")) == (one, two)


def test_a_group_is_undone_and_redone_as_one(project: Project) -> None:
    with project.group():
        for name in ("One", "Two", "Three"):
            study.create_unit(project, name)

    project.undo()
    assert history.next_undo(project) is None
    project.redo()

    assert study.find_unit(project, "Three") == 3
    assert history.next_undo(project) == "Add unit “One” and 2 more"


def test_an_act_that_changes_nothing_leaves_no_trace(project: Project) -> None:
    unit = study.create_unit(project, "Casework")
    acts = len(history.rows(project))

    study.rename_unit(project, unit, "Casework")

    assert len(history.rows(project)) == acts


def test_an_act_that_fails_leaves_the_project_as_it_was(project: Project) -> None:
    study.create_unit(project, "Casework")
    with project.read() as session:
        before = audit.snapshot(session)

    with pytest.raises(study.NameTaken), project.command("test.both", "Both"):
        study.create_unit(project, "LSCB")
        study.create_unit(project, "casework")

    with project.read() as session:
        assert audit.snapshot(session) == before


def test_listeners_hear_what_was_changed_after_it_is_on_disk(project: Project) -> None:
    heard: list[Change] = []
    forget = project.subscribe(heard.append)

    unit = study.create_unit(project, "Casework")
    forget()
    study.rename_unit(project, unit, "Children")

    assert [(change.key, dict(change.rows)) for change in heard] == [("units.create", {"unit": frozenset({unit})})]


def test_the_history_says_what_was_undone(project: Project) -> None:
    study.create_unit(project, "Casework")
    project.undo()

    newest, act, *_rest = history.rows(project)

    assert (newest.text, newest.reverts, act.undone) == ("Undo: Add unit “Casework”", act.id, True)


def newest(project: Project) -> int:
    return history.rows(project, limit=1)[0].id


def test_an_act_is_undone_once(project: Project) -> None:
    study.create_unit(project, "Casework")
    act = newest(project)
    project.undo()

    with pytest.raises(AlreadyTakenBack):
        history.revert(project, act)


def test_a_group_is_undone_once(project: Project) -> None:
    with project.group():
        study.create_unit(project, "One")
        study.create_unit(project, "Two")
    act = newest(project)
    project.undo()

    with pytest.raises(AlreadyTakenBack):
        history.revert(project, act)


def test_an_undo_is_done_again_once(project: Project) -> None:
    study.create_unit(project, "Casework")
    project.undo()
    undo = newest(project)
    project.redo()

    with pytest.raises(AlreadyTakenBack):
        history.revert(project, undo)


def test_the_beginning_of_the_study_is_nobody_s_to_undo(project: Project) -> None:
    with pytest.raises(NotUndoable):
        history.revert(project, 1)


def test_undoing_a_group_says_how_much_it_takes_back(project: Project) -> None:
    with project.group():
        for name in ("One", "Two", "Three"):
            study.create_unit(project, name)

    assert project.undo() == "Add unit “One” and 2 more"
    assert history.steps(project).redo == "Add unit “One” and 2 more"


def test_a_code_that_a_memo_hangs_on_is_not_taken_from_under_it(project: Project) -> None:
    code = codes.create(project, "calming")
    act = newest(project)
    memo = memos.begin(project, "How do they calm?")
    memos.attach(project, memo, Target("code", code))

    with pytest.raises(Conflict) as conflict:
        history.revert(project, act)

    assert conflict.value.later == ["Attach a memo to a code"]


def test_a_memo_does_not_go_back_to_a_code_that_was_deleted(project: Project) -> None:
    code = codes.create(project, "calming")
    memo = memos.begin(project, "How do they calm?", targets=[Target("code", code)])
    memos.detach(project, memo, Target("code", code))
    act = newest(project)
    codes.delete(project, [code])

    with pytest.raises(Conflict) as conflict:
        history.revert(project, act)

    assert conflict.value.later == ["Delete “calming”"]


def test_codings_do_not_go_back_to_a_code_that_was_merged_away(project: Project) -> None:
    calming, quietening, soothing = (codes.create(project, name) for name in ("calming", "quietening", "soothing"))
    applied = segments.apply(project, make_source(project), span_of("came in"), calming)
    segments.recode(project, [applied.coding_id], quietening)
    act = newest(project)
    codes.merge(project, [calming], into=soothing)

    with pytest.raises(Conflict) as conflict:
        history.revert(project, act)

    assert conflict.value.later == ["Merge “calming” into “soothing”"]


def test_a_code_does_not_go_back_under_one_that_was_merged_away(project: Project) -> None:
    above, other, third = (codes.create(project, name) for name in ("above", "other", "third"))
    below = codes.create(project, "below", parent_id=above)
    codes.move(project, [below], other)
    act = newest(project)
    codes.merge(project, [above], into=third)

    with pytest.raises(Conflict) as conflict:
        history.revert(project, act)

    assert conflict.value.later == ["Merge “above” into “third”"]


def test_a_deleted_code_whose_name_was_given_away_says_to_whom(project: Project) -> None:
    codes.delete(project, [codes.create(project, "calming")])
    act = newest(project)
    codes.create(project, "Calming")

    with pytest.raises(Conflict) as conflict:
        history.revert(project, act)

    assert "“Delete “calming””" in conflict.value.sentence
    assert conflict.value.later == ["New code “Calming”"]


def test_names_change_places_again_though_the_rows_differ_in_more_than_their_names(project: Project) -> None:
    one, two = study.create_unit(project, "One"), study.create_unit(project, "Two")
    with project.command("test.swap", "Swap"):
        study.rename_unit(project, one, "Three")
        study.rename_unit(project, two, "One")
        study.rename_unit(project, one, "Two")
        study.reorder_units(project, [two])

    project.undo()

    assert (study.find_unit(project, "One"), study.find_unit(project, "Two")) == (one, two)


def test_what_another_thread_does_meanwhile_is_no_part_of_a_group(project: Project) -> None:
    with project.group():
        study.create_unit(project, "In the batch")
        other = threading.Thread(target=study.create_unit, args=(project, "Beside it"))
        other.start()
        other.join()
        study.create_unit(project, "In the batch too")

    project.undo()

    assert study.find_unit(project, "Beside it") == 2
    assert [unit.name for unit in queries_of_study.units(project)] == ["Beside it"]


def test_the_steps_tell_the_last_moment_and_what_undo_and_redo_would_do(project: Project) -> None:
    study.create_unit(project, "One")
    study.create_unit(project, "Two")
    project.undo()

    steps = history.steps(project)

    newest = history.rows(project, limit=1)[0]
    assert (steps.at, steps.undo, steps.redo) == (newest.at, "Add unit “One”", "Add unit “Two”")
