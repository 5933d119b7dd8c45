from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from qda.text import UnitKind
from qda.ui import theme
from qda.ui.documents.laying.face import Face, face
from qda.ui.documents.laying.layout import KEPT, Layouts
from tests.ui.documents.samples import MARKS, NOTE, at, coded

WIDE = 2_000


@pytest.fixture
def type_face(qapp: QApplication) -> Face:
    return face(theme.reading_font(), theme.ui_font())


def _pages(type_face: Face, text: str = NOTE, kind: UnitKind = "80", width: int = WIDE) -> Layouts:
    marks = MARKS if text == NOTE else ()
    return Layouts(coded(text, kind, marks=marks), type_face, width, theme.LIGHT)


def _lines(pages: Layouts) -> list[tuple[str, str]]:
    """The number and the words of every visual line."""
    words = pages.text.text
    laid = [pages.laid(block) for block in range(len(pages))]
    return [(line.number, words[line.start : line.end].strip()) for block in laid for line in block.lines]


def test_every_unit_of_80_characters_is_a_line_with_its_number(type_face: Face) -> None:
    pages = _pages(type_face)
    text = pages.text

    numbered = [words for number, words in _lines(pages) if number]

    assert numbered == [NOTE[a:b].strip() for a, b in zip(text.units, [*text.units[1:], len(NOTE)], strict=True)]
    assert [number for number, _ in _lines(pages) if number] == [str(n + 1) for n in range(len(text.units))]


def test_a_unit_wider_than_the_window_goes_on_without_a_number_and_numbers_never_move(type_face: Face) -> None:
    wide, narrow = _pages(type_face), _pages(type_face, width=220)
    firsts = {number: words.split()[0] for number, words in _lines(wide) if number}

    again = {number: words.split()[0] for number, words in _lines(narrow) if number}

    assert len(_lines(narrow)) > len(_lines(wide))
    assert again == firsts


def test_units_without_a_space_between_them_break_too(type_face: Face) -> None:
    pages = _pages(type_face, "母" * 200, width=3_000)

    assert [(number, len(words)) for number, words in _lines(pages)] == [("1", 80), ("2", 80), ("3", 40)]


def test_several_sentences_on_a_line_share_its_number_and_each_is_ticked(type_face: Face) -> None:
    pages = _pages(type_face, "Yes. No. Perhaps so.", "sentence")

    line = pages.laid(0).lines[0]

    assert line.number == "1–3"
    assert len(line.ticks) == 2
    assert 0 < line.ticks[0] < line.ticks[1]


def test_offsets_after_an_emoji_are_those_of_the_text(type_face: Face) -> None:
    pages = _pages(type_face)
    start, end = at("But she stopped")
    laid = pages.laid(pages.block_at(start))

    piece = laid.pieces(start, end)[0]

    assert laid.offset_at(piece.line, piece.left + 0.1) == start
    assert laid.offset_at(piece.line, piece.right) == end


def test_the_caret_passes_over_a_combining_mark_with_its_letter(type_face: Face) -> None:
    pages = _pages(type_face)
    accent = NOTE.index("\u0301")
    laid = pages.laid(pages.block_at(accent))

    assert laid.next(accent - 1) == accent + 1
    assert laid.previous(accent + 1) == accent - 1


def test_a_stretch_of_mixed_directions_covers_each_of_its_words_wherever_they_stand(type_face: Face) -> None:
    pages = _pages(type_face)
    block = pages.block_at(NOTE.index("hello"))
    laid = pages.laid(block)
    line = laid.pieces(laid.start, laid.end)

    arabic, latin, both = (laid.pieces(*at(words)) for words in ("قالت", "hello", "قالت hello"))

    assert laid.leftward
    assert len(line) == 1
    assert len(latin) == len(arabic) == 1
    assert latin[0].right <= arabic[0].left  # read from the right
    assert both[0].left == pytest.approx(latin[0].left, abs=1)
    assert both[-1].right == pytest.approx(arabic[0].right, abs=1)
    width = sum(piece.right - piece.left for piece in laid.pieces(*at("hello")))
    assert width == pytest.approx(_width(type_face, "hello"), abs=2)


def _width(type_face: Face, words: str) -> float:
    laid = _pages(type_face, words).laid(0)
    return laid.lines[0].right


def test_guessed_heights_are_the_true_ones_where_units_fit_the_width(type_face: Face) -> None:
    pages = _pages(type_face, "\n\n".join(["She sets out the plan for the child, and says it twice. " * 6] * 30))
    guessed = pages.heights.total

    for block in range(len(pages)):
        pages.laid(block)

    assert pages.heights.total == guessed


def test_only_so_many_blocks_are_kept(type_face: Face) -> None:
    pages = _pages(type_face, "\n".join(["word"] * (3 * KEPT)))

    for block in range(len(pages)):
        pages.laid(block)

    assert sum(map(pages.is_laid, range(len(pages)))) == KEPT


def test_the_columns_of_a_table_begin_in_one_place(type_face: Face) -> None:
    pages = _pages(type_face)
    head, row = (pages.laid(pages.block_at(NOTE.index(words))) for words in ("Name", "Angela"))

    assert head.x(NOTE.index("Visits")) == pytest.approx(row.x(NOTE.index("12")), abs=0.5)
    assert row.x(NOTE.index("12")) > row.x(NOTE.index("Angela") + len("Angela"))


def test_glyphs_of_other_fonts_do_not_push_lines_apart(type_face: Face) -> None:
    plain, mixed = _pages(type_face, "word " * 60), _pages(type_face, "wo🙂母 " * 60)

    assert {line.top % type_face.pitch for line in mixed.laid(0).lines} == {0}
    assert plain.laid(0).face.pitch == mixed.laid(0).face.pitch
