"""Line by line, as Charmaz codes: a line left, what is happening there right, the keyboard always in the field."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtGui import QFont, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from qda.i18n import _
from qda.text import Span
from qda.ui.actions import Actions
from qda.ui.coding.book import CodeBook
from qda.ui.coding.lines.completions import Completions
from qda.ui.coding.lines.field import Act, LineEditor
from qda.ui.coding.lines.grid import LinesGrid
from qda.ui.coding.lines.head import Foot, Head
from qda.ui.coding.lines.hint import Hinter
from qda.ui.coding.lines.keys import KEYS, LineKeys
from qda.ui.coding.lines.model import LinesModel
from qda.ui.coding.lines.work import LineWork
from qda.ui.jobs import Jobs
from qda.ui.session import Selection, Session
from qda.ui.theme import Ink
from qda.ui.working.room import Room

__all__ = ["KEYS", "LinesView"]

_SETTLED = 100  # milliseconds on a line before other panels follow
_GATHERED = 120  # milliseconds after a label before codes are counted: not between Enter and the next line


class LinesView(QWidget):
    """The line-by-line mode of the coding workspace. The place is an offset in the text, as in the text view."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._book = CodeBook.of(session)
        self._places: dict[int, int] = {}  # offsets by source
        self._wanted: tuple[int, int | None] | None = None
        self.model = LinesModel(session, self)
        self.head = Head(session, self)
        self.grid = LinesGrid(self.model, self._book, session.ink, self)
        self._room = Room(session, self, self.grid.wished_width)
        self.foot = Foot(session, self)
        self.editor = LineEditor(self._act_of, self)
        self.completions = Completions(session, self._book, self)
        self.hinter = Hinter(jobs, lambda: self._book.gerund_hints, self)
        self.work = LineWork(session, actions, self.model, self.grid, self.editor, self.completions, self.hinter)
        self.keys = LineKeys(actions, self.work, self.editor, self.completions, self)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED)
        self._settled.timeout.connect(self._tell_place)
        self._counting = QTimer(self, singleShot=True, interval=0)
        self._counting.timeout.connect(self._count)
        self._gathering = QTimer(self, singleShot=True, interval=_GATHERED)
        self._gathering.timeout.connect(self._count_codes)
        self._build()
        self._connect(actions)
        self.set_ink(session.ink)
        self._show_text()

    def _build(self) -> None:
        self.setObjectName("linesView")
        self.setAccessibleName(_("Line by line"))
        self.setFocusProxy(self.editor.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.grid, 1)
        column.addWidget(self.foot)
        # The field floats over the grid and slides under head and foot with its row.
        self.editor.raise_()
        self.head.raise_()
        self.foot.raise_()

    def _connect(self, actions: Actions) -> None:
        session = self._session
        session.source_wanted.connect(self._on_source_wanted)
        session.closed.connect(self._on_closed)
        session.ink_changed.connect(self.set_ink)
        actions.keys_changed.connect(self._show_keys)
        self.model.counted.connect(self._counting.start)
        self.model.loaded.connect(self._show_text)
        self.grid.moved.connect(self._place_editor)
        self.grid.type_changed.connect(self._on_type_changed)
        self.grid.menu_wanted.connect(self._show_menu)
        self.editor.resized.connect(self._fit_editor)
        self.editor.field.left.connect(self._tell_now)
        self.work.moved.connect(self._settled.start)

    def _act_of(self, event: QKeyEvent) -> Act | None:
        return self.keys.act_of(event)

    # --- what is shown ------------------------------------------------------------------------------

    def show_source(self, source_id: int, offset: int | None = None) -> None:
        """Work on a source, at the line where this offset lies; None: where one was last, else the first open line."""
        self._wanted = None
        if source_id == self.model.source_id:
            if offset is not None:
                self.work.go(self.model.lines.row_of(self.model.lines.unit_at(offset)))
            return
        self._keep_place()
        self.model.show_source(source_id)
        if self.model.source_id != source_id:
            return
        if offset is None:
            offset = self._places.get(source_id)
        lines = self.model.lines
        unit = (lines.next_open(-1) or 0) if offset is None else lines.unit_at(offset)
        self.work.begin(unit)
        if lines.rows and self.grid.top_of(self.work.row) is None:
            self.grid.centre(self.work.row)

    def place(self) -> int:
        """Where in the text the current line begins; 0 where there is none."""
        return self.work.offset if len(self.model.lines) else 0

    @property
    def source_id(self) -> int | None:
        """The source that is worked on."""
        return self.model.source_id

    def _keep_place(self) -> None:
        if self.model.source_id is not None and len(self.model.lines):
            self._places[self.model.source_id] = self.place()

    def _show_text(self) -> None:
        """Another text is shown, or the same read anew, or none."""
        self.work.begin(self.model.lines.unit_at(self.work.offset))
        self.head.set_name(self.model.name)
        there = self.model.lines.rows > 0
        self.editor.setVisible(there)
        self.editor.field.setReadOnly(not (self._session.is_open and self._session.project.writable))
        self.foot.setVisible(there)
        if self.model.source_id is None:
            self.grid.set_sentence(_("Choose a source in the study to say of each of its lines what is happening."))
        else:
            self.grid.set_sentence("" if there else _("There are no lines in this source."))
        self._show_keys()
        self._count()

    def _show_keys(self) -> None:
        self.head.keys.set_hints(
            [
                ("Return", _("next, or pass over")),
                ("Ctrl+Return", _("second label")),
                (self.keys.keys("lines.join"), _("join with line above")),
                (self.keys.keys("lines.part"), _("part of the line")),
                (self.keys.keys("lines.in_vivo"), _("in vivo")),
                (self.keys.keys("memo.new", "Ctrl+M"), _("memo")),
                (self.keys.keys("lines.next_open"), _("next open")),
            ]
        )
        self.head.set_name(self.model.name)

    def _count(self) -> None:
        lines = self.model.lines
        if self.model.source_id is None:
            self.foot.clear()
            return
        self.foot.show_coverage(lines.counted, lines.coded, lines.passed)
        self._gathering.start()

    def _count_codes(self) -> None:
        if self.model.source_id is not None:
            new = sum(self._is_new(code, here) for code, here in self.model.lines.code_segments().items())
            self.foot.show_codes(self._book.level_counts()["initial"], new)

    def _is_new(self, code: int, here: int) -> bool:
        """True for an initial code whose segments are all in this source: it came up here."""
        entry = self._book.get(code)
        return entry is not None and entry.level == "initial" and entry.segments == here

    # --- how it looks -------------------------------------------------------------------------------

    def set_ink(self, ink: Ink) -> None:
        """Change between light and dark."""
        self.setStyleSheet(f"QLabel#linesSoft {{ color: {ink.soft}; }}")
        for words, colour in ((self.head.name, ink.ink), (self.head.question, ink.soft)):
            words.setStyleSheet(f"color: {colour}")
        self.editor.note.set_ink(ink)
        self.grid.set_ink(ink)
        self.update()

    def set_reading_font(self, font: QFont | None) -> None:
        """Another font for the text; None for our own choice."""
        self.grid.set_reading_font(font)

    def zoom(self) -> int:
        """Per cent."""
        return self.grid.zoom

    def set_zoom(self, percent: int) -> None:
        """Enlarge the text."""
        self.grid.set_zoom(percent)

    def zoom_by(self, steps: int) -> None:
        """So many steps larger or smaller; 0 is back to 100 %."""
        self.grid.zoom_by(steps)

    def set_language_model(self, model: str | None) -> None:
        """Let a language model have a say in hints: where it lies, "" for whichever is installed, None for none.

        It is read in by a job when the first label is asked about.
        """
        self.hinter.set_model(model)

    def _on_type_changed(self) -> None:
        self._room.tell()
        cols = self.grid.columns
        self.head.set_left(cols.text_left)
        self.foot.set_left(cols.text_left)
        field = QFont(self.grid.label_font)
        self.editor.field.setFont(field)
        self._fit_editor()

    def _fit_editor(self) -> None:
        self.grid.set_editor_height(self.editor.field_height(), self.editor.height_for(self.grid.editor_width))
        self._place_editor()

    def _place_editor(self) -> None:
        """Put the field into its row, out of sight with it, and the completions under it."""
        box = self.grid.editor_rect()
        if box is None:
            self.editor.move(self.editor.x(), -self.editor.height() - 400)
            self.completions.offer([])
            return
        box.translate(self.grid.viewport().mapTo(self, QPoint(0, 0)))
        self.editor.setGeometry(box)
        if self.completions.open:
            field = QRect(box.topLeft(), self.editor.field.size())
            room = self.grid.geometry().adjusted(0, 0, -8, 0)
            below = field.bottom() if not self.editor.note.words() else box.bottom()
            self.completions.place(field, below, room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The field goes with its row."""
        super().resizeEvent(event)
        self._place_editor()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Over the field the wheel scrolls too."""
        self.grid.wheelEvent(event)

    # --- meeting the others -------------------------------------------------------------------------

    def _on_source_wanted(self, source_id: int, span: Span | None) -> None:
        offset = None if span is None else span.start
        if self.isVisible():
            self.show_source(source_id, offset)
        else:
            self._wanted = (source_id, offset)

    def _on_closed(self) -> None:
        self._settled.stop()
        self._places.clear()
        self._wanted = None

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened meanwhile, and be where the others are."""
        super().showEvent(event)
        if not self._session.is_open:
            return
        self.model.look(True)
        wanted, source_id = self._wanted, self._session.source_id
        if wanted is not None:
            self.show_source(*wanted)
        elif source_id is not None and source_id != self.model.source_id:
            self.show_source(source_id, self._selected_offset(source_id))
        else:
            self.work.resume()
        self._settled.start()

    def _selected_offset(self, source_id: int) -> int | None:
        chosen = self._session.selection
        return chosen.span.start if chosen.kind == "source" and chosen.id == source_id and chosen.span else None

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the place to those who show the text otherwise."""
        self._keep_place()
        self._tell_now()
        self.model.look(False)
        super().hideEvent(event)

    def _tell_now(self) -> None:
        """Don't wait: who leaves the field for the memo writes on this line."""
        if self._settled.isActive():
            self._settled.stop()
            self._tell_place()

    def _tell_place(self) -> None:
        """Say what is worked on: the line or its part, or the coding on it; one that was chosen has been told."""
        source_id = self.model.source_id
        if source_id is None or not self.work.active or self.grid.look.coding is not None:
            return
        label = self.work.at_hand()
        if label is None:
            self._session.select(Selection("source", source_id, None, self.work.span(), line=True))
        else:
            self._session.select(Selection("segment", label.segment, label.id, label.span))

    # --- the menu of the mouse ----------------------------------------------------------------------

    def _show_menu(self, row: int, coding: int | None, where: QPoint) -> None:
        menu = self.menu(row, coding)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def menu(self, row: int, coding: int | None = None) -> QMenu:
        """What can be done with a row, or with a coding on it; both are gone to."""
        self.work.go(row)
        menu = QMenu(self)
        if coding is not None:
            self.work.choose(coding)
            menu.addAction(_("Take off"), self.work.take_off)
            menu.addAction(_("Another label…"), self.work.recode)
            menu.addSeparator()
        lines, row = self.model.lines, self.work.row
        if lines.open_units(row):
            menu.addAction(_("Pass over"), self.work.pass_over)
        elif any(lines.is_passed(unit) for unit in lines.units(row)):
            menu.addAction(_("Take up again"), self.work.take_up)
        if row > 0:
            menu.addAction(_("Join with the line above"), self.work.join)
        if len(lines.units(row)) > 1:
            menu.addAction(_("Separate joined lines"), self.work.separate)
        menu.addAction(_("Label with its own words"), self.work.in_vivo)
        menu.addAction(_("Memo"), self.work.memo)
        return menu
