"""What the window remembers is there again, and nothing else."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from qda.ui.window.state import Place, WindowState


def test_a_place_is_remembered_by_the_guid_of_the_study(tmp_path: Path) -> None:
    place = Place(workspace="code", source_id=7, offset=120, left=200, right_folded=True)
    state = WindowState(tmp_path / "window.ini")
    state.keep_place("aaaa", place)
    state.sync()

    again = WindowState(tmp_path / "window.ini")

    assert (again.place("aaaa"), again.place("bbbb")) == (place, Place())


def test_what_does_not_fit_is_left_aside(tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    state = WindowState(file)
    state._settings.setValue("places/aaaa", '{"workspace": "map", "left": "wide", "unknown": 1}')
    state._settings.setValue("places/bbbb", "{")

    assert (state.place("aaaa"), state.place("bbbb")) == (Place(workspace="map"), Place())


def test_recent_studies_come_newest_first_and_once(tmp_path: Path) -> None:
    state = WindowState(tmp_path / "window.ini")
    for name in ("one", "two", "one"):
        state.opened(tmp_path / name, name.title())

    assert [each.title for each in state.recent()] == ["One", "Two"]


def test_only_a_dozen_studies_are_remembered(tmp_path: Path) -> None:
    state = WindowState(tmp_path / "window.ini")
    for number in range(20):
        state.opened(tmp_path / str(number), str(number))

    assert (len(state.recent()), state.recent()[0].title) == (12, "19")


def test_what_is_forgotten_is_on_disk_no_more(tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "window.ini"
    state = WindowState(file)
    state.opened(tmp_path / "secret.gerund", "A secret study")
    state.sync()
    assert "secret" in file.read_text()

    state.forget_all()

    assert (state.recent(), "secret" in file.read_text()) == ([], False)
