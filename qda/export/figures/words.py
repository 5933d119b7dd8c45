"""What figures say of themselves in words: what they count, out of how many, what they leave out and do not mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qda.i18n import N_

if TYPE_CHECKING:
    from qda.analysis.queries.crosstab import Axis
    from qda.analysis.segments.ground import Counted
    from qda.export.figures.wishes import FigureWish


def say(wish: FigureWish, text: str, **values: object) -> str:
    """Words in the language of the document, with what stands in them."""
    return wish.profile.say(text, **values)


def axis_word(wish: FigureWish, axis: Axis) -> str:
    """What stands in rows or columns, in a word."""
    return axis.name if axis.dimension == "attribute" else wish.profile.translated(HEADS[axis.dimension])


HEADS: Mapping[str, str] = {
    "codes": N_("Code"), "source": N_("Source"), "case": N_("Case"), "unit": N_("Unit"), "kind": N_("Kind"),
    "perspective": N_("Perspective"), "participant": N_("Participant"), "coder": N_("Coder"),
}  # fmt: skip
MANY_OF: Mapping[str, str] = {
    "codes": N_("Codes"), "source": N_("Sources"), "case": N_("Cases"), "unit": N_("Units"), "kind": N_("Kinds"),
    "perspective": N_("Perspectives"), "participant": N_("Participants"), "coder": N_("Coders"),
}  # fmt: skip
COUNTED: Mapping[str, tuple[str, str, str]] = {
    "segments": (N_("Segments"), N_("{n} segment"), N_("{n} segments")),
    "sources": (N_("Sources"), N_("{n} source"), N_("{n} sources")),
    "participants": (N_("Participants"), N_("{n} participant"), N_("{n} participants")),
    "cases": (N_("Cases"), N_("{n} case"), N_("{n} cases")),
}


def base_words(wish: FigureWish, base: int) -> str:
    """Out of how many."""
    _head, one, many = COUNTED[wish.counted]
    return say(wish, N_("N = {counts}, all that carry a code."), counts=wish.profile.number_of(base, one, many))


def about_codes(wish: FigureWish) -> list[str]:
    """What a code brings along, where it does."""
    return [say(wish, N_("A code counts with all that lives under it."))] if wish.reach == "below" else []


def left_out(wish: FigureWish, count: int, one: str, many: str) -> list[str]:
    """How much is not shown, where anything is not."""
    return [wish.profile.number_of(count, one, many)] if count else []


def caution(wish: FigureWish, counted: Counted) -> list[str]:
    """What the count is not, by choice."""
    if not wish.caution:
        return []
    if counted == "segments":
        text = N_(
            "The number of segments depends on how finely the texts were cut; it is not how much something matters."
        )
    else:
        text = N_("How many speak of something is not how much it matters to them.")
    return [say(wish, text)]
