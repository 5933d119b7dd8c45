"""Rules on plain text: spans, marks, line units, words. Offsets are code points everywhere, the end is not included."""

from qda.text.lines import ROW, UNIT_ALGORITHM, UnitKind, line_of, unit_starts, units
from qda.text.sentences import paragraph_at, sentence_at, sentence_starts
from qda.text.spans import Mark, MarkKind, Span, trim
from qda.text.speech import Turn, turn_at, turns
from qda.text.stored import decode_marks, decode_starts, encode_marks, encode_starts, stored_marks, stored_text
from qda.text.words import count_words, excerpt, word_at

__all__ = [
    "ROW",
    "UNIT_ALGORITHM",
    "Mark",
    "MarkKind",
    "Span",
    "Turn",
    "UnitKind",
    "count_words",
    "decode_marks",
    "decode_starts",
    "encode_marks",
    "encode_starts",
    "excerpt",
    "line_of",
    "paragraph_at",
    "sentence_at",
    "sentence_starts",
    "stored_marks",
    "stored_text",
    "trim",
    "turn_at",
    "turns",
    "unit_starts",
    "units",
    "word_at",
]
