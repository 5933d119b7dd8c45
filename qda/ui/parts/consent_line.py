"""The line on a source that says whose consent was refused or withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from qda.i18n import _, ngettext
from qda.ui.session import Session
from qda.ui.theme import Ink

if TYPE_CHECKING:
    from qda.flows.withholding.kept_back import KeptBack
    from qda.project.project import Change
    from qda.study.consent import ConsentRow

_TABLES = ("consent", "participant", "source_participant", "speaker", "source", "withdrawal")


class ConsentLine(QLabel):
    """Read only; hidden while nobody of the source is against it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._source = 0
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName(_("Consent"))
        self.hide()
        session.changed.connect(self._on_change)
        session.closed.connect(self._forget)
        session.ink_changed.connect(self._dress)
        self._dress(session.ink)

    def show_source(self, source_id: int) -> None:
        """Say who is against the use of this source."""
        from qda.study import consent, withdrawals

        self._source, project = source_id, self._session.project
        told = [refused(name, row) for name, row in consent.against(project, source_id)]
        masked = _("{name} has withdrawn from the study: their words leave masked.")
        told += [masked.format(name=name) for name in withdrawals.in_source(project, source_id)]
        self.setText(" ".join(told))
        self.setVisible(bool(told))

    def _on_change(self, change: Change) -> None:
        if self._source and change.touches(*_TABLES):
            self.show_source(self._source)

    def _forget(self) -> None:
        self._source = 0
        self.hide()

    def _dress(self, ink: Ink) -> None:
        self.setStyleSheet(f"color: {ink.hint};")


def kept_back_words(found: KeptBack) -> str:
    """What a page tells of those whose words no report of it will hold; empty where there are none."""
    told = []
    if found.withdrawn:
        masked = ngettext("{names} has withdrawn: their words leave masked.",
                          "{names} have withdrawn: their words leave masked.", len(found.withdrawn))  # fmt: skip
        told.append(masked.format(names=", ".join(found.withdrawn)))
    if found.left_out:
        told.append(_("Left out of reports without consent: {names}.").format(names=", ".join(found.left_out)))
    return " ".join(told)


def refused(name: str, row: ConsentRow) -> str:
    """The line on a source: who is against the use of what."""
    if row.withdrawn:
        told = _("{name} withdrew consent to “{kind}” on {day}.")
        return told.format(name=name, kind=row.data_kind, day=row.withdrawn_on)
    return _("{name} refused consent to “{kind}”.").format(name=name, kind=row.data_kind)
