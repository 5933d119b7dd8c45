"""Several sources described together: what they share stands in the fields, what is typed goes to all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from qda.i18n import _, ngettext
from qda.ui.parts import heading
from qda.ui.session import Session
from qda.ui.study import source_acts
from qda.ui.study.choices import ChoiceField, Offers
from qda.ui.study.parts import soft
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.sources.queries import SourceRow


class Offering(Protocol):
    """Who knows what has been used before."""

    def units(self) -> list[str]:
        """Names of units."""

    def cases(self) -> list[str]:
        """Names of cases."""

    def people(self) -> list[str]:
        """Names of participants."""

    def kinds(self) -> list[str]:
        """Kinds of source."""

    def perspectives(self) -> list[str]:
        """Perspectives."""


class BulkForm(QWidget):
    """One field for each thing that many sources can share. Each field is one act when it is left."""

    def __init__(self, session: Session, offering: Offering, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._ids: list[int] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, STEP * 3, 0, 0)
        self._head = heading("", 1.2)
        column.addWidget(self._head)
        column.addWidget(soft(QLabel(_("What you type here goes to all of them, in one step that can be undone."))))
        grid = QGridLayout()
        grid.setHorizontalSpacing(STEP * 3)
        grid.setVerticalSpacing(STEP)
        self.fields: dict[str, ChoiceField] = {}
        told: list[tuple[str, str, Offers, bool]] = [
            ("kind", _("Kind"), offering.kinds, False),
            ("date", _("Date"), list, False),
            ("perspective", _("Perspective"), offering.perspectives, False),
            ("unit", _("Unit"), offering.units, False),
            ("case", _("Case"), offering.cases, False),
            ("participants", _("Participants"), offering.people, True),
        ]
        for place, (name, title, offers, several) in enumerate(told):
            field = ChoiceField(title, offers, several=several)
            field.chosen.connect(lambda words, name=name: self._write(name, words))
            label = soft(QLabel(title))
            label.setBuddy(field)
            row, at = divmod(place, 3)
            grid.addWidget(label, row * 2, at)
            grid.addWidget(field, row * 2 + 1, at)
            self.fields[name] = field
        column.addLayout(grid)
        column.addStretch(1)

    def show_sources(self, rows: Sequence[SourceRow]) -> None:
        """Show what these sources have in common."""
        self._ids = [row.id for row in rows]
        count = len(rows)
        self._head.setText(ngettext("{count} source", "{count} sources", count).format(count=count))
        for name, field in self.fields.items():
            found = {_words(row, name) for row in rows}
            field.show_words(found.pop() if len(found) == 1 else "", _("several") if found else "")

    def _write(self, name: str, words: str) -> None:
        self._session.act(source_acts.WRITERS[name], self._session.project, self._ids, words)


def _words(row: SourceRow, name: str) -> str:
    value = getattr(row, name)
    return ", ".join(value) if isinstance(value, tuple) else value or ""
