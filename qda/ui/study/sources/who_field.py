"""Whom a speaker label stands for: a line to type a name in, with the interviewer, nobody and the participants."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qda.i18n import _
from qda.names import clean, name_key
from qda.ui.study.sources.who import Who
from qda.ui.study.tables.choices import ChoiceField, Offered


class WhoField(ChoiceField):
    """A name that is not known makes a new participant; blank is nobody."""

    decided = Signal(object)  # Who

    def __init__(self, label: str, people: Offered, parent: QWidget | None = None) -> None:
        self._label = label
        self._people = people
        super().__init__(_("Who “{label}” is").format(label=label), self._offered, parent=parent)
        self.setClearButtonEnabled(False)
        self.chosen.connect(self._on_words)

    def _offered(self) -> list[str]:
        people = list(self._people())
        known = {name_key(name) for name in people}
        new = [] if name_key(self._label) in known else [self._new()]
        return [_interviewer(), _nobody(), *new, *people]

    def _new(self) -> str:
        return _("New participant “{label}”").format(label=self._label)

    def show_who(self, one: Who) -> None:
        """Show whom the label stands for."""
        self.show_words(_interviewer() if one.interviewer else one.name, _nobody())

    def _on_words(self, words: str) -> None:
        one = self._who(words)
        self.show_who(one)
        self.decided.emit(one)

    def _who(self, words: str) -> Who:
        key = name_key(words)
        if key == name_key(_interviewer()):
            return Who(interviewer=True)
        if not key or key == name_key(_nobody()):
            return Who()
        if key == name_key(self._new()):
            return Who(name=clean(self._label))
        return Who(name=next((name for name in self._people() if name_key(name) == key), clean(words)))


def _interviewer() -> str:
    return _("Interviewer")


def _nobody() -> str:
    return _("Nobody")
