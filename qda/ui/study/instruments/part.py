"""Interview guides and observation frameworks: a table of them, the wording of one, and what it produced."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from qda.i18n import _, ngettext
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.parts.small import Link
from qda.ui.session import Session
from qda.ui.study.contents import Contents
from qda.ui.study.instruments.asked import AskedView
from qda.ui.study.paired import Paired
from qda.ui.study.parts import GrowingText, soft
from qda.ui.study.tables.choices import ChoiceField
from qda.ui.study.tables.listing import NEW, Listing
from qda.ui.study.tables.rows import Column
from qda.ui.theme import STEP
from qda.ui.working.keeping_up import KeepingUp
from qda.ui.working.unfinished import About, Unfinished, titled

if TYPE_CHECKING:
    from qda.project.project import Change, Project
    from qda.study.instruments import InstrumentRow

_ID = Qt.ItemDataRole.UserRole
_LINES = 10


class InstrumentsPart(QWidget):
    """Name, kind, version and date in the table; beneath it the questions and the sources of the chosen one."""

    def __init__(
        self,
        session: Session,
        actions: Actions | None = None,
        jobs: Jobs | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._contents = Contents.of(session)
        self._keeping_up = KeepingUp(self, self.refresh)
        self._shown: int | None = None  # what the wording is of
        self.list = Listing(session, _columns(), lambda row: row.id, _("Instruments"))
        self.list.table.setMinimumHeight(STEP * 30)
        self.list.delete_wanted.connect(self._delete)
        self.list.table.chosenChanged.connect(self._show_one)
        # What to do stands where it is done: above the table whose last line is typed in.
        hint = _("An interview guide goes question by question, an observation framework by dimension.")
        more = _("Name one in the last line; choose one to word it and to say what came from it.")
        self.hint = soft(QLabel(f"{hint} {more}"))
        self.hint.setWordWrap(True)
        self.about = soft(QLabel())
        self.about.setWordWrap(True)
        self.text = GrowingText(_("Wording"), _("One question or dimension a line"), most=_LINES)
        self.text.kept.connect(self._on_worded)
        Unfinished(session, self.text, self._about)
        self.version = Link(_("New version"), self.new_version)
        self.add = ChoiceField(_("Source that came from this instrument"), self._others)
        self.add.setPlaceholderText(_("Add a source that came from it"))
        self.add.setMaximumWidth(STEP * 80)
        self.add.chosen.connect(self._on_added)
        self.sources = _Produced(self._open, self._let_go)
        self.asked = AskedView(session, actions, jobs)
        self._lay_out()
        self.below.words.currentChanged.connect(self._show_asked)
        self._contents.changed.connect(self._keeping_up.outdate)
        session.changed.connect(self._on_change)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, STEP)
        column.setSpacing(STEP * 2)
        column.addWidget(self.hint)
        column.addWidget(self.list, 1)
        head = QHBoxLayout()
        head.addWidget(self.about, 1)
        head.addWidget(self.version)
        column.addLayout(head)
        wording = QWidget()
        inner = QVBoxLayout(wording)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(STEP * 2)
        for widget in (self.text, self.add):
            inner.addWidget(widget)
        inner.addWidget(self.sources, 1)
        inner.addStretch(0)
        self.below = Paired(_("The chosen instrument"), ((_("Wording"), wording), (_("Asked"), self.asked)))
        column.addWidget(self.below, 2)
        self.setFocusProxy(self.list)

    # --- showing --------------------------------------------------------------------------------------------------

    def _on_change(self, change: Change) -> None:
        if change.touches("instrument", "question_asked", "speaker", "coding"):
            self._keeping_up.outdate()

    def refresh(self) -> None:
        """Show the instruments as they are now."""
        from qda.study.instruments import InstrumentRow, instruments

        self._keeping_up.caught_up()
        rows = instruments(self._session.project) if self._session.is_open else []
        if self._session.is_open and self._session.project.writable:
            rows.append(InstrumentRow(NEW, "", "", "", None, "", 0))
        self.list.show_rows(rows)
        self._show_one()

    def chosen(self) -> InstrumentRow | None:
        """The one instrument that is chosen."""
        row: InstrumentRow | None = self.list.one()
        return row

    def _show_one(self) -> None:
        row = self.chosen()
        if self._shown is not None and (row is None or row.id != self._shown):
            self.text.keep()  # what was being typed is the wording of the one before
        self._shown = None if row is None else row.id
        writable = self.list.rows.writable
        self.below.setVisible(row is not None)
        self.version.setVisible(row is not None and writable)
        self.add.setVisible(writable)
        self.text.setReadOnly(not writable)
        self.hint.setVisible(row is None)
        self.about.setVisible(row is not None)
        if row is None:
            return
        count = len(row.items)
        told = ngettext("{count} line", "{count} lines", count).format(count=count)
        produced = ngettext("{count} source", "{count} sources", row.sources).format(count=row.sources)
        words = _("{name}: {lines}; {sources} came from it")
        self.about.setText(words.format(name=row.label, lines=told, sources=produced))
        self.text.show_words(row.text)
        self._show_sources(row)
        self._show_asked()

    def _show_asked(self) -> None:
        """Look for the questions when they are seen."""
        if self.below.shows(self.asked):
            self.asked.show_guide(self._shown)

    def _show_sources(self, row: InstrumentRow) -> None:
        from qda.study import instruments

        self.sources.show_sources(instruments.sources_of(self._session.project, row.id))

    def _others(self) -> list[str]:
        """The names of sources that came from something else, or from nothing known."""
        there = self.sources.ids()
        return [source.name for source in self._contents.sources if source.id not in there]

    # --- acting -----------------------------------------------------------------------------------------------------

    def _about(self) -> About | None:
        row = self.chosen()
        if row is None:
            return None
        return About(f"instrument.text/{row.id}", titled(self.text.accessibleName(), row.label))

    def _on_worded(self, words: str) -> None:
        from qda.study import instruments

        if self._shown is not None and self._session.is_open:
            self._session.act(instruments.edit, self._session.project, self._shown, text=words)

    def _on_added(self, name: str) -> None:
        if self._shown is None or not name:
            return
        instrument = self._shown

        def add() -> int:
            from qda.sources import queries
            from qda.study import instruments

            project = self._session.project
            return instruments.link(project, [queries.find(project, name)], instrument)

        self._session.act(add)
        self.add.show_words("")
        self.add.clear()

    def _let_go(self, source_id: int) -> None:
        from qda.study import instruments

        if self.list.rows.writable:
            self._session.act(instruments.link, self._session.project, [source_id], None)

    def _open(self, source_id: int) -> None:
        self._session.show_source(source_id)

    def new_version(self) -> None:
        """Go on from the chosen instrument under the next version."""
        row = self.chosen()
        if row is None:
            return

        def begin() -> int:
            from qda.study import instruments

            known = [each.version for each in instruments.instruments(self._session.project) if each.name == row.name]
            return instruments.new_version(self._session.project, row.id, next_version(known))

        made = self._session.act(begin)
        if made is not None:
            self.list.table.choose(made, 2)

    def _delete(self, rows: list[InstrumentRow]) -> None:
        from qda.study import instruments

        ids = [row.id for row in rows]
        if self._session.did(instruments.delete, self._session.project, ids):
            told = ngettext("Deleted {count} instrument.", "Deleted {count} instruments.", len(ids))
            self._session.said.emit(told.format(count=len(ids)))


class _Produced(QListWidget):
    """The sources that came from an instrument: Enter opens one, Del lets it go."""

    def __init__(self, opening: Callable[[int], object], letting_go: Callable[[int], object]) -> None:
        super().__init__()
        self._letting_go = letting_go
        self.setAccessibleName(_("Sources that came from it"))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setMinimumHeight(STEP * 26)
        self.setToolTip(_("Enter opens a source, Del takes it off"))
        self.itemActivated.connect(lambda item: opening(item.data(_ID)))

    def show_sources(self, rows: list[tuple[int, str]]) -> None:
        """Show these; the place of the keyboard stays."""
        at = self.currentRow()
        self.clear()
        for source_id, name in rows:
            item = QListWidgetItem(name)
            item.setData(_ID, source_id)
            self.addItem(item)
        self.setVisible(bool(rows))
        self.setCurrentRow(min(at, self.count() - 1))

    def ids(self) -> set[int]:
        """The sources that are shown."""
        return {self.item(at).data(_ID) for at in range(self.count())}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del lets the source go."""
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Delete and item is not None:
            self._letting_go(item.data(_ID))
        else:
            super().keyPressEvent(event)


