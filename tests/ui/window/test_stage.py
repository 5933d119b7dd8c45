"""Pages are made when they are wanted, and lead back to the work."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from qda.ui.window.stage import Stage


def stage_in(qtbot: QtBot, made: list[str]) -> Stage:
    def maker(key: str) -> QWidget:
        made.append(key)
        return QLabel(key)

    stage = Stage(
        {"code": lambda: maker("code"), "memos": lambda: maker("memos"), "settings": lambda: maker("settings")},
        frozenset({"code", "memos"}),
    )
    qtbot.addWidget(stage)
    return stage


def test_a_page_is_made_once_and_when_it_is_wanted(qtbot: QtBot) -> None:
    made: list[str] = []
    stage = stage_in(qtbot, made)
    assert made == []

    stage.turn("code")
    stage.turn("memos")
    stage.turn("code")

    assert made == ["code", "memos"]


def test_back_leads_from_a_page_to_the_last_workspace(qtbot: QtBot) -> None:
    stage = stage_in(qtbot, [])
    stage.turn("code")
    stage.turn("memos")
    stage.turn("settings")

    assert (stage.back(), stage.key) == (True, "memos")
    assert (stage.back(), stage.key) == (False, "memos")


def test_other_pages_are_made_while_nothing_happens(qtbot: QtBot) -> None:
    made: list[str] = []
    stage = stage_in(qtbot, made)
    stage.turn("code")

    stage.make_later(["code", "memos"])

    qtbot.waitUntil(lambda: made == ["code", "memos"])


def test_the_parts_of_pages_are_made_when_all_pages_are_there(qtbot: QtBot) -> None:
    made: list[str] = []

    class Growing(QLabel):
        def make_more(self) -> bool:
            made.append("part")
            return len(made) < 3

    stage = Stage({"code": Growing, "memos": lambda: QLabel("memos")}, frozenset({"code", "memos"}))
    qtbot.addWidget(stage)

    stage.make_later(["code", "memos"])
    qtbot.waitUntil(lambda: stage.rests, timeout=5_000)

    assert made == ["part"] * 3
    assert stage.made("memos") is not None


def test_who_goes_to_a_page_waits_for_no_other(qtbot: QtBot) -> None:
    made: list[str] = []
    stage = stage_in(qtbot, made)
    stage.make_later(["code"])
    qtbot.wait(200)
    before = stage._idle.remainingTime()

    stage.turn("memos")

    assert stage._idle.remainingTime() > before
    assert made == ["memos"]


def test_a_study_that_is_closed_has_no_pages_made(qtbot: QtBot) -> None:
    made: list[str] = []
    stage = stage_in(qtbot, made)
    stage.make_later(["code"])

    stage.make_later(())
    stage._idle.timeout.emit()

    assert made == []
