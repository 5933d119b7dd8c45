"""A researcher codes a page line by line, and then somebody does everything in every order."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qda import resources
from qda.coding import lines, queries
from qda.project import audit
from qda.project.project import Project
from qda.ui.coding.lines.model import LinesModel
from qda.ui.session import Session
from tests.ui.coding.lines_stage import ALT, CTRL, NONE, SHIFT, Key, Stage, add_source, note_staged, staged


def _field_note() -> str:
    file = resources.path("bluechester", "sources", "North Team field note 14 October 2010.txt")
    return file.read_text(encoding="utf-8")


def _read_anew(stage: Stage) -> LinesModel:
    """What a window would show that is opened only now."""
    session = Session()
    session._project = stage.session.project
    model = LinesModel(session)
    model.show_source(stage.source)
    model.lines.set_joins(stage.view.model.lines.joins())
    return model


def _is_true(stage: Stage) -> bool:
    shown, anew = stage.view.model.lines, _read_anew(stage).lines
    assert list(shown.row_starts()) == list(anew.row_starts())
    assert sorted(shown.labels()) == sorted(anew.labels())
    assert stage.passed() == [unit + 1 for unit in range(len(anew)) if anew.is_passed(unit)]
    assert shown.code_segments() == anew.code_segments()
    return stage.counts_agree()


def test_fifty_lines_of_a_field_note_by_keyboard(tmp_path: Path, qtbot: QtBot) -> None:
    project = Project.create(tmp_path / "study.gerund", coder="AQ")
    source = add_source(project, _field_note(), name="14 October")

    with staged(project, source) as stage:
        for at in range(50):
            if at % 7 == 3:
                stage.key(Key.Key_Return)  # nothing happens here
            elif at % 11 == 5:
                stage.key(Key.Key_J, CTRL)
                stage.enter(f"going on with {at}")
            elif at % 13 == 6:
                stage.key(Key.Key_N, ALT)
                stage.key(Key.Key_Right, SHIFT, times=2)
                stage.enter(f"saying part {at}")
            elif at % 10 == 9:
                stage.type(f"doing {at}")
                stage.key(Key.Key_Return, CTRL)
                stage.enter(f"showing {at}")
            else:
                stage.enter(f"doing {at % 20}")
        before = (stage.coded(), stage.passed())
        for _ in range(12):
            stage.session.undo()
        between = len(stage.coded())
        for _ in range(12):
            stage.session.redo()

        assert _is_true(stage)
        assert between < len(before[0])
        assert (stage.coded(), stage.passed()) == before
        # In the row of a label without a line of its own, the label of the line above stands too.
        assert stage.view.model.lines.coded + stage.view.model.lines.passed >= 48
        assert audit.check(project).faults == ()


def test_the_page_is_as_it_was_when_the_project_is_opened_again(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "study.gerund"
    project = Project.create(path, coder="AQ")
    source = add_source(project, _field_note(), name="14 October")
    with staged(project, source) as stage:
        stage.enter("dating the note", "", "naming who is there")
        stage.key(Key.Key_Down)
        stage.key(Key.Key_J, CTRL)
        stage.enter("racing the date")
        shown, passed, place = stage.shown(), stage.passed(), stage.view.place()

    with staged(Project.open(path, coder="AQ"), source) as stage:
        stage.view.show_source(source, place)

        assert (stage.shown(), stage.passed(), stage.view.place()) == (shown, passed, place)


_KEYS = (
    *((Key.Key_Return, NONE),) * 6,
    (Key.Key_Return, CTRL),
    (Key.Key_Down, NONE),
    (Key.Key_Up, NONE),
    (Key.Key_Backspace, NONE),
    (Key.Key_Backspace, NONE),
    (Key.Key_J, CTRL),
    (Key.Key_J, CTRL | SHIFT),
    (Key.Key_N, ALT),
    (Key.Key_Right, SHIFT),
    (Key.Key_Left, NONE),
    (Key.Key_I, CTRL),
    (Key.Key_F2, NONE),
    (Key.Key_Escape, NONE),
    (Key.Key_Tab, NONE),
    (Key.Key_1, ALT),
    (Key.Key_Down, CTRL),
    (Key.Key_Up, CTRL),
    (Key.Key_Home, CTRL),
    (Key.Key_End, CTRL),
    (Key.Key_PageUp, NONE),
)
_WORDS = ("relief", "asking", "asking who", "waiting", "a", "hope", "being told", "telling")


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_pressed_in_whatever_order_the_page_stays_true(tmp_path: Path, qtbot: QtBot, seed: int) -> None:
    chance = random.Random(seed)

    with note_staged(tmp_path) as stage:
        for _ in range(120):
            what = chance.random()
            if what < 0.35:
                stage.type(chance.choice(_WORDS))
            elif what < 0.42 and (stage.coded() or stage.passed()):
                stage.session.undo()
            elif what < 0.44:
                stage.session.redo()
            elif what < 0.47 and (stage.coded() or stage.passed()):
                stage.view.hide()
                stage.session.undo()
                stage.view.show()
            else:
                stage.key(*chance.choice(_KEYS))
            assert 0 <= stage.view.work.row < stage.view.model.lines.rows
            assert stage.view.grid.look.current == stage.view.work.row

        assert _is_true(stage)
        project = stage.session.project
        assert lines.passed(project, stage.source) == {
            stage.view.model.lines.starts[number - 1] for number in stage.passed()
        }
        assert all(row.quote for row in queries.everything(project))
        assert audit.check(project).faults == ()
