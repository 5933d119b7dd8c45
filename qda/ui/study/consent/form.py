"""One participant and one kind of data under the table: what was asked when and how, the answer, a withdrawal."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.parts.small import ElidedLabel, Link, heading
from qda.ui.session import Session
from qda.ui.study.consent import acts as consent_acts
from qda.ui.study.parts import soft
from qda.ui.study.tables.choices import ChoiceField
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.study.consent import PersonRow


class ConsentForm(QWidget):
    """Fields that are written when they are left; a blank date takes the day away."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._person: PersonRow | None = None
        self._kind = ""
        self._name = heading("", 1.1)
        self._earlier = ElidedLabel()
        soft(self._earlier)
        self.fields = {
            "outcome": ChoiceField(_("Outcome"), _outcomes),
            "asked_on": ChoiceField(_("Asked on"), lambda: ()),
            "form": ChoiceField(_("Form"), _forms),
            "withdrawn_on": ChoiceField(_("Withdrawn on"), lambda: ()),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(STEP * 3)
        grid.setVerticalSpacing(2)
        for at, (name, field) in enumerate(self.fields.items()):
            label = soft(QLabel(field.accessibleName()))
            label.setBuddy(field)
            grid.addWidget(label, 0, at)
            grid.addWidget(field, 1, at)
            grid.setColumnStretch(at, 1)
            field.chosen.connect(partial(self._keep, name))
        self.again = Link(_("Asked again"), self.ask_again)
        self.delete_link = Link(_("Delete this asking"), self.delete)
        head = QHBoxLayout()
        head.setSpacing(STEP * 3)
        head.addWidget(self._name)
        head.addStretch(1)
        head.addWidget(self.again)
        head.addWidget(self.delete_link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, STEP, 0, 0)
        column.setSpacing(STEP)
        column.addLayout(head)
        column.addLayout(grid)
        column.addWidget(self._earlier, 0, Qt.AlignmentFlag.AlignLeft)

    def show_consent(self, person: PersonRow, kind: str) -> None:
        """Show what holds of a person and a kind of data, and what was before."""
        same = self._person is not None and (self._person.id, self._kind) == (person.id, kind)
        self._person, self._kind = person, kind
        last = person.last(kind)
        who = f"{person.name}, {person.role}" if person.role else person.name
        self._name.setText(f"{who} · {kind}")
        writable = self._session.is_open and self._session.project.writable
        for name, field in self.fields.items():
            words = "" if last is None else getattr(last, name) or ""
            if not same:
                field.setText(words)
            field.show_words(words, _("not withdrawn") if name == "withdrawn_on" else "")
            field.setReadOnly(not writable)
        self.again.setVisible(writable and last is not None and not last.open)
        self.delete_link.setVisible(writable and last is not None)
        earlier = "; ".join(consent_acts.one(row) for row in reversed(person.consents.get(kind, ())[:-1]))
        self._earlier.setText(_("Before: {askings}").format(askings=earlier) if earlier else "")

    def _keep(self, field: str, words: str) -> None:
        person, kind = self._person, self._kind
        if person is None or not self._session.is_open:
            return
        if not self._session.did(consent_acts.keep, self._session.project, person, kind, field, words):
            self.show_consent(person, kind)  # what was refused gives way to the old words

    def ask_again(self) -> None:
        """Record another asking."""
        from qda.study import consent

        if self._person is not None:
            self._session.act(consent.answer, self._session.project, [self._person.id], self._kind, consent.AGAIN)

    def delete(self) -> None:
        """Take the asking that is shown off the register."""
        from qda.study import consent

        last = None if self._person is None else self._person.last(self._kind)
        if last is not None:
            self._session.act(consent.delete, self._session.project, [last.id])


def _outcomes() -> Sequence[str]:
    from qda.study.consent import OUTCOMES

    return OUTCOMES


def _forms() -> Sequence[str]:
    from qda.study.consent import FORMS

    return FORMS
