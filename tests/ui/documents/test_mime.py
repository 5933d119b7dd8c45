from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication

from qda.text import Span
from qda.ui import theme
from qda.ui.documents.mime import chip, codes_mime, codes_of, span_mime, span_of


def test_a_span_leaves_as_its_place_and_as_plain_words() -> None:
    data = span_mime("venting", Span(3, 10))

    assert data.text() == "venting"
    assert span_of(data) == Span(3, 10)


def test_codes_come_back_as_they_were_given_and_other_things_are_no_codes() -> None:
    assert codes_of(codes_mime([4, 2])) == [4, 2]
    assert codes_of(QMimeData()) == []
    assert span_of(QMimeData()) is None


def test_the_picture_under_the_mouse_is_sharp_and_no_wider_than_a_label(qapp: QApplication) -> None:
    picture = chip("a word " * 200, theme.LIGHT, 2.0)

    assert picture.devicePixelRatio() == 2.0
    assert picture.deviceIndependentSize().width() < 320
