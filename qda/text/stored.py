"""What is stored of a text: its signs, its marks, the starts of its units."""

from __future__ import annotations

import json
import re
import sys
from array import array
from bisect import bisect_left
from collections.abc import Sequence

from qda.i18n import N_, ngettext
from qda.text.spans import Mark

# Only "\n" ends a line in stored text. The order matters: CR LF before CR.
_LINE_ENDS = (
    ("\r\n", N_("{count} Windows line end became a line end."), N_("{count} Windows line ends became line ends.")),
    ("\r", N_("{count} carriage return became a line end."), N_("{count} carriage returns became line ends.")),
    ("\f", N_("{count} form feed became a line end."), N_("{count} form feeds became line ends.")),
    ("\v", N_("{count} vertical tab became a line end."), N_("{count} vertical tabs became line ends.")),
    ("\u0085", N_("{count} next-line sign became a line end."), N_("{count} next-line signs became line ends.")),
    ("\u2028", N_("{count} line separator became a line end."), N_("{count} line separators became line ends.")),
    (
        "\u2029",
        N_("{count} paragraph separator became a line end."),
        N_("{count} paragraph separators became line ends."),
    ),
)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def stored_text(raw: str) -> tuple[str, list[str]]:
    """The text as it is stored, and one sentence for each kind of change with its count.

    A leading byte-order mark goes, every line end becomes LF, NUL and lone surrogates become U+FFFD. Nothing else is
    touched: no Unicode normalisation, no trimming.
    """
    text, notes = raw, []
    if text.startswith("\ufeff"):
        text = text[1:]
        notes.append(ngettext("A byte-order mark was left out.", "Byte-order marks were left out.", 1))
    for sign, one, many in _LINE_ENDS:
        if count := text.count(sign):
            text = text.replace(sign, "\n")
            notes.append(ngettext(one, many, count).format(count=count))
    if _UNSTORABLE.search(text):
        text, count = _UNSTORABLE.subn("\ufffd", text)
        one, many = (
            N_("{count} sign that no text may hold became “�”."),
            N_("{count} signs that no text may hold became “�”."),
        )
        notes.append(ngettext(one, many, count).format(count=count))
    return text, notes


def stored_marks(raw: str, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Marks made on `raw`, moved to where they belong in `stored_text(raw)`."""
    gone = [found.start() for found in re.finditer("\r(?=\n)", raw)]
    if raw.startswith("\ufeff"):
        gone.insert(0, 0)
    if not gone:
        return tuple(marks)
    return tuple(
        Mark(mark.start - bisect_left(gone, mark.start), mark.end - bisect_left(gone, mark.end), mark.kind, mark.value)
        for mark in marks
    )


def encode_marks(marks: Sequence[Mark]) -> bytes:
    """Marks as compact JSON, sorted, so that equal marks give equal bytes."""
    rows = [[mark.start, mark.end, mark.kind, mark.value] for mark in sorted(marks)]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def decode_marks(blob: bytes) -> tuple[Mark, ...]:
    """The marks that `encode_marks` wrote."""
    return tuple(Mark(*row) for row in json.loads(blob))


def encode_starts(starts: array[int]) -> bytes:
    """Unit starts as 4-byte integers, little-endian."""
    return _little(starts).tobytes()


def decode_starts(blob: bytes) -> array[int]:
    """The unit starts that `encode_starts` wrote."""
    return _little(array("I", blob))


def _little(starts: array[int]) -> array[int]:
    if sys.byteorder == "little":
        return starts
    swapped = array("I", starts)
    swapped.byteswap()
    return swapped
