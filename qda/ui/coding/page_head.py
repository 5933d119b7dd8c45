"""The head of the coding page: what the text is called, and one line on where it comes from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from qda.i18n import _, ngettext
from qda.ui import theme
from qda.ui.parts.consent_line import ConsentLine
from qda.ui.parts.small import ElidedLabel, Link
from qda.ui.session import Session
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.sources.queries import SourceRow

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def shown_date(date: str) -> str:
    """A whole date in words; anything less stays as it was given."""
    found = _ISO.fullmatch(date)
    day = QDate(*(int(part) for part in found.groups())) if found else QDate()
    return QLocale().toString(day, "d MMMM yyyy") if day.isValid() else date


def source_line(row: SourceRow) -> str:
    """“North Team · field note · 7 July 2010 · 240 lines”."""
    lines = ngettext("{count} line", "{count} lines", row.lines).format(count=row.lines)
    date = shown_date(row.date) if row.date else ""
    parts = (row.case or row.unit, _(row.kind) if row.kind else "", row.perspective, ", ".join(row.participants), date)
    return " · ".join(part for part in (*parts, lines) if part)


def lost_words(count: int) -> str:
    """“2 segments without words”; nothing for none."""
    words = ngettext("{count} segment without words", "{count} segments without words", count)
    return words.format(count=count) if count else ""


class PageHead(QWidget):
    """Name and line, over the column of the text."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.consent = ConsentLine(session, self)
        self._name = ElidedLabel("", self)
        self._line = ElidedLabel("", self)
        self._line.setObjectName("soft")
        for label in (self._name, self._line):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(6 * STEP, 4 * STEP, 4 * STEP, STEP)
        self._column.setSpacing(STEP // 2)
        self.lost = Link("", None, self)
        self.lost.hide()
        under = QHBoxLayout()
        under.setSpacing(3 * STEP)
        under.addWidget(self._line, 1)
        under.addWidget(self.lost)
        self._column.addWidget(self._name)
        self._column.addLayout(under)
        self._column.addWidget(self.consent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._set_font()

    def _set_font(self) -> None:
        font = theme.reading_font()
        font.setPointSizeF(QApplication.font().pointSizeF() * 1.5)
        font.setWeight(QFont.Weight.DemiBold)
        self._name.setFont(font)

    def show_source(self, name: str, line: str) -> None:
        """Say what is shown."""
        self._name.setText(name)
        self._line.setText(line or " ")
        self._name.setAccessibleName(name)
        self._line.setAccessibleName(line)

    def show_lost(self, words: str) -> None:
        """Offer the list of segments that lost their words; nothing to offer with ""."""
        self.lost.set_words(words)
        self.lost.setVisible(bool(words))

    def name(self) -> str:
        """What the text is called."""
        return self._name.text()

    def line(self) -> str:
        """The line under the name."""
        return self._line.text().strip()

    def align_to(self, left: int) -> None:
        """Begin where the column of the text begins."""
        margins = self._column.contentsMargins()
        self._column.setContentsMargins(left, margins.top(), margins.right(), margins.bottom())
