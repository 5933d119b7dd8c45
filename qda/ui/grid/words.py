"""What cells and rows of a matrix say in words, for the eye and for a screen reader, and the tints of judgements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qda.i18n import _, ngettext
from qda.ui.theme import CODE_COLOURS, Ink, tint

if TYPE_CHECKING:
    from qda.analysis.synthesis.matrix_cells import Alarm, Stand, Tally
    from qda.synthesis.matrix_values import CellRow

_TEAL, _ROSE, _SAND, _SKY = "#44AA99", "#CC6677", "#DDCC77", "#88CCEE"
_TINTS = {
    "positive": _TEAL,
    "negative": _ROSE,
    "mixed": _SAND,
    "convergent": _TEAL,
    "complementary": _SKY,
    "dissonant": _ROSE,
}
_QUIET = ("not mentioned", "silent")


def judgement_tint(word: str, place: int, ink: Ink) -> str:
    """The ground of a judgement; the word stands on it, so that nobody has to know the colour."""
    if word in _QUIET:
        return ink.rule
    return tint(_TINTS.get(word, CODE_COLOURS[(place + 1) % len(CODE_COLOURS)]), ink, strong=True)


def count_words(stand: Stand) -> str:
    """“3 of 12” with what is counted; what kind of nothing where there is none; "" under a free heading."""
    if stand.count is None or stand.base is None:
        return ""
    if stand.state == "no data":
        return _("nothing coded here")
    base = stand.base.segments
    return ngettext("{n} of {base} segment", "{n} of {base} segments", base).format(n=stand.count.segments, base=base)


def tally_words(tally: Tally) -> str:
    """Sources, participants and cases, those of which there are any."""
    parts = []
    if tally.sources:
        parts.append(ngettext("{n} source", "{n} sources", tally.sources).format(n=tally.sources))
    if tally.participants:
        parts.append(ngettext("{n} participant", "{n} participants", tally.participants).format(n=tally.participants))
    if tally.cases:
        parts.append(ngettext("{n} case", "{n} cases", tally.cases).format(n=tally.cases))
    return " · ".join(parts)


def linked_words(cell: CellRow | None) -> str:
    """How many segments a cell rests on; that there are none is said only of a cell that says something."""
    if cell is None:
        return ""
    if not cell.evidence:
        return _("no evidence linked") if cell.said else ""
    count = len(cell.evidence)
    return ngettext("{n} quote linked", "{n} quotes linked", count).format(n=count)


def foot_words(cell: CellRow | None) -> str:
    """The same in the foot of a cell, where there is little room beside the count."""
    if cell is None or not cell.evidence:
        return linked_words(cell)
    count = len(cell.evidence)
    return ngettext("{n} quote", "{n} quotes", count).format(n=count)


def alarm_words(alarm: Alarm) -> str:
    """What a row rests on too little."""
    return {
        "nothing": _("rests on nothing yet"),
        "one source": _("rests on one source"),
        "one voice": _("rests on one voice"),
    }.get(alarm, "")


def spoken(row: str, column: str, cell: CellRow | None, stand: Stand) -> str:
    """A cell as it is read out: “row …, column …: positive. … 3 of 12 segments. 2 quotes linked”."""
    said = [] if cell is None else [_(cell.judgement) if cell.judgement else "", cell.text]
    parts = [part for part in (*said, count_words(stand), linked_words(cell)) if part]
    told = ". ".join(parts) if parts else _("empty")
    return _("row {row}, column {column}: {told}").format(row=row, column=column, told=told)
