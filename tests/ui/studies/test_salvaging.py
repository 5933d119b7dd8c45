"""A damaged study offers what can be saved, and opens it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qda.project import files, protection
from qda.project.problems import ProjectDamaged
from qda.project.salvage import Lost, Salvaged
from qda.store import keys, recover
from qda.ui.studies import salvaging
from tests.ui.studies.test_opening import Desk, desk

__all__ = ["desk"]


def _damage(path: Path) -> None:
    """Overwrite a page of the list of tables."""
    data = bytearray(path.read_bytes())
    page = recover._schema_pages(bytes(data))[1] - 1
    data[page * 4096 : (page + 1) * 4096] = bytes(range(256)) * 16
    path.write_bytes(data)


@pytest.mark.plain
def test_a_damaged_study_is_saved_beside_itself_and_opened(desk: Desk, study: Path, qtbot: QtBot) -> None:
    if files.usual_password is not None:
        pytest.skip("which page is which is not to be seen from outside")
    _damage(study)
    desk.opening.open(study)

    offer = next(each for each in desk.message().offers if each.text == "Save what can be saved")
    offer.act()
    desk.quiet()
    qtbot.waitUntil(lambda: desk.session.is_open, timeout=30_000)

    assert desk.session.path() == study.with_name("talk (salvaged).gerund")
    assert "what could be saved" in desk.message().sentence


def test_a_damaged_study_with_a_password_asks_for_it_and_is_saved_with_the_same(
    desk: Desk, study: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "usual_password", None)
    monkeypatch.setattr(keys, "ROUNDS", 1)  # as for what was made with `--cipher`
    if protection.is_protected(study):  # the whole suite runs with passwords
        protection.remove_password(study, "five unrelated words")
    protection.set_password(study, "horse")
    with study.open("r+b") as file:
        file.seek(9 * 4096)
        file.write(bytes(range(256)) * 16)
    asked: list[tuple[Path, Callable[[str], object], str]] = []
    desk.opening.saving_asked.connect(lambda *told: asked.append(told))

    salvaging.offer(study, desk.opening._salvaging()).act()
    asked[0][1]("house")
    qtbot.waitUntil(lambda: len(asked) == 2, timeout=60_000)
    asked[1][1]("horse")
    qtbot.waitUntil(lambda: desk.session.is_open, timeout=60_000)

    assert asked[1][2] == "This password does not open “talk.gerund”."
    assert desk.session.path() == study.with_name("talk (salvaged).gerund")
    assert desk.session.project.protected
    assert protection.opens(study.with_name("talk (salvaged).gerund"), "horse")


@pytest.mark.plain
def test_damage_that_comes_to_light_in_an_open_study_offers_the_same_and_is_no_fault_of_the_program(
    desk: Desk, study: Path, qtbot: QtBot
) -> None:
    if files.usual_password is not None:
        pytest.skip("which page is which is not to be seen from outside")
    desk.opening.open(study)
    desk.quiet()
    error = ProjectDamaged(study)

    desk.messages._faults.show(error)  # as from a slot that reads a page
    offers = [each.text for each in desk.message().offers]
    desk.messages.take(desk.message().offers[1])
    qtbot.waitUntil(lambda: desk.session.is_open, timeout=60_000)

    assert offers == ["Open the newest backup for reading", "Save what can be saved"]
    assert desk.messages._faults.dialog is None
    assert desk.session.path() == study.with_name("talk (salvaged).gerund")


def test_what_is_lost_is_counted() -> None:
    made = Salvaged(Path("new.gerund"), {}, 3, 2, (Lost("source", "Interview", "its text is lost"),))

    _words, more = salvaging.told(made)

    assert more == "1 thing is lost. The last 2 steps of the history are lost."
