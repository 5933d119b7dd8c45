"""The bottom line: coverage, when it was saved, who codes, and what undo would undo. What it says is on disk."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from qda.i18n import _, ngettext
from qda.ui.parts.small import ElidedLabel, Link, small_font
from qda.ui.theme import STEP

_NOTE_STAYS = 6_000  # milliseconds


def coverage_words(lines: int, coded: int, passed: int) -> str:
    """How much of a text was looked at, with its base: “118 of 240 lines coded, 9 passed over”."""
    words = ngettext("{coded} of {lines} line coded", "{coded} of {lines} lines coded", lines)
    if passed:
        words += _(", {passed} passed over")
    return words.format(coded=coded, lines=lines, passed=passed)


def saved_words(at: int, today: QDate) -> str:
    """When the last step was written: the time alone if it was today. `at` is milliseconds UTC."""
    moment = QDateTime.fromMSecsSinceEpoch(at)
    locale = QLocale()
    time = locale.toString(moment.time(), "HH:mm")
    if moment.date() == today:
        return _("Saved {time}").format(time=time)
    return _("Saved {date}, {time}").format(date=locale.toString(moment.date(), "d MMM yyyy"), time=time)


class BottomLine(QWidget):
    """Shows what it is told; asks nobody."""

    coder_clicked = Signal()
    undo_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bottomLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Bottom line"))
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * STEP, STEP // 2, 4 * STEP, STEP // 2)
        row.setSpacing(3 * STEP)
        self.reading = _label(ElidedLabel(_("Reading only")), "amber")
        self.coverage = _label(ElidedLabel(), "")
        self.saved = _label(ElidedLabel(), "")
        self.coder = Link("", self.coder_clicked.emit)
        self.coder.setToolTip(_("Change the coder's name in the settings"))
        self.undo = Link("", self.undo_clicked.emit)
        self.note = _label(ElidedLabel(), "note")
        for part in (self.reading, self.coverage, self.saved, self.coder, self.undo, self.note):
            part.setFont(small_font())
            row.addWidget(part)
        row.addStretch(1)
        self.note.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._fade = QTimer(self, singleShot=True, interval=_NOTE_STAYS)
        self._fade.timeout.connect(lambda: self.say(""))
        self.clear()

    def clear(self) -> None:
        """No project: nothing to say."""
        self.show_coverage(None)
        self.show_saved(None)
        self.show_coder("")
        self.show_undo(None)
        self.show_reading_only(False)
        self.say("")

    def show_coverage(self, coverage: tuple[int, int, int] | None) -> None:
        """Lines, coded and passed over of the open source; None where there is none."""
        self.coverage.setText("" if coverage is None else coverage_words(*coverage))
        self.coverage.setVisible(coverage is not None)

    def show_saved(self, at: int | None) -> None:
        """When the last step was written, in milliseconds UTC."""
        now = datetime.now()
        self.saved.setText("" if at is None else saved_words(at, QDate(now.year, now.month, now.day)))
        self.saved.setVisible(at is not None)

    def show_coder(self, name: str) -> None:
        """Who codes; "" while nobody does."""
        self.coder.set_words(_("Coder: {name}").format(name=name))
        self.coder.setVisible(bool(name))

    def show_undo(self, what: str | None) -> None:
        """What undo would undo."""
        self.undo.set_words(_("Undo: {what}").format(what=what or ""))
        self.undo.setVisible(what is not None)

    def show_reading_only(self, reading: bool) -> None:
        """Say that nothing can be written."""
        self.reading.setVisible(reading)

    def say(self, note: str) -> None:
        """A short note, for a while."""
        self.note.setText(note)
        self.note.setVisible(bool(note))
        if note:
            self._fade.start()


def _label(label: QLabel, name: str) -> QLabel:
    label.setObjectName(name)
    return label
