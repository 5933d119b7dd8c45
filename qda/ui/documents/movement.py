"""Where a key takes the caret: by characters as they are seen, by words, lines, pages, in whichever direction."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QTextLayout

from qda.ui.documents.paper import Paper

_SkipWords = QTextLayout.CursorMode.SkipWords


def to_left(view: Paper, offset: int, x: float) -> int:
    """One character to the left as seen."""
    return _aside(view, offset, -1)


def to_right(view: Paper, offset: int, x: float) -> int:
    """One character to the right as seen."""
    return _aside(view, offset, 1)


def _aside(view: Paper, offset: int, step: int) -> int:
    laid = view.laid_at(offset)
    there = laid.right(offset) if step > 0 else laid.left(offset)
    if there != offset:
        return there
    return after(view, offset) if (step > 0) != laid.leftward else before(view, offset)


def after(view: Paper, offset: int) -> int:
    """The caret's next place in reading order, over the ends of paragraphs."""
    laid = view.laid_at(offset)
    return laid.next(offset) if offset < laid.end else min(laid.stop, len(view.coded_text()))


def before(view: Paper, offset: int) -> int:
    """The caret's last place in reading order."""
    laid = view.laid_at(offset)
    if offset > laid.start:
        return laid.previous(offset)
    above = view.laid_at(max(0, offset - 1))
    return above.previous(offset) if above.end == offset else above.end


def to_word_left(view: Paper, offset: int, x: float) -> int:
    """To the beginning of a word, leftwards."""
    return next_word(view, offset) if view.laid_at(offset).leftward else previous_word(view, offset)


def to_word_right(view: Paper, offset: int, x: float) -> int:
    """To the beginning of a word, rightwards."""
    return previous_word(view, offset) if view.laid_at(offset).leftward else next_word(view, offset)


def next_word(view: Paper, offset: int) -> int:
    """Where the next word begins in reading order; the end of the paragraph counts as one."""
    laid = view.laid_at(offset)
    if offset >= laid.end:
        return after(view, offset)
    return laid.to_offset(laid.layout.nextCursorPosition(laid.to_layout(offset), _SkipWords))


def previous_word(view: Paper, offset: int) -> int:
    """Where this or the last word begins in reading order."""
    laid = view.laid_at(offset)
    if offset <= laid.start:
        return before(view, offset)
    return laid.to_offset(laid.layout.previousCursorPosition(laid.to_layout(offset), _SkipWords))


def to_line_above(view: Paper, offset: int, x: float) -> int:
    """To the line above, as near to `x` as can be."""
    laid = view.laid_at(offset)
    line = laid.line_at(offset)
    if line:
        return laid.offset_at(line - 1, x)
    block = view.block_at(offset)
    if not block:
        return 0
    above = view.laid_block(block - 1)
    return above.offset_at(len(above.lines) - 1, x)


def to_line_below(view: Paper, offset: int, x: float) -> int:
    """To the line below, as near to `x` as can be."""
    laid = view.laid_at(offset)
    line = laid.line_at(offset)
    if line + 1 < len(laid.lines):
        return laid.offset_at(line + 1, x)
    if laid.stop > len(view.coded_text()):
        return len(view.coded_text())
    return view.laid_at(laid.stop).offset_at(0, x)


def to_line_start(view: Paper, offset: int, x: float) -> int:
    """To the beginning of the line as it is seen."""
    laid = view.laid_at(offset)
    return laid.lines[laid.line_at(offset)].start


def to_line_end(view: Paper, offset: int, x: float) -> int:
    """To the end of the line as it is seen."""
    laid = view.laid_at(offset)
    return laid.line_end(laid.line_at(offset))


def to_page_above(view: Paper, offset: int, x: float) -> int:
    """A window's height up, but for one line."""
    return view.page_from(offset, -1, x)


def to_page_below(view: Paper, offset: int, x: float) -> int:
    """A window's height down, but for one line."""
    return view.page_from(offset, 1, x)


def to_paragraph_start(view: Paper, offset: int, x: float) -> int:
    """To the beginning of the paragraph, or of the one before."""
    start, _ = view.coded_text().paragraph(offset)
    return start if start < offset else view.coded_text().paragraph(max(0, offset - 1))[0]


def to_paragraph_end(view: Paper, offset: int, x: float) -> int:
    """To the end of the paragraph, or of the next."""
    _, end = view.coded_text().paragraph(offset)
    return end if end > offset else view.coded_text().paragraph(min(len(view.coded_text()), offset + 1))[1]


def to_start(view: Paper, offset: int, x: float) -> int:
    """To the beginning of the text."""
    return 0


def to_end(view: Paper, offset: int, x: float) -> int:
    """To the end of the text."""
    return len(view.coded_text())


Move = Callable[[Paper, int, float], int]
_Key = QKeySequence.StandardKey

MOVES: tuple[tuple[QKeySequence.StandardKey, QKeySequence.StandardKey, Move], ...] = (
    (_Key.MoveToPreviousChar, _Key.SelectPreviousChar, to_left),
    (_Key.MoveToNextChar, _Key.SelectNextChar, to_right),
    (_Key.MoveToPreviousWord, _Key.SelectPreviousWord, to_word_left),
    (_Key.MoveToNextWord, _Key.SelectNextWord, to_word_right),
    (_Key.MoveToPreviousLine, _Key.SelectPreviousLine, to_line_above),
    (_Key.MoveToNextLine, _Key.SelectNextLine, to_line_below),
    (_Key.MoveToStartOfLine, _Key.SelectStartOfLine, to_line_start),
    (_Key.MoveToEndOfLine, _Key.SelectEndOfLine, to_line_end),
    (_Key.MoveToPreviousPage, _Key.SelectPreviousPage, to_page_above),
    (_Key.MoveToNextPage, _Key.SelectNextPage, to_page_below),
    (_Key.MoveToStartOfDocument, _Key.SelectStartOfDocument, to_start),
    (_Key.MoveToEndOfDocument, _Key.SelectEndOfDocument, to_end),
    (_Key.MoveToStartOfBlock, _Key.SelectStartOfBlock, to_paragraph_start),
    (_Key.MoveToEndOfBlock, _Key.SelectEndOfBlock, to_paragraph_end),
)
"""The platform's keys for moving, for moving while selecting, and what they do."""

VERTICAL = frozenset({to_line_above, to_line_below, to_page_above, to_page_below})
"""Moves that keep to the x where they began, over short lines."""
