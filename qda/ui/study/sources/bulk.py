"""Several sources described together: what they share stands in the fields, what is typed goes to all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from qda.i18n import _, ngettext
from qda.ui.parts.small import heading
from qda.ui.session import Session
from qda.ui.study.parts import Told, soft
from qda.ui.study.sources import acts as source_acts
from qda.ui.study.sources.offers import Offers
from qda.ui.study.tables.choices import ChoiceField, Offered
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.sources.queries import SourceRow


class BulkForm(QWidget):
    """One field for each thing that many sources can share. Each field is one act when it is left."""

    def __init__(self, session: Session, offers: Offers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._ids: list[int] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, STEP * 3, 0, 0)
        self._head = heading("", 1.2)
        column.addWidget(self._head)
        column.addWidget(Told(_("What you type here goes to all of them, in one step that can be undone.")))
        grid = QGridLayout()
        grid.setHorizontalSpacing(STEP * 3)
        grid.setVerticalSpacing(STEP)
        self.fields: dict[str, ChoiceField] = {}
        told: list[tuple[str, str, Offered, bool]] = [
            ("kind", _("Kind"), offers.kinds, False),
            ("date", _("Date"), list, False),
            ("perspective", _("Perspective"), offers.perspectives, False),
            ("unit", _("Unit"), offers.units, False),
            ("case", _("Case"), offers.cases, False),
            ("participants", _("Participants"), offers.people, True),
        ]
        for place, (name, title, offered, several) in enumerate(told):
            field = ChoiceField(title, offered, several=several)
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
        self.setEnabled(self._session.project.writable)
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
