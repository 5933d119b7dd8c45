"""All segments of a category, to choose evidence among: those that are evidence already are ticked."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from qda.i18n import _
from qda.text import Span
from qda.ui.coding.categories.quotes import Quoted, QuoteList, neighbours
from qda.ui.jobs import Job, Jobs
from qda.ui.parts.small import ElidedLabel, Link, Tick, small_font
from qda.ui.session import Selection, Session
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.coding.incidents import Incident
    from qda.progress import Progress


class PickPart(QWidget):
    """The pick list. Enter or a double click makes a segment evidence, or takes it off again."""

    picked = Signal(object)  # ids of segments that are to be evidence
    dropped = Signal(object)  # ids of segments that are to be none
    done = Signal()

    def __init__(self, session: Session, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._job: Job | None = None
        self._code: int | None = None
        self._stale = True
        self._all: list[Incident] = []
        self._mine: frozenset[int] = frozenset()
        self._within: frozenset[int] | None = None
        self._build()
        self.filter.textChanged.connect(self._show)
        self.filter.installEventFilter(self)
        self.open_only.toggled.connect(lambda _on: self._show())
        self.list.opened.connect(self.pick)
        self.list.pressed.connect(self._on_key)
        self.list.at_hand.connect(self._tell)
        session.closing.connect(self._forget)

    def _build(self) -> None:
        self.title = ElidedLabel("")
        self.title.setFont(small_font())
        self.title.setObjectName("soft")
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Words of the segment or its source"))
        self.filter.setAccessibleName(_("Filter the segments"))
        self.filter.setClearButtonEnabled(True)
        self.open_only = Tick(_("Only what is no evidence yet"))
        head = QHBoxLayout()
        head.setContentsMargins(4 * STEP, 0, 3 * STEP, 0)
        head.addWidget(self.title, 1)
        head.addWidget(Link(_("Done (Esc)"), self.done.emit))
        row = QHBoxLayout()
        row.setContentsMargins(4 * STEP, STEP, 3 * STEP, STEP)
        row.setSpacing(3 * STEP)
        row.addWidget(self.filter, 1)
        row.addWidget(self.open_only)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.list = QuoteList(self._session, _("Segments of the category"), self._around, self)
        self.none = QLabel("")
        self.none.setObjectName("soft")
        self.none.setWordWrap(True)
        self.none.setContentsMargins(4 * STEP, 2 * STEP, 4 * STEP, 2 * STEP)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, STEP, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(row)
        column.addWidget(self.list, 1)
        column.addWidget(self.none, 1)

    def _around(self, segment_id: int) -> tuple[str, str]:
        return neighbours(self._session, segment_id)

    # --- what is shown ----------------------------------------------------------------------------

    def show_segments(
        self, code_id: int, mine: Collection[int], title: str, within: Collection[int] | None = None
    ) -> None:
        """List the segments of a category; `mine` are evidence already, `within` limits them to a cell's column."""
        self.title.setText(title)
        self._mine = frozenset(mine)
        self._within = None if within is None else frozenset(within)
        if code_id != self._code or self._stale:
            self._code = code_id
            self._read(code_id)
        else:
            self._show()

    def outdate(self) -> None:
        """The category may have other segments."""
        self._stale = True
        self.list.painter_.forget()
        if self.isVisible() and self._code is not None:
            self._read(self._code)

    def _forget(self) -> None:
        self._code, self._stale, self._all = None, True, []
        self.list.show_rows([])

    def _read(self, code_id: int) -> None:
        if self._job is not None:
            self._job.stop()
        self._stale = False
        project = self._session.project

        def work(_progress: Progress) -> list[Incident]:
            from qda.coding import incidents

            return incidents.incidents(project, incidents.family(project, code_id))

        def arrived(found: list[Incident]) -> None:
            if self._job is job and self._session.is_open:
                self._job = None
                self._all = found
                self._show()

        job = self._job = self._jobs.aside(work, arrived)

    def _show(self) -> None:
        words = self.filter.text().casefold().split()
        rows = [row for row in self._all if self._within is None or row.segment_id in self._within]
        if self.open_only.isChecked():
            rows = [row for row in rows if row.segment_id not in self._mine]
        if words:
            rows = [row for row in rows if all(word in f"{row.quote} {row.source}".casefold() for word in words)]
        self.list.show_rows([self._quoted(row) for row in rows])
        self.list.setVisible(bool(rows))
        if rows and self.hasFocus():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.none.setVisible(not rows)
        nothing = _("No segment answers to this.") if self._all else _("Nothing is coded with this category yet.")
        self.none.setText(nothing if self._job is None else "")

    def _quoted(self, row: Incident) -> Quoted:
        told = _("✓ evidence") if row.segment_id in self._mine else ""
        return Quoted(
            row.segment_id, row.segment_id, row.source_id, row.source, row.start, row.end, row.quote, row.speaker,
            row.line, told,
        )  # fmt: skip

    def _tell(self) -> None:
        if (row := self.list.current()) is not None and self.list.hasFocus():
            self._session.select(Selection("segment", row.segment_id))

    def take_keyboard(self) -> None:
        """Have the keyboard in the list: now, or as soon as it has been read; a key that comes early does nothing."""
        (self.list if self.list.quotes.rows and self._job is None else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc ends, also while the list is being read."""
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)

    # --- acts -------------------------------------------------------------------------------------

    def pick(self) -> None:
        """Make the chosen segments evidence; where all of them are, take them off."""
        rows = self.list.chosen()
        new = [row.segment_id for row in rows if row.segment_id not in self._mine]
        if not self._session.project.writable or not rows:
            return
        if new:
            self.picked.emit(new)
        else:
            self.dropped.emit([row.segment_id for row in rows])
        if len(rows) == 1:
            place = self.list.currentIndex().row() + (0 if self.open_only.isChecked() else 1)
            if place < len(self.list.quotes.rows):
                self.list.setCurrentIndex(self.list.quotes.index(place))

    def open_in_text(self) -> None:
        """Show the segment at hand where it stands."""
        if (row := self.list.current()) is not None:
            self._session.workspace_wanted.emit("code")
            self._session.show_source(row.source_id, Span(row.start, row.end))

    def _on_key(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.pick()
        elif event.key() == Qt.Key.Key_Slash:
            self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            return
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the filter Down goes to the list, Esc clears it or ends."""
        if watched is self.filter and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down:
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() == Qt.Key.Key_Escape:
                if self.filter.text():
                    self.filter.clear()
                else:
                    self.done.emit()
                return True
        return super().eventFilter(watched, event)
