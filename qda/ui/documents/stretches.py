"""Stretches round a place, for selecting by key and by double click; the rules are those of `qda.text`."""

from __future__ import annotations

import re

from qda.text import Span, sentence_at, word_at
from qda.ui.documents.coded_text import CodedText

_AFTER_LABEL = re.compile(r"[:\s]*")


def word(text: CodedText, offset: int) -> Span | None:
    """The word at an offset, or the one that ends there; None between spaces."""
    return word_at(text.text, offset)


def word_edge(text: CodedText, offset: int) -> int:
    """The nearer edge of the word that an offset lies in; elsewhere the offset itself."""
    found = word(text, offset)
    if found is None or not found.start < offset < found.end:
        return offset
    return found.start if offset - found.start < found.end - offset else found.end


def sentence(text: CodedText, offset: int) -> Span | None:
    """The sentence at an offset, without the label of its speaker and the time unless the offset is in them."""
    found = sentence_at(text.text, offset)
    if found is None:
        return None
    start = _spoken(text, found.start, offset)
    return Span(start, found.end) if start < found.end else found


def _spoken(text: CodedText, start: int, offset: int) -> int:
    for mark in text.marks.overlapping(start, start + 1):
        after = _AFTER_LABEL.match(text.text, mark.end)
        if mark.kind in ("speaker", "timestamp") and after and after.end() <= offset:
            return _spoken(text, after.end(), offset)
    return start


def larger(text: CodedText, selected: Span | None, offset: int) -> Span | None:
    """The smallest of word, sentence, line unit, paragraph, turn and whole text that holds the selection and more."""
    at = selected.start if selected else offset
    unit = text.unit_index(at)
    rings = (
        word(text, at),
        sentence(text, at),
        None if unit is None else text.unit(unit),
        text.trimmed(*text.paragraph(at)),
        text.turn(at),
        text.trimmed(0, len(text)),
    )
    wider = [ring for ring in rings if ring is not None and (selected is None or _beyond(ring, selected))]
    return min(wider, key=len, default=None)


def _beyond(ring: Span, selected: Span) -> bool:
    return ring.contains(selected) and ring != selected


def resized(text: CodedText, span: Span, edge: str, offset: int) -> Span | None:
    """The span with its "start" or "end" moved to `offset`, without white space at the moved end; None if empty."""
    start, end = (offset, span.end) if edge == "start" else (span.start, offset)
    words = text.trimmed(start, end)
    if words is None:
        return None
    return Span(words.start, span.end) if edge == "start" else Span(span.start, words.end)
