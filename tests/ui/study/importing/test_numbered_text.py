from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from qda.sources.service import cut
from qda.text import Mark, UnitKind
from qda.ui.study.importing.numbered_text import NumberedText, lines_of
from tests.factories import TALK, marks_of
from tests.ui.study.conftest import Desk


@pytest.mark.parametrize("kind", ["80", "sentence", "turn", "paragraph"])
@pytest.mark.parametrize(
    "text",
    [
        TALK,
        "\n\n  A b c. D e f!\nG h i.\n\n\nJ k l",
        "one line",
        "word " * 60 + "\n\nend\n",
        "👩‍👧 said: cafe\u0301\n\n沉默了。ثم بكت",
    ],
)
def test_every_unit_has_its_number_and_no_word_is_lost(text: str, kind: UnitKind) -> None:
    starts = cut(text, marks_of(text), kind)

    lines = list(lines_of(text, starts))

    assert [line.number for line in lines if line.number] == list(range(1, len(starts) + 1))
    assert [line.start for line in lines if line.number] == list(starts)
    assert "".join("".join(text[line.start : line.end] for line in lines).split()) == "".join(text.split())
    assert all("\n" not in text[line.start : line.end] for line in lines)


def test_blank_lines_stay_without_a_number() -> None:
    text = "a\n\n\nb"

    assert [(text[line.start : line.end], line.number) for line in lines_of(text, [0, 4])] == [
        ("a", 1),
        ("", 0),
        ("", 0),
        ("b", 2),
    ]


def test_a_turn_of_several_lines_is_numbered_at_its_first(desk: Desk, qtbot: QtBot) -> None:
    text = "INT: a\nb\n\nAnna: c"
    view = NumberedText(desk.session, "Text")
    qtbot.addWidget(view)

    view.show_text(text, marks_of(text), "turn")

    assert view.toPlainText() == "INT: a\nb\n\nAnna: c"
    assert view.numbers() == [1, 0, 0, 2]


def test_structure_is_drawn_where_it_stands_after_signs_beyond_the_first_plane(desk: Desk, qtbot: QtBot) -> None:
    text = "😀😀 Anna: c"
    view = NumberedText(desk.session, "Text")
    qtbot.addWidget(view)

    view.show_text(text, (Mark(3, 8, "speaker", "Anna"),), "80")

    formats = view.document().firstBlock().layout().formats()
    assert [(form.start, form.length) for form in formats] == [(5, 5)]
