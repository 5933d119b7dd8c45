"""Settings hold as soon as they are made."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from qda.settings import Settings
from qda.ui.project.settings_page import SettingsPage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of any window that is shown


@pytest.fixture
def told() -> list[Settings]:
    return []


@pytest.fixture
def page(qtbot: QtBot, told: list[Settings]) -> SettingsPage:
    made = SettingsPage(Settings(coder="AQ"), lambda: None)
    qtbot.addWidget(made)
    made.changed.connect(told.append)
    return made


def test_showing_settings_changes_none(page: SettingsPage, told: list[Settings]) -> None:
    page.show_settings(Settings(coder="Bea", scheme="dark", reading_size=15, remember_recent=False))

    assert told == []
    assert page.coder.text() == "Bea"
    assert page.scheme.currentData() == "dark"
    assert page.font_size.value() == 15
    assert not page.recent.isChecked()


def test_each_change_is_told_with_all_the_others(page: SettingsPage, told: list[Settings]) -> None:
    page.scheme.setCurrentIndex(page.scheme.findData("dark"))
    page.hints.setChecked(False)
    page.backups.setValue(20)
    page.line_units.setCurrentIndex(page.line_units.findData("sentence"))

    assert told[-1] == Settings(coder="AQ", scheme="dark", gerund_hints=False, backups=20, line_units="sentence")
    assert len(told) == 4


def test_a_name_holds_when_one_has_finished_typing_it(page: SettingsPage, told: list[Settings]) -> None:
    page.coder.clear()
    QTest.keyClicks(page.coder, " Bea ")
    assert told == []

    QTest.keyClick(page.coder, Qt.Key.Key_Return)

    assert told == [Settings(coder="Bea")]


def test_a_font_that_is_not_installed_stays_chosen(page: SettingsPage, told: list[Settings]) -> None:
    page.show_settings(Settings(reading_font="Garamond of old"))

    assert (page.font_family.currentData(), told) == ("Garamond of old", [])


def test_a_language_model_is_chosen_as_a_folder(
    page: SettingsPage, told: list[Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args, **_named: "/models/en")

    page._choose_model()

    assert told == [Settings(coder="AQ", language_model="/models/en")]


def test_every_field_has_a_name_for_screen_readers(page: SettingsPage) -> None:
    fields = [page.coder, page.scheme, page.font_family, page.font_size, page.line_units, page.hints, page.model]
    fields += [page.profile, page.originals, page.backups, page.backup_days, page.recent]

    assert all(field.accessibleName() for field in fields)
