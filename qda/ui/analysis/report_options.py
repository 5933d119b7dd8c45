"""What a table should hold: which one, of which codes, which columns, and how it looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import N_, _
from qda.ui.analysis.chosen_codes import ChosenCodes
from qda.ui.analysis.pieces import Pick, Picker, Tick, section
from qda.ui.session import Session
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.export.code_tables import Counted
    from qda.export.reports import By, Kind, Wish

KINDS = (
    ("frequencies", N_("Code frequencies")),
    ("codebook", N_("Code book")),
    ("segments", N_("Segments of codes")),
)
_COUNTS = (
    ("segments", N_("Segments"), True),
    ("participants", N_("Participants"), True),
    ("sources", N_("Sources"), True),
    ("cases", N_("Cases"), True),
    ("units", N_("Units"), False),
    ("codings", N_("Codings"), False),
)
_LEVELS = (
    ("theme", N_("Themes")),
    ("category", N_("Categories")),
    ("focused", N_("Focused")),
    ("initial", N_("Initial")),
)
_BY = (
    ("", N_("None")),
    ("case", N_("Cases")),
    ("unit", N_("Units")),
    ("source", N_("Sources")),
    ("participant", N_("Participants")),
)
_WIDTH = 228


class ReportOptions(QWidget):
    """The column at the left of the reports."""

    altered = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._counts_chosen = False
        self.setFixedWidth(_WIDTH)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(4 * STEP, 5 * STEP, 4 * STEP, 4 * STEP)
        self._column.setSpacing(2 * STEP)
        self._make_kinds()
        self._make_codes()
        self._make_columns()
        self._make_day()
        self._make_looks()
        self._column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 1, 0)
        around.addWidget(area)
        self._show_fitting()

    # --- what it is made of -----------------------------------------------------------------------

    def _make_kinds(self) -> None:
        self._heading(_("Table"))
        self._kinds = QButtonGroup(self)
        for number, (_key, words) in enumerate(KINDS):
            choice = Pick(self._session, _(words))
            choice.setChecked(number == 0)
            self._kinds.addButton(choice, number)
            self._column.addWidget(choice)
        self._kinds.idClicked.connect(lambda _id: self._on_kind())

    def _make_codes(self) -> None:
        self._heading(_("Codes"))
        self.codes = ChosenCodes(self._session)
        self.codes.altered.connect(self.altered)
        self._column.addWidget(self.codes)
        self._levels = {key: self._check(_(words), on=True) for key, words in _LEVELS}
        self._column.addWidget(_grid(list(self._levels.values())))

    def _make_columns(self) -> None:
        self._columns = QWidget()
        column = QVBoxLayout(self._columns)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * STEP)
        column.addWidget(section(_("Counts")))
        self._counts = {key: self._check(_(words), on=on) for key, words, on in _COUNTS}
        for box in self._counts.values():
            box.clicked.connect(self._on_count)
        column.addWidget(_grid(list(self._counts.values())))
        column.addSpacing(STEP)
        column.addWidget(section(_("Segments side by side for")))
        self.by = Picker(_("Segments side by side for"), 14)
        for key, words in _BY:
            self.by.addItem(_(words), key)
        self.by.activated.connect(lambda _index: self._on_by())
        column.addWidget(self.by)
        self.percent = self._check(_("Percentages there"))
        column.addWidget(self.percent)
        self.quotes = self._check(_("Example quotes"))
        column.addWidget(self.quotes)
        self._column.addSpacing(STEP)
        self._column.addWidget(self._columns)

    def _make_day(self) -> None:
        """Of the code book: the day as on which it is wanted."""
        self._past = QWidget()
        column = QVBoxLayout(self._past)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        column.addWidget(section(_("As on the evening of")))
        self.day = QLineEdit()
        self.day.setPlaceholderText(_("today, or 2026-05-01"))
        self.day.setAccessibleName(_("The day of the code book, as 2026-05-01"))
        self.day.editingFinished.connect(self.altered)
        column.addWidget(self.day)
        self._column.addWidget(self._past)

    def _make_looks(self) -> None:
        self._heading(_("On paper"))
        self.profile = Picker(_("House style"), 14)
        self.profile.addItem(_("APA, English"), "apa")
        self.profile.addItem(_("German"), "german")
        self.profile.activated.connect(lambda _index: self.altered.emit())
        self._column.addWidget(self.profile)
        self.number = QLineEdit("1")
        self.number.setValidator(QIntValidator(1, 999, self.number))
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number.setAccessibleName(_("Number of the table"))
        self.number.setFixedWidth(52)
        self.number.textEdited.connect(lambda _text: self.altered.emit())
        row = QHBoxLayout()
        label = QLabel(_("Table number"))
        label.setBuddy(self.number)
        row.addWidget(label)
        row.addStretch(1)
        row.addWidget(self.number)
        self._column.addLayout(row)

    def _heading(self, words: str) -> None:
        if self._column.count():
            self._column.addSpacing(STEP)
        self._column.addWidget(section(words))

    def _check(self, words: str, *, on: bool = False) -> Tick:
        box = Tick(words, on=on)
        box.clicked.connect(lambda _on: self.altered.emit())
        return box

    # --- what is wanted ---------------------------------------------------------------------------

    def kind(self) -> str:
        """Which table: frequencies, codebook or segments."""
        return KINDS[self._kinds.checkedId()][0]

    def set_kind(self, kind: str) -> None:
        """Choose a table."""
        self._kinds.button([key for key, _words in KINDS].index(kind)).setChecked(True)
        self._on_kind()

    def set_profile(self, name: str) -> None:
        """Use the house style of the settings ("apa" or "german")."""
        if name != self.profile.currentData():
            self.profile.setCurrentIndex(max(0, self.profile.findData(name)))
            self.altered.emit()

    def all_codes(self) -> None:
        """No code and no level is left out."""
        for box in self._levels.values():
            box.setChecked(True)
        self.codes.clear()
        self.altered.emit()

    def begin(self) -> None:
        """Another study: all codes again, of today."""
        self.codes.clear()
        self.day.clear()

    def wish(self) -> Wish:
        """What the table should hold."""
        from qda.export.profiles import PROFILES
        from qda.export.reports import Wish

        frequencies = self.kind() == "frequencies"
        levels = tuple(key for key, box in self._levels.items() if box.isChecked())
        return Wish(
            kind=cast("Kind", self.kind()),
            by=cast("By", self.by.currentData()) if frequencies and self.by.currentData() else None,
            counts=self._chosen_counts() if frequencies else None,
            code_ids=self.codes.ids(),
            levels=None if len(levels) in (0, len(_LEVELS)) else levels,
            quotes=frequencies and self.quotes.isChecked(),
            percent=frequencies and self.percent.isChecked(),
            number=int(self.number.text()) if self.number.hasAcceptableInput() else 1,
            profile=PROFILES[self.profile.currentData()],
            on=self.day.text().strip() or None if self.kind() == "codebook" else None,
        )

    def _chosen_counts(self) -> tuple[Counted, ...] | None:
        # Until the user says otherwise the table leaves out what the study does not know, participants for one.
        if not self._counts_chosen:
            return None
        return tuple(cast("Counted", key) for key, box in self._counts.items() if box.isChecked())

    # --- following --------------------------------------------------------------------------------

    def _on_kind(self) -> None:
        self._show_fitting()
        self.altered.emit()

    def _on_by(self) -> None:
        self._show_fitting()
        self.altered.emit()

    def _on_count(self) -> None:
        self._counts_chosen = True
        if not any(box.isChecked() for box in self._counts.values()):
            self._counts["segments"].setChecked(True)

    def _show_fitting(self) -> None:
        self._columns.setVisible(self.kind() == "frequencies")
        self._past.setVisible(self.kind() == "codebook")
        self.percent.setEnabled(bool(self.by.currentData()))


def _grid(boxes: Sequence[QAbstractButton]) -> QWidget:
    """Boxes two by two."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(2 * STEP)
    grid.setVerticalSpacing(STEP // 2)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    for number, box in enumerate(boxes):
        grid.addWidget(box, number // 2, number % 2)
    return made
