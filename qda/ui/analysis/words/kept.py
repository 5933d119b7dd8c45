"""Words that somebody adds to the stop list, for the next session; of a study with a password nothing is kept."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QPlainTextEdit

from qda.ui.session import Session


class KeptWords(QObject):
    """Fills a field with the words of each study, and keeps what is in it when it is left."""

    def __init__(self, session: Session, field: QPlainTextEdit, file: str) -> None:
        super().__init__(field)
        self._session, self._field = session, field
        self._settings = QSettings(file, QSettings.Format.IniFormat)
        session.opened.connect(self.fill)
        session.closing.connect(self.keep)
        if session.is_open:
            self.fill()

    def fill(self) -> None:
        """Put in what was kept of the study."""
        self._field.setPlainText(str(self._settings.value(self._key(), "")))

    def keep(self) -> None:
        """Keep what is in the field."""
        words = " ".join(self._field.toPlainText().split())
        if words and not self._session.project.protected:
            self._settings.setValue(self._key(), words)
        else:
            self._settings.remove(self._key())

    def _key(self) -> str:
        from qda.study import queries

        return f"words/{queries.study(self._session.project).guid}"
