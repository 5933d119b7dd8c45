from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qda.ui.study.sources.who import Who
from qda.ui.study.sources.who_field import WhoField

PEOPLE = ["Theresa", *(f"Participant {number}" for number in range(200))]


@pytest.fixture
def field(qtbot: QtBot) -> WhoField:
    made = WhoField("P1", lambda: PEOPLE)
    qtbot.addWidget(made)
    made.show_who(Who())
    return made


@pytest.mark.parametrize(
    ("typed", "one"),
    [
        ("interviewer", Who(interviewer=True)),
        ("Nobody", Who()),
        ("theresa", Who(name="Theresa")),
        ("Angela", Who(name="Angela")),
        ("New participant “P1”", Who(name="P1")),
    ],
)
def test_what_is_typed_says_who_it_is(field: WhoField, typed: str, one: Who) -> None:
    field.show_who(Who(name="Somebody"))
    told: list[Who] = []
    field.decided.connect(told.append)

    field.setText(typed)
    QTest.keyClick(field, Qt.Key.Key_Return)

    assert told == [one]
    assert field.text() == ("Interviewer" if one.interviewer else one.name)


def test_nobody_is_what_a_blank_field_says(field: WhoField) -> None:
    assert (field.text(), field.placeholderText()) == ("", "Nobody")


def test_two_hundred_participants_take_a_short_list(field: WhoField) -> None:
    field.offer_all()

    assert field.completer().completionCount() == 204
    assert field.completer().maxVisibleItems() == 12
