from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtGui import QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from qda.ui import theme
from qda.ui.theme import CODE_COLOURS, DARK, LIGHT, PLAIN_CODE, Ink, contrast, lifted, mixed, tint

_READABLE, _VISIBLE = 4.5, 3.0  # WCAG 2.2: text, graphics


@pytest.mark.parametrize("ink", [LIGHT, DARK])
def test_what_must_be_read_can_be_read_on_paper_on_the_panel_and_on_a_chosen_row(ink: Ink) -> None:
    for words, ground in product((ink.ink, ink.soft, ink.accent, ink.hint), (ink.paper, ink.panel, ink.selection)):
        assert contrast(words, ground) >= _READABLE, (words, ground)


@pytest.mark.parametrize("ink", [LIGHT, DARK])
def test_words_stay_readable_under_every_wash_and_every_two(ink: Ink) -> None:
    for one, other in product((*CODE_COLOURS, PLAIN_CODE), repeat=2):
        assert contrast(ink.ink, tint(one, ink, strong=True)) >= _READABLE, one
        assert contrast(ink.ink, mixed(tint(one, ink), tint(other, ink), 0.5)) >= _READABLE, (one, other)


def test_dark_colours_are_lifted_on_dark_paper_and_left_on_light() -> None:
    for colour in CODE_COLOURS:
        assert contrast(lifted(colour, DARK), DARK.paper) >= _VISIBLE
        assert lifted(colour, LIGHT) == colour
    assert len({lifted(colour, DARK) for colour in CODE_COLOURS}) == len(CODE_COLOURS) == 12


@pytest.mark.parametrize("ink", [LIGHT, DARK])
def test_washes_differ_from_paper_and_from_each_other(ink: Ink) -> None:
    washes = {tint(colour, ink) for colour in CODE_COLOURS}

    assert len(washes) == len(CODE_COLOURS)
    assert ink.paper not in washes


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_the_words_on_a_colour_are_black_or_white() -> None:
    assert theme.text_on("#DDCC77") == "#000000"
    assert theme.text_on("#332288") == "#FFFFFF"


def test_applying_a_scheme_dresses_the_application(qapp: QApplication) -> None:
    font, palette, style = qapp.font(), qapp.palette(), qapp.style().name()

    ink = theme.apply(qapp, "dark")
    seen = qapp.palette().color(QPalette.ColorRole.Base).name().upper()
    theme.apply(qapp, "system")
    qapp.setFont(font)
    qapp.setPalette(palette)
    qapp.setStyle(style)
    qapp.setStyleSheet("")

    assert ink is DARK
    assert seen == DARK.paper


def test_texts_are_read_in_a_serif_that_is_installed_larger_than_the_window_writes(qapp: QApplication) -> None:
    font = theme.reading_font()
    installed = theme.first_installed(theme.READING_FAMILIES)

    assert installed is None or font.family() == installed
    assert font.pointSizeF() > qapp.font().pointSizeF()
    assert QFontInfo(theme.reading_font(points=20)).pointSizeF() == pytest.approx(20, abs=0.5)
    assert theme.reading_font("No such family at all").family() == font.family()


def test_a_size_that_was_chosen_holds_wherever_something_is_read(qapp: QApplication) -> None:
    theme.read_in("", 19)

    chosen, usual = theme.reading_font().pointSizeF(), theme.reading_font("", 0).pointSizeF()
    theme.read_in()

    assert (chosen, usual) == (19, theme.reading_font().pointSizeF())


def test_the_style_is_set_once_and_not_with_every_scheme(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    font, palette, sheet = qapp.font(), qapp.palette(), qapp.styleSheet()
    set_styles: list[str] = []
    monkeypatch.setattr(QApplication, "setStyle", lambda _self, name: set_styles.append(name))

    for scheme in ("dark", "light", "system"):
        theme.apply(qapp, scheme)
    qapp.setFont(font)
    qapp.setPalette(palette)
    qapp.setStyleSheet(sheet)

    assert set_styles in ([], ["Fusion"])
