"""Segments of codes: what was given a code, everywhere, to read in one piece, compare, recode, split and take away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _, ngettext
from qda.text import Span
from qda.ui.actions import Actions
from qda.ui.coding.book import CodeBook
from qda.ui.coding.codes.quick_code import QuickCode
from qda.ui.coding.segment_acts import SegmentActs, cases_of, written
from qda.ui.coding.segment_list import SegmentList
from qda.ui.jobs import Jobs
from qda.ui.parts import surroundings
from qda.ui.parts.key_hints import KeyHints
from qda.ui.parts.small import ElidedLabel, Link, heading
from qda.ui.session import Selection, Session
from qda.ui.theme import STEP
from qda.ui.working.saving import ask_where, write_aside

if TYPE_CHECKING:
    from qda.coding.queries import SegmentRow
    from qda.progress import Progress
    from qda.project.project import Change

_FIRST = 200  # shown at once; the others come from a job
_MANY = 60  # more codings than this in one change, and the list is read again
_REACH = 400  # code points of the neighbours


class SegmentsPage(QWidget):
    """A list of codings with their neighbours beneath. `done` is emitted when the reader goes back to the text."""

    done = Signal()

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._book = CodeBook.of(session)
        self._codes: list[int] = []
        self._all: list[SegmentRow] = []
        self._whole = True  # with what lives under the codes
        self._reading = 0
        self.field: QuickCode | None = None
        self.acts = SegmentActs(session, self._book)
        self.setAccessibleName(_("Segments of codes"))
        self._build()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.read)
        self._connect()
        add = actions.add
        add("segments.take_off", _("Take the code off the chosen segments"), self.take_off, keys="Del", where=self.list)
        add("segments.export", _("Export the listed segments…"), self.export, menu="&Reports")

    # --- how it is built --------------------------------------------------------------------------

    def _build(self) -> None:
        self._name = heading("", 1.5)
        self._name.setWordWrap(False)
        self._count = ElidedLabel("", self)
        self._count.setObjectName("soft")
        self._below = Link("", self.switch_below, self)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(_("Only segments with these words"))
        self.search.setAccessibleName(_("Only segments with these words"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(320)
        self.list = SegmentList(self._session, self._book, self)
        self.context = QTextBrowser(self)
        self.context.setAccessibleName(_("The segment in its text"))
        self.context.setFrameShape(QFrame.Shape.NoFrame)
        self.context.document().setDocumentMargin(6 * STEP)
        self._empty = QLabel(_("No words have this code yet. Select some in a text and press Enter."), self)
        self._empty.setObjectName("soft")
        self._empty.setContentsMargins(6 * STEP, 4 * STEP, 6 * STEP, 0)
        self._parts = QSplitter(Qt.Orientation.Vertical, self)
        self._parts.addWidget(self.list)
        self._parts.addWidget(self.context)
        self._parts.setStretchFactor(0, 3)
        self._parts.setStretchFactor(1, 1)
        self._keys = KeyHints(self._session, _hints(), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4 * STEP, 0, STEP)
        column.setSpacing(STEP)
        for part in (self._title_row(), self._acts_row()):
            column.addLayout(part)
        column.addWidget(self._empty)
        column.addWidget(self._parts, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(6 * STEP, 0, 4 * STEP, 0)
        foot.addWidget(self._keys)
        column.addLayout(foot)
        self.setFocusProxy(self.list)

    def _title_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(6 * STEP, 0, 4 * STEP, 0)
        row.setSpacing(3 * STEP)
        row.addWidget(self._name)
        row.addWidget(self._count)
        row.addWidget(self._below)
        row.addStretch(1)
        back = Link(_("Back to the text (Esc)"), self.done.emit, self)
        row.addWidget(back)
        for link in (self._below, back):
            link.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)  # the count gives way
        return row

    def _acts_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(6 * STEP, 0, 4 * STEP, STEP)
        row.setSpacing(2 * STEP)
        row.addWidget(self.search, 1)
        row.addStretch(1)
        self._writing: list[Link] = []
        for words, act in (
            (_("Code all…"), self.code_all),
            (_("Recode…"), self.recode),
            (_("Split…"), self.split),
            (_("Take off"), self.take_off),
        ):
            link = Link(words, act, self)
            self._writing.append(link)
            row.addWidget(link)
        row.addWidget(Link(_("Export…"), self.export, self))
        return row

    def _connect(self) -> None:
        self._session.changed.connect(self._on_changed)
        self._session.closed.connect(self._on_closed)
        self._session.ink_changed.connect(lambda _ink: self._show_context())
        self._book.altered.connect(lambda _ids: self._on_altered())
        self.search.textChanged.connect(self._filter)
        self.list.open_wanted.connect(self.open_in_place)
        self.list.typed.connect(self._on_typed)
        self.list.selectionModel().currentChanged.connect(lambda _new, _old: self._show_context())
        self.list.selectionModel().selectionChanged.connect(lambda _new, _old: self._show_count())

    # --- which codes ------------------------------------------------------------------------------

    def show_codes(self, ids: Sequence[int]) -> None:
        """List the segments of codes and of all that live under them."""
        self._codes = [code_id for code_id in ids if code_id in self._book]
        self._whole = True
        self.search.clear()
        self._writing_allowed()
        self.read()
        if self.list.segments.rows:
            self.list.setCurrentIndex(self.list.segments.index(0))

    def _writing_allowed(self) -> None:
        for link in self._writing:
            link.setVisible(self._session.project.writable)

    def shown_codes(self) -> set[int]:
        """The codes whose segments are listed."""
        if not self._whole:
            return set(self._codes)
        return {below for code_id in self._codes if code_id in self._book for below in self._book.below(code_id)}

    def switch_below(self) -> None:
        """With the codes that live under these, or without."""
        self._whole = not self._whole
        self.read()

    def read(self) -> None:
        """Read the first screens at once and the rest beside."""
        from qda.coding import queries

        if not self._session.is_open:
            return
        self._reading += 1
        project, codes, turn = self._session.project, sorted(self.shown_codes()), self._reading
        self._take(queries.of_codes(project, codes, limit=_FIRST))
        more = len(self._all) == _FIRST

        def work(_progress: Progress) -> tuple[list[SegmentRow] | None, dict[int, str]]:
            return (queries.of_codes(project, codes) if more else None), cases_of(project)

        def arrived(found: tuple[list[SegmentRow] | None, dict[int, str]]) -> None:
            if turn == self._reading and self._session.is_open:
                rows, cases = found
                if rows is not None:
                    self._take(rows)
                self.list.segments.set_cases(cases)

        self._jobs.run(_("Reading segments"), work, arrived)

    def _take(self, rows: list[SegmentRow]) -> None:
        self._all = rows
        self._filter()
        self._show_head()

    def _filter(self) -> None:
        words = self.search.text().casefold().split()
        rows = [row for row in self._all if all(word in row.quote.casefold() for word in words)] if words else self._all
        current = self.list.currentIndex().data(Qt.ItemDataRole.UserRole)
        scroll = self.list.verticalScrollBar().value()
        self.list.segments.show(rows)
        place = next((place for place, row in enumerate(rows) if row.coding_id == current), 0)
        if rows:
            self.list.setCurrentIndex(self.list.segments.index(place))
            self.list.verticalScrollBar().setValue(scroll)
        self._show_head()

    def _show_head(self) -> None:
        self._codes = [code_id for code_id in self._codes if code_id in self._book]
        if not self._codes:
            self.done.emit()
            return
        names = [self._book.name(code_id) for code_id in self._codes]
        more = _("{name} and {count} more")
        self._name.setText(names[0] if len(names) == 1 else more.format(name=names[0], count=len(names) - 1))
        parents = any(self._book.children_of(code_id) for code_id in self._codes)
        self._below.setVisible(parents)
        self._below.set_words(_("This code alone") if self._whole else _("With all under it"))
        self._empty.setVisible(not self._all)
        self._parts.setVisible(bool(self._all))
        self._show_count()
        self._show_context()

    def _show_count(self) -> None:
        rows = self.list.segments.rows
        segments = len({row.segment_id for row in rows})
        sources = len({row.source_id for row in rows})
        words = ngettext("{count} segment", "{count} segments", segments).format(count=segments)
        words = _("{segments} in {sources}").format(
            segments=words, sources=ngettext("{count} source", "{count} sources", sources).format(count=sources)
        )
        chosen = len(self.list.selectionModel().selectedIndexes())
        if chosen > 1:
            words += " · " + _("{count} chosen").format(count=chosen)
        self._count.setText(words)

    def count(self) -> str:
        """How many are listed, and in how many sources."""
        return self._count.text()

    def _show_context(self) -> None:
        from qda.coding import queries

        index = self.list.currentIndex()
        if not index.isValid() or not self._session.is_open or index.row() >= len(self.list.segments.rows):
            self.context.clear()
            return
        row, ink = self.list.segments.rows[index.row()], self._session.ink
        before, after = queries.neighbours(self._session.project, row.segment_id, _REACH)
        origin = ""
        if row.first_code != row.code:
            origin = " · " + _("first coded “{name}”").format(name=row.first_code)
        soft = f'<span style="color:{ink.soft}">'
        where = f"<p>{soft}{escape(self.list.segments.where(row))} · {escape(row.coder)}{escape(origin)}</span></p>"
        surroundings.show(self.context, where + surroundings.paragraph(before, row.quote, after, ink, _REACH))

    # --- keeping up -------------------------------------------------------------------------------

    def _on_closed(self) -> None:
        self._reading += 1
        self._codes, self._all = [], []
        self.list.segments.show([])

    def _on_altered(self) -> None:
        self.list.segments.repaint()
        if self._codes and self._session.is_open:
            self._show_head()

    def _on_changed(self, change: Change) -> None:
        if not self._codes or not self._session.is_open:
            return
        ids = change.rows.get("coding", frozenset())
        if len(ids) > _MANY or change.touches("source", "text_version"):
            self._later.start()
        elif ids:
            self._take_codings(ids)

    def _take_codings(self, ids: frozenset[int]) -> None:
        from qda.coding import queries

        shown = self.shown_codes()
        kept = {row.coding_id: row for row in self._all}
        gone: set[int] = set()
        for coding_id in ids:
            row = queries.coding(self._session.project, coding_id)
            if row is not None and row.code_id in shown:
                kept[coding_id] = row
                self.list.segments.put_in(row)
            elif coding_id in kept:
                del kept[coding_id]
                gone.add(coding_id)
        self.list.segments.take_out(gone)
        self._all = list(kept.values())
        self._show_head()

    # --- acts -------------------------------------------------------------------------------------

    def _on_typed(self, letter: str) -> None:
        act = {"u": self.take_off, "r": self.recode, "s": self.split, "c": self.code_all, "e": self.export}.get(letter)
        if act is not None:
            act()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the text."""
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def open_in_place(self) -> None:
        """Show the segment where it stands."""
        rows = self.list.chosen()
        if rows:
            row = rows[0]
            self._session.show_source(row.source_id, Span(row.start, row.end))
            selection = Selection("segment", row.segment_id, coding_id=row.coding_id, span=Span(row.start, row.end))
            self._session.select(selection)

    def take_off(self) -> None:
        """Take the codes off the chosen segments."""
        if (rows := self.list.chosen()) and self._session.project.writable:
            self.acts.take_off(rows)

    def recode(self) -> None:
        """Ask for the code that the chosen codings are to be bound to."""
        rows = self.list.chosen()
        label = ngettext("Recode {count} segment to", "Recode {count} segments to", len(rows)).format(count=len(rows))
        self._ask(rows, label, partial(self.acts.recode, rows), partial(self.acts.recode_new, rows))

    def split(self) -> None:
        """Ask for the name of a new code that takes the chosen segments out of this one."""
        rows = self.list.chosen()
        label = ngettext("Split {count} segment into", "Split {count} segments into", len(rows)).format(count=len(rows))
        self._ask(rows, label, partial(self.acts.recode, rows), partial(self.acts.split, rows))

    def code_all(self) -> None:
        """Ask for a code that all chosen segments are to be given besides."""
        rows = self.list.chosen()
        label = ngettext("Code {count} segment also", "Code {count} segments also", len(rows)).format(count=len(rows))
        self._ask(rows, label, partial(self.acts.code, rows), partial(self.acts.code_new, rows))

    def _ask(
        self,
        rows: Sequence[SegmentRow],
        label: str,
        on_code: Callable[[int], object],
        on_name: Callable[[str], object],
    ) -> None:
        if not rows or not self._session.project.writable:
            return
        if self.field is not None:
            self.field.deleteLater()
        self.field = QuickCode(self._session, self.window())
        self.field.chosen.connect(lambda code_id, _keep: on_code(code_id))
        self.field.named.connect(lambda name, _keep: on_name(name))
        box = self.list.visualRect(self.list.currentIndex())
        anchor = QRect(self.list.viewport().mapTo(self.window(), box.topLeft()), box.size())
        codes = {row.code_id for row in rows}
        self.field.open(anchor, heading=label, may_keep=False, but=codes if len(codes) == 1 else ())

    def export(self) -> None:
        """Write the listed segments, or those chosen among them, to a Word, Excel or .csv file."""
        chosen = self.list.chosen()
        rows = chosen if len(chosen) > 1 else list(self.list.segments.rows)
        if not rows:
            return
        kinds = ";;".join((_("Word document (*.docx)"), _("Excel workbook (*.xlsx)"), _("Table as text (*.csv)")))
        path = ask_where(self, self._session, _("Export segments"), self._name.text(), kinds)
        if path is not None:
            self.write(path, rows)

    def write(self, path: Path, rows: Sequence[SegmentRow]) -> None:
        """Write these segments to a file, beside the work."""
        project, paths = self._session.project, {row.code_id: self._book.path(row.code_id) for row in rows}

        def told(count: int) -> str:
            words = ngettext("Wrote {count} segment to “{name}”.", "Wrote {count} segments to “{name}”.", count)
            return words.format(count=count, name=path.name)

        write_aside(self._session, self._jobs, path, partial(written, project, path, list(rows), paths), told)


def _hints() -> list[tuple[str, str]]:
    return [
        ("Enter", _("open in its text")),
        ("C", _("code all")),
        ("R", _("recode")),
        ("S", _("split")),
        ("U", _("take off")),
        ("E", _("export")),
        ("Esc", _("back")),
    ]
