"""Labels in the margin: whole words on the lines that are free beneath, and the end gives way where none is."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from qda.text import unit_starts
from qda.ui.documents import margin
from qda.ui.documents.coded_text import Highlight
from qda.ui.documents.laying.face import Lettering
from qda.ui.documents.text_view import TextView
from tests.ui.documents.samples import coding

pytestmark = pytest.mark.usefixtures("qapp")

LONG = "letting somebody else decide it for her"
TEXT = "She puts the phone down and says nothing for a while, and then goes on. " * 12


def test_a_long_label_takes_whole_words_to_the_next_line_and_loses_its_end_last() -> None:
    lettering = Lettering(QApplication.font())
    width = lettering.width("letting somebody x")

    one, two, three = (lettering.cut(LONG, width, lines) for lines in (1, 2, 3))

    assert len(one) == 1 and one[0].startswith("letting some") and one[0].endswith("…")
    assert two[0] == "letting somebody" and two[1].startswith("else decide") and two[1].endswith("…")
    assert three == ("letting somebody", "else decide it for", "her")


def test_a_single_long_word_is_cut() -> None:
    lettering = Lettering(QApplication.font())

    (shown,) = lettering.cut("Rindfleischetikettierungsüberwachung", lettering.width("Rindfleisch"), 3)

    assert shown.startswith("Rindfl") and shown.endswith("…")


def labels_of(view: TextView, *codings: Highlight) -> list[margin.Label]:
    view.show_text(TEXT, (), unit_starts(TEXT, "80"), list(codings))
    view.resize(760, 500)
    view.show()
    view.grab()
    return [
        label
        for block, laid, top in view._shown(0, 500)
        for label in margin.labels(laid, view._decor_of(block, laid), top, view._look(laid.start, laid.stop))
    ]


def test_a_label_goes_on_beneath_until_the_next_one_begins(view: TextView) -> None:
    alone, crowded, last = labels_of(view, coding(1, 0, 20, LONG), coding(2, 330, 350, LONG), coding(3, 400, 420, LONG))

    assert len(alone.lines) == 3
    assert len(crowded.lines) == 1
    assert len(last.lines) == 3
    assert crowded.box.bottom() < last.box.top()
