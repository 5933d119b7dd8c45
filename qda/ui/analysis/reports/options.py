"""What a table should hold: which one, of which codes, which columns, and how it looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QAbstractButton,
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
from qda.ui.analysis.pieces import Picker, Tick, section
from qda.ui.analysis.reports.kinds import CODED, DOCUMENT, KindPicker, limited
from qda.ui.session import Session
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.export.wishes import By, Counted, Wish

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
_BY_LEVEL = ("frequencies", "codebook", "segments", "segments-by-case", DOCUMENT)
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
        self._make_source()
        self._make_codes()
        self._make_columns()
        self._make_each()
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
        self._heading(_("Report"))
        self.kinds = KindPicker(self._session)
        self.kinds.activated.connect(lambda _index: self._on_kind())
        self._column.addWidget(self.kinds)

    def _make_source(self) -> None:
        """Of a coded text: which source."""
        self._source = QWidget()
        column = QVBoxLayout(self._source)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        column.addWidget(section(_("Source")))
        self.source = Picker(_("Source"), 16)
        self.source.activated.connect(lambda _index: self.altered.emit())
        column.addWidget(self.source)
        self._column.addWidget(self._source)

    def _make_codes(self) -> None:
        self._codes = QWidget()
        column = QVBoxLayout(self._codes)
        column.setContentsMargins(0, STEP, 0, 0)
        column.setSpacing(2 * STEP)
        column.addWidget(section(_("Codes")))
        self.codes = ChosenCodes(self._session)
        self.codes.altered.connect(self.altered)
        column.addWidget(self.codes)
        self._levels = {key: self._check(_(words), on=True) for key, words in _LEVELS}
        self._level_boxes = _grid(list(self._levels.values()))
        column.addWidget(self._level_boxes)
        self._column.addWidget(self._codes)

    def _make_each(self) -> None:
        """Among themes: how many quotes."""
        self._each = QWidget()
        row = QHBoxLayout(self._each)
        row.setContentsMargins(0, 0, 0, 0)
        self.each = QLineEdit("2")
        self.each.setValidator(QIntValidator(0, 9, self.each))
        self.each.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.each.setAccessibleName(_("Quotes for each code"))
        self.each.setFixedWidth(52)
        self.each.textEdited.connect(lambda _text: self.altered.emit())
        label = QLabel(_("Quotes for each code"))
        label.setBuddy(self.each)
        row.addWidget(label)
        row.addStretch(1)
        row.addWidget(self.each)
        self._column.addWidget(self._each)

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
        self._number = QWidget()
        row = QHBoxLayout(self._number)
        row.setContentsMargins(0, 0, 0, 0)
        label = QLabel(_("Table number"))
        label.setBuddy(self.number)
        row.addWidget(label)
        row.addStretch(1)
        row.addWidget(self.number)
        self._column.addWidget(self._number)
        self.caution = self._check(_("Say what counts are not"))
        self.caution.setToolTip(_("Under tables of counts, a line says what they do not measure."))
        self._column.addWidget(self.caution)
        self.bom = self._check(_("CSV that Excel reads"))
        self.bom.setToolTip(_("A mark at the beginning of the .csv (a BOM) lets Excel see that it is UTF-8."))
        self._column.addWidget(self.bom)

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
        """The key of the report: see `qda.export.catalogue`; also “coded” and “document”."""
        return self.kinds.kind()

    def set_kind(self, kind: str) -> None:
        """Choose a report."""
        self.kinds.set_kind(kind)
        self._on_kind()

    def source_id(self) -> int | None:
        """The source of a coded text."""
        found = self.source.currentData()
        return None if found is None else int(found)

    def follow_sources(self) -> None:
        """Fill the list of sources again; the one that was chosen stays."""
        from qda.sources import queries

        chosen = self.source_id()
        self.source.clear()
        for row in queries.rows(self._session.project) if self._session.is_open else ():
            self.source.addItem(row.name, row.id)
        self.source.setCurrentIndex(max(0, self.source.findData(chosen)))

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
        self.source.clear()

    def wish(self) -> Wish:
        """What the table should hold."""
        from qda.export.profiles import PROFILES
        from qda.export.wishes import Wish

        frequencies = self.kind() == "frequencies"
        levels = tuple(key for key, box in self._levels.items() if box.isChecked())
        return Wish(
            kind=self.kind(),
            by=cast("By", self.by.currentData()) if frequencies and self.by.currentData() else None,
            counts=self._chosen_counts() if frequencies else None,
            code_ids=self.codes.ids() if limited(self.kind()) or self.kind() == DOCUMENT else None,
            levels=None if len(levels) in (0, len(_LEVELS)) else levels,
            quotes=frequencies and self.quotes.isChecked(),
            percent=frequencies and self.percent.isChecked(),
            number=int(self.number.text()) if self.number.hasAcceptableInput() else 1,
            profile=PROFILES[self.profile.currentData()],
            on=self.day.text().strip() or None if self.kind() == "codebook" else None,
            caution=self.caution.isChecked(),
            each=int(self.each.text()) if self.each.hasAcceptableInput() else 2,
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
        kind = self.kind()
        self._columns.setVisible(kind == "frequencies")
        self._past.setVisible(kind == "codebook")
        self._each.setVisible(kind == "themes")
        self._source.setVisible(kind == CODED)
        self._codes.setVisible(limited(kind) or kind == DOCUMENT)
        self._level_boxes.setVisible(kind in _BY_LEVEL)
        for only_tables in (self._number, self.bom):
            only_tables.setVisible(kind != DOCUMENT)
        if kind == CODED:
            self.follow_sources()
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
