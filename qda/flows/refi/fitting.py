"""Values of attributes as they are stored: a file may call a variable a number and say “about forty” of somebody."""

from __future__ import annotations

from collections import defaultdict

from qda.flows.refi.carried import AttributeIn, Carried, ValueIn
from qda.flows.refi.report import Report
from qda.i18n import _
from qda.study.attribute_values import fitted

TYPES = ("text", "number", "date", "choice")
_MEASURED = ("number", "date")
"""Types by which values are compared: no other words may stand there."""


class Fitting:
    """Which type each attribute of a study takes, and its values for that type."""

    def __init__(self, study: Carried, report: Report) -> None:
        self._report = report
        self._types: dict[str, tuple[str, str]] = {}
        self._held: defaultdict[str, list[str]] = defaultdict(list)
        for value in study.values:
            self._held[value.attribute].append(value.value)

    def new_type(self, attribute: AttributeIn, name: str) -> str:
        """The type of an attribute that is made: text, where not all of its values are what it is said to be."""
        kind = attribute.type if attribute.type in TYPES else "text"
        odd = next((value for value in self._held[attribute.key] if _as_stored(kind, value) is None), None)
        if odd is not None:
            what = _("Not all values of a variable are numbers or dates; it became an attribute of text.")
            self._report.carried(what, f"{name}: {odd}")
            kind = "text"
        self._types[attribute.key] = kind, name
        return kind

    def known_type(self, attribute: AttributeIn, name: str, kind: str) -> None:
        """An attribute that was there keeps its type."""
        if kind != attribute.type:
            self._report.mended(_("An attribute that was there keeps its own type."), name)
        self._types[attribute.key] = kind, name

    def stored(self, value: ValueIn) -> str | None:
        """A value as its attribute stores it; None, and told, where it does not fit."""
        kind, name = self._types.get(value.attribute, ("text", ""))
        found = _as_stored(kind, value.value)
        if found is None:
            what = _("A value does not fit the type of an attribute that was there.")
            self._report.lost(what, f"{name}: {value.value}")
        return found


def _as_stored(kind: str, value: str) -> str | None:
    return fitted(kind, value) if kind in _MEASURED else value