def next_version(known: list[str]) -> str:
    """A number higher than those that there are; 2 where the first has none."""
    numbers = [int(version) for version in known if version.isdecimal()]
    return str(max(numbers, default=1) + 1)


def _columns() -> list[Column[InstrumentRow]]:
    def known(row: InstrumentRow) -> bool:
        return row.id != NEW

    return [
        Column(
            _("Instrument"),
            lambda row: row.name,
            24,
            write=_name,
            shown=lambda row: row.name if known(row) else _("New instrument…"),
            weight=lambda row: "words" if known(row) else "offer",
        ),
        Column(_("Kind"), lambda row: row.kind, 18, write=_writer("kind"), editable=known, offers=_kinds),
        Column(_("Version"), lambda row: row.version, 8, write=_writer("version"), editable=known),
        Column(_("Date"), lambda row: row.date or "", 10, write=_writer("date"), editable=known),
        Column(_("Lines"), lambda row: str(len(row.items)) if known(row) else "", 6, look="number"),
        Column(_("Sources"), lambda row: str(row.sources) if known(row) else "", 7, look="number"),
    ]


def _kinds() -> list[str]:
    from qda.study.instruments import KINDS

    return [_(kind) for kind in KINDS]


def _name(project: Project, row: InstrumentRow, words: str) -> None:
    from qda.study import instruments

    if row.id == NEW:
        instruments.create(project, words)
    else:
        instruments.edit(project, row.id, name=words)


def _writer(field: str) -> Callable[[Project, InstrumentRow, str], None]:
    def write(project: Project, row: InstrumentRow, words: str) -> None:
        from qda.study import instruments

        instruments.edit(project, row.id, **{field: words})

    return write
