"""The biography of a code: what happened to it, when, by whom, why; each entry leads to what it names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from qda.errors import QdaError
from qda.i18n import _, ngettext
from qda.ui.actions import Actions
from qda.ui.coding.biography.list import EventList, segment_words
from qda.ui.coding.book import CodeBook
from qda.ui.coding.codes.tree import level_name
from qda.ui.jobs import Jobs, Latest
from qda.ui.parts.empty import Empty
from qda.ui.parts.small import Choice, ElidedLabel, Link, Tick, heading
from qda.ui.session import Selection, Session
from qda.ui.theme import STEP, Ink
from qda.ui.working import jumps
from qda.ui.working.saving import ask_where, write_aside

if TYPE_CHECKING:
    from qda.analysis.coding.biography import Biography, Event
    from qda.progress import Progress
    from qda.project.project import Change

_FORMATS = "Word (*.docx);;Excel (*.xlsx);;CSV (*.csv)"
_QUIET = 250  # milliseconds: several acts in a row are read once


class BiographyPage(QWidget):
    """The story of the code that the work is about; it follows the choice of another code while it is shown."""

    left = Signal()  # the reader goes back to the work

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._book = CodeBook.of(session)
        self._reading = Latest(jobs)
        self.code_id: int | None = None
        self.story: Biography | None = None
        self.setObjectName("biographyPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Biography of a code"))
        self._build()
        self._soon = QTimer(self, singleShot=True, interval=_QUIET)
        self._soon.timeout.connect(self.read)
        session.opened.connect(lambda: self.show_code(None))
        session.closing.connect(self._stop)
        session.closed.connect(lambda: self.show_code(None))
        session.changed.connect(self._on_changed)
        session.selected.connect(self._on_selected)
        session.ink_changed.connect(self._dress)
        actions.add(
            "biography.export", _("Biography of the code as a table…"), self.ask_where, menu="&Reports", where=self
        )
        self._dress(session.ink)
        self.show_code(None)

    # --- how it is built --------------------------------------------------------------------------

    def _build(self) -> None:
        self.list = EventList(self._session, self)
        self.list.wanted.connect(self.go)
        work = QWidget(self)
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.list, 1)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(work)
        self.stack.addWidget(self._empty())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _head(self) -> QWidget:
        head = QWidget()
        self.title = heading("", 1.4)
        self.back = Link(_("Back (Esc)"), self.leave)
        self.back.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        self.standing = ElidedLabel("")
        self.standing.setObjectName("soft")
        self.kinds = Choice(self)
        self.kinds.setAccessibleName(_("Which kinds of events"))
        self.kinds.setMinimumWidth(130)
        self.kinds.activated.connect(lambda _index: self._show_rows())
        self.undone = Tick(_("With what was taken back"))
        self.undone.toggled.connect(lambda _on: self._show_rows())
        self.past = Link(_("Code book of that day…"), self.show_past)
        self.save = Link(_("Export…"), self.ask_where)
        below = QHBoxLayout()
        below.setSpacing(3 * STEP)
        below.addWidget(self.kinds)
        below.addWidget(self.undone)
        below.addStretch(1)
        for link in (self.past, self.save):
            link.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            below.addWidget(link)
        column = QVBoxLayout(head)
        column.setContentsMargins(6 * STEP, 3 * STEP, 5 * STEP, 2 * STEP)
        column.setSpacing(STEP)
        column.addLayout(top)
        column.addWidget(self.standing)  # a line of its own: level, counts and tally are long
        column.addLayout(below)
        return head

    def _empty(self) -> QWidget:
        words = _("What happened to a code is told here: when, by whom, why. Choose a code at the right.")
        empty = Empty(words, _("Go to the clusters"), lambda: self._session.workspace_wanted.emit("focus"))
        self.to_codes = empty.button
        return empty

    # --- which code -------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Tell of the code that was chosen last."""
        super().showEvent(event)
        chosen = self._session.selection
        if self._session.is_open and chosen.kind == "code":
            self.show_code(chosen.id)
        else:
            self.read()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """The keyboard belongs to the list."""
        (self.to_codes if self.code_id is None else self.list).setFocus(reason)

    def _on_selected(self, selection: Selection) -> None:
        if selection.kind == "code" and self.isVisible() and not self.list.hasFocus():
            self.show_code(selection.id)

    def show_code(self, code_id: int | None) -> None:
        """Tell the story of a code; None shows what the page is for."""
        self.code_id = code_id
        self.stack.setCurrentIndex(0 if code_id is not None else 1)
        self.read()

    def _on_changed(self, _change: Change) -> None:
        if self.isVisible():
            self._soon.start()

    def _stop(self) -> None:
        self._soon.stop()
        self._reading.stop()

    def read(self) -> None:
        """Read the story anew, beside."""
        self._stop()
        if self.code_id is None or not self._session.is_open or not self.isVisible():
            return
        project, code = self._session.project, self.code_id

        def work(_progress: Progress) -> Biography:
            from qda.analysis.coding import biography

            return biography.of_code(project, code)

        self._reading.run(_("Reading the history of a code"), work, self._take, self._fail)

    def _fail(self, _error: QdaError) -> None:
        self.show_code(None)  # the code is gone, and has left no trace

    def _take(self, story: Biography) -> None:
        from qda.analysis.coding import biography
        from qda.analysis.coding.biography_values import KINDS

        self.story = story
        self.title.setText(_("The story of “{name}”").format(name=story.name))
        words = [level_name(story.level), self._standing(story)]
        if not story.living:
            words.append(_("merged or deleted"))
        if story.tests:
            words.append(story.tests)
        self.standing.setText(" · ".join(words))
        counts, chosen = biography.counted(story), self.kinds.currentData()
        self.kinds.clear()
        total = ngettext("{count} event", "{count} events", counts.total()).format(count=counts.total())
        self.kinds.addItem(total, "")
        for kind, word in KINDS.items():
            if counts[kind]:
                self.kinds.addItem(f"{_(word)} ({counts[kind]})", kind)
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(chosen)))
        self.undone.setVisible(any(event.taken_back for event in story.events))
        self._show_rows()

    def _standing(self, story: Biography) -> str:
        """How many segments, and of a cluster how many of them are its own."""
        entry = self._book.get(story.code_id)
        if entry is None or entry.beneath <= story.segments:
            return segment_words(story.segments)
        words = _("{segments}, {own} of its own")
        return words.format(segments=segment_words(entry.beneath), own=story.segments)

    def _show_rows(self) -> None:
        story, kind = self.story, str(self.kinds.currentData() or "")
        events = story.events if story is not None else ()
        self.list.show_rows(
            [
                event
                for event in events
                if (not kind or event.kind == kind) and (self.undone.isChecked() or not event.taken_back)
            ]
        )
        self.save.setEnabled(bool(events))

    # --- going ------------------------------------------------------------------------------------

    def go(self, event: Event) -> None:
        """Go to what an event names."""
        if event.target is None:
            self._session.said.emit(_("This step names nothing but the code itself."))
            return
        kind, number = event.target
        if kind == "code":
            if number in self._book:
                jumps.jump(self._session, kind, number)
            self.show_code(number)
            return
        if kind == "verdict":
            # Columns hold the code that is chosen when one comes there.
            self._session.select(Selection("code", self.code_id or 0))
        jumps.jump(self._session, kind, number)

    def show_past(self) -> None:
        """The code book as on the day of the event at hand."""
        event = self.list.current()
        if event is not None:
            day = QDateTime.fromMSecsSinceEpoch(event.at).date()
            self._session.setProperty("past_day", day.toString(Qt.DateFormat.ISODate))
        self._session.workspace_wanted.emit("past")

    def leave(self) -> None:
        """Back to the work."""
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    # --- taking away ------------------------------------------------------------------------------

    def ask_where(self) -> None:
        """Ask for a file and write the story."""
        if self.story is None:
            return
        name = _("Biography {name}").format(name=self.story.name)
        path = ask_where(self, self._session, _("Biography as a table"), name, _FORMATS)
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the story as .docx, .xlsx or .csv."""
        story, project = self.story, self._session.project
        if story is None:
            return

        def work(progress: Progress) -> None:
            from qda.export import writing
            from qda.export.coding import code_records
            from qda.export.leaving import gate
            from qda.flows.withholding import clearing

            with gate.leaving(project, "biography", story.name, progress=progress) as cleared:
                table = clearing.cleaned(cleared, code_records.biography(story))
                writing.write(path, [table], progress=progress)

        write_aside(self._session, self._jobs, path, work)

    def _dress(self, ink: Ink) -> None:
        self.setStyleSheet(
            f"#biographyPage {{ background: {ink.paper}; }} QLabel#soft {{ color: {ink.soft}; }}"
            f" #list {{ background: transparent; border: none; border-top: 1px solid {ink.rule}; outline: none; }}"
        )
        self.list.viewport().update()
