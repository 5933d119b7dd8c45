"""The trace of an in-vivo code: whose word it was, who else uses it, and every place with its words around it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from qda.i18n import _, ngettext
from qda.text import Span
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.lists.several import SeveralList
from qda.ui.parts.small import Link, Page, small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, qcolor
from qda.ui.working.saving import ask_where, write_aside

if TYPE_CHECKING:
    from qda.analysis.words.in_vivo import Tally, Trace, TraceHit
    from qda.nlp.pipeline import Pipeline
    from qda.progress import Progress
    from qda.project.project import Change

Index = QModelIndex | QPersistentModelIndex
_SHOWN = 6  # names in a tally


class HitModel(QAbstractListModel):
    """The places, in the order of the sources."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hits: list[TraceHit] = []

    def show(self, hits: list[TraceHit]) -> None:
        """List these."""
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many."""
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """A place in words."""
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            hit = self.hits[index.row()]
            return f"{where(hit)}: {' '.join(f'{hit.before}{hit.quote}{hit.after}'.split())}"
        return None


def where(hit: TraceHit) -> str:
    """“Theresa · Interview with Theresa, line 12 · Martine · the first”."""
    who = _("{label} (interviewer)").format(label=hit.speaker) if hit.interviewer else hit.who
    place = _("{source}, line {number}").format(source=hit.source, number=hit.line)
    state = _("the first") if hit.first else _("coded") if hit.coded else ""
    return " · ".join(part for part in (who, place, ", ".join(hit.cases), state) if part)


class _Delegate(QStyledItemDelegate):
    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, 2 * QFontMetrics(option.font).height() + 4 * STEP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, HitModel):
            return
        hit, ink = model.hits[index.row()], self._session.ink
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, qcolor(ink.selection))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(qcolor(ink.accent), 1))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        line = QFontMetrics(option.font).height()
        box = option.rect.adjusted(3 * STEP, 2 * STEP, -3 * STEP, 0)
        painter.setFont(small_font(option.font))
        painter.setPen(qcolor(ink.soft))
        told = painter.fontMetrics().elidedText(where(hit), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(QRect(box.left(), box.top(), box.width(), line), int(Qt.AlignmentFlag.AlignVCenter), told)
        self._words(painter, option.font, QRect(box.left(), box.top() + line, box.width(), line), hit)

    def _words(self, painter: QPainter, font: QFont, box: QRect, hit: TraceHit) -> None:
        """The words in the middle of the line, bold, with what stands around them as far as there is room."""
        ink, bold = self._session.ink, QFont(font)
        bold.setWeight(QFont.Weight.Bold)
        plain, strong = QFontMetrics(font), QFontMetrics(bold)
        quote = " ".join(hit.quote.split())
        middle = strong.horizontalAdvance(quote)
        room = max(0, (box.width() - middle) // 2)
        before = " ".join(hit.before.split()) + (" " if hit.before[-1:].isspace() else "")
        after = (" " if hit.after[:1].isspace() else "") + " ".join(hit.after.split())
        before = plain.elidedText(before, Qt.TextElideMode.ElideLeft, room)
        at = box.left() + room
        painter.setFont(font)
        painter.setPen(qcolor(ink.ink))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(QRect(box.left(), box.top(), room, box.height()), flags, before)
        rest = box.right() - at - middle
        painter.drawText(
            QRect(at + middle, box.top(), rest, box.height()),
            int(Qt.AlignmentFlag.AlignVCenter),
            plain.elidedText(after, Qt.TextElideMode.ElideRight, rest),
        )
        painter.setFont(bold)
        painter.setPen(qcolor(ink.accent))
        painter.drawText(QRect(at, box.top(), middle + 2, box.height()), int(Qt.AlignmentFlag.AlignVCenter), quote)


class TracePage(Page):
    """Follows the code that is selected when it is shown."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Whose word?"), _("An in-vivo code is somebody’s word. Who said it first, and who else uses it?")
        )
        if parent is not None:
            self.setParent(parent)
        self._session = session
        self._jobs = jobs
        self._code = 0
        self.language_model = ""
        self._pipeline: Pipeline | None = None  # read in once, at the first trace
        self.trace: Trace | None = None
        self._build()
        session.selected.connect(lambda _selection: self._follow())
        session.changed.connect(self._on_changed)
        session.closed.connect(self._clear)
        add = actions.add
        add("trace.code", _("Code the chosen places"), self.code_chosen, keys="Ctrl+Return", where=self, writes=True)
        add("trace.export", _("Write the trace as a table…"), self.export, where=self)

    def _build(self) -> None:
        self.told = QLabel("", self)
        self.told.setWordWrap(True)
        self.tallies = QLabel("", self)
        self.tallies.setWordWrap(True)
        self.tallies.setObjectName("soft")
        self.model = HitModel(self)
        self.list = SeveralList(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Delegate(self._session, self.list))
        self.list.setAccessibleName(_("Places where the words stand"))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.activated.connect(self._jump)
        self.list.selectionModel().selectionChanged.connect(lambda _on, _off: self._show_chosen())
        self._code_link = Link(_("Code the chosen places"), self.code_chosen, self)
        self._write = Link(_("Write as a table…"), self.export, self)
        self._back = Link(_("Back to the code"), lambda: self._session.workspace_wanted.emit("code"), self)
        row = QHBoxLayout()
        for link in (self._code_link, self._write, self._back):
            row.addWidget(link)
        row.addStretch(1)
        for label in (self.told, self.tallies):
            self.column.addWidget(label)
        self.column.addLayout(row)
        self.column.addWidget(self.list, 1)
        self.setFocusProxy(self.list)

    def set_language_model(self, model: str) -> None:
        """Follow words by the language model that lies there; "" for whichever is installed."""
        if model != self.language_model:
            self.language_model, self._pipeline = model, None

    # --- following --------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the code that is selected now."""
        super().showEvent(event)
        self._follow()

    def _clear(self) -> None:
        self._code, self.trace = 0, None
        self.model.show([])

    def _on_changed(self, change: Change) -> None:
        if change.touches("coding", "code", "source", "text_version", "speaker"):
            self._code = 0
            if self.isVisible():
                self._follow()

    def _follow(self) -> None:
        selection = self._session.selection
        wanted = selection.id if selection.kind == "code" else self._code
        if not self.isVisible() or not self._session.is_open or not wanted or wanted == self._code:
            if not wanted:
                self.told.setText(_("Select a code in the list at the right."))
                self._show_chosen()
            return
        self._code = wanted
        project = self._session.project

        def work(progress: Progress) -> Trace:
            from qda.analysis.words import in_vivo
            from qda.nlp import pipeline

            if self._pipeline is None:
                progress.step(0, 0, _("Reading the language model"))
                self._pipeline = pipeline.load(self.language_model or None)
            return in_vivo.trace(project, wanted, pipeline=self._pipeline, progress=progress)

        self._jobs.run(_("Following the words"), work, self.show_trace)

    def show_trace(self, trace: Trace) -> None:
        """Show what was found."""
        if trace.code_id != self._code:
            return  # another code was selected meanwhile
        self.trace = trace
        self.head.setText(_("Whose word? “{words}”").format(words=trace.code))
        first = _("First: {origin}.").format(origin=trace.origin) if trace.origin else _("It is on no segment yet.")
        kind = "" if trace.in_vivo else _("The code is not marked as in vivo.")
        self.told.setText(" ".join(part for part in (first, kind, trace.sentence) if part))
        parts = ((_("People"), trace.people), (_("Cases"), trace.cases), (_("Sources"), trace.sources))
        self.tallies.setText("\n".join(_line(name, tally) for name, tally in parts if tally.counts))
        self.model.show(list(trace.hits))
        self._show_chosen()

    # --- acts -------------------------------------------------------------------------------------

    def chosen(self) -> list[TraceHit]:
        """The chosen places that don't carry the code yet; where none is chosen, all those."""
        rows = sorted(index.row() for index in self.list.selectedIndexes())
        hits = [self.model.hits[row] for row in rows] or self.model.hits
        return [hit for hit in hits if not hit.coded]

    def _show_chosen(self) -> None:
        count = len(self.chosen())
        words = ngettext("Code {count} place", "Code {count} places", count).format(count=count)
        self._code_link.set_words(f"{words} (Ctrl+Enter)")
        self._code_link.setVisible(bool(count) and self._session.is_open and self._session.project.writable)
        self._write.setVisible(bool(self.model.hits))

    def _jump(self, index: QModelIndex) -> None:
        hit = self.model.hits[index.row()]
        self._session.workspace_wanted.emit("code")
        self._session.show_source(hit.source_id, Span(hit.start, hit.end))

    def code_chosen(self) -> None:
        """Give the code to the chosen places, as one thing to undo."""
        from qda.flows import code_hits

        hits = [hit.hit for hit in self.chosen()]
        if hits and self.trace is not None:
            done = self._session.act(code_hits.code_hits, self._session.project, hits, self.trace.code_id)
            if done is not None:
                told = ngettext("Coded {count} place.", "Coded {count} places.", done.new).format(count=done.new)
                self._session.said.emit(told)

    def export(self) -> None:
        """Ask where to, and write the table."""
        if self.trace is None:
            return
        kinds = f"{_('Word')} (*.docx);;{_('Excel')} (*.xlsx);;{_('CSV')} (*.csv)"
        path = ask_where(self, self._session, _("Write the trace"), self.trace.code, kinds)
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the table, aside."""
        trace, project = self.trace, self._session.project
        if trace is None:
            return

        def work(progress: Progress) -> None:
            from qda.export import writing
            from qda.export.coding import traces
            from qda.export.leaving import gate
            from qda.flows.withholding import clearing

            with gate.leaving(project, "trace", trace.code, progress=progress) as cleared:
                left = replace(trace, hits=tuple(clearing.places(cleared, trace.hits)))
                writing.write(path, [traces.table(clearing.cleaned(cleared, left))], progress=progress)

        write_aside(self._session, self._jobs, path, work)


def _line(name: str, tally: Tally) -> str:
    """“People (3 of 9): Theresa 4, Angela 2, George 1”."""
    shown = ", ".join(f"{each} {count}" for each, count in tally.counts[:_SHOWN])
    more = len(tally.counts) - _SHOWN
    rest = _(" and {count} more").format(count=more) if more > 0 else ""
    head = _("{name} ({count} of {base})").format(name=name, count=len(tally.counts), base=tally.base)
    return f"{head}: {shown}{rest}"
