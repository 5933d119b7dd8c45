"""The log of theoretical sampling, one row for each step, written in place."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from qda.coding.sampling import PARTS, STATUS_WORDS, SamplingRow
from qda.i18n import N_, _, ngettext
from qda.ui.actions import Actions
from qda.ui.coding.rooms import Wrapping
from qda.ui.coding.saturation.cells import CellTable
from qda.ui.coding.saturation.model import Cells, Part
from qda.ui.parts.small import ElidedLabel, Link, small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, Ink

_EMPTY = N_(
    "Here is written down why you went back for more data: which gap, which question, what you planned, what you "
    "collected and what came of it."
)
_NARROW = 560  # pixels; in less, title and links have no room on one line


class LogCells(Cells):
    """Steps of sampling."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.parts = (
            Part("gap", _("Gap"), 5),
            Part("question", _("Question"), 5),
            Part("planned", _("Planned"), 4),
            Part("sources", _("Collected"), 4),
            Part("effect", _("Effect"), 5),
            Part("status", _("Status"), -10),
        )

    def words(self, row: SamplingRow, part: str) -> str:
        """What stands in a cell."""
        if part == "sources":
            return ", ".join(name for _id, name in row.sources)
        return _(STATUS_WORDS[row.status]) if part == "status" else str(getattr(row, part))

    def below(self, row: SamplingRow, part: str) -> str:
        """What the gap is in, and whether a memo hangs on the step."""
        if part == "gap":
            return " › ".join(each for each in (row.category, row.property_name) if each)
        return _("with a memo") if part == "status" and row.memo_id is not None else ""

    def ink(self, row: SamplingRow, part: str, ink: Ink) -> str:
        """A gap that nobody has planned for is amber."""
        if part == "status":
            return ink.hint if row.status == "gap" else ink.soft
        return ink.ink

    def editable(self, row: SamplingRow, part: str) -> bool:
        """What is written by hand."""
        return part in PARTS

    def tip(self, row: SamplingRow) -> str:
        """The whole step."""
        told = ((part.heading, self.words(row, part.key)) for part in self.parts)
        return "\n".join(f"{heading}: {words}" for heading, words in told if words)


class SamplingLog(QWidget):
    """The log with its head: add a gap, link sources, say what it is about, memo, save."""

    acts = Signal(str, object)  # "add", "sources", "about", "memo", "remove", "up", "down", "save"; row or None

    def __init__(self, session: Session, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self.cells = LogCells(self)
        self.table = CellTable(session, self.cells, _("Log of theoretical sampling"), wrap=True)
        self.table.acted.connect(self._on_acted)
        self.table.removed.connect(lambda row: self.acts.emit("remove", row))
        self.table.at_hand.connect(lambda _row: self._allow())
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._open_menu)
        self.count = ElidedLabel("", self)
        self.count.setObjectName("soft")
        self.count.setFont(small_font())
        self.links: dict[str, Link] = {}
        self.empty = QWidget(self)
        self._build()

    def _build(self) -> None:
        label = QLabel(_("Theoretical sampling"), self)
        label.setObjectName("caption")
        told = QHBoxLayout()
        told.setSpacing(3 * STEP)
        told.addWidget(label)
        told.addWidget(self.count, 1)
        told.addStretch(0)
        head = self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setContentsMargins(5 * STEP, STEP, 4 * STEP, STEP)
        head.setSpacing(STEP)
        head.addLayout(told, 1)
        for key, words in (
            ("sources", _("Sources…")),
            ("about", _("About…")),
            ("memo", _("Memo")),
            ("save", _("Save the log…")),
            ("add", _("Add a gap")),
        ):
            link = Link(words, partial(self.act, key), self)
            link.setFont(small_font())
            self.links[key] = link
        head.addWidget(Wrapping(list(self.links.values()), gap=3 * STEP))
        sentence = QLabel(_(_EMPTY), self.empty)
        sentence.setObjectName("soft")
        sentence.setWordWrap(True)
        column = QVBoxLayout(self.empty)
        column.setContentsMargins(5 * STEP, STEP, 5 * STEP, 3 * STEP)
        column.addWidget(sentence)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.empty)
        whole.addWidget(self.table, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window what can be done stands under the title."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        self._head.setDirection(way.TopToBottom if self.width() < _NARROW else way.LeftToRight)

    def add_actions(self) -> None:
        """What keys do in the log."""
        for key, words, keys in (
            ("up", _("Step of sampling: up"), "Alt+Up"),
            ("down", _("Step of sampling: down"), "Alt+Down"),
        ):
            self._actions.add(
                f"sampling.{key}", words, partial(self.act, key), keys=keys, menu="&Code", where=self.table, writes=True
            )

    def show_rows(self, rows: list[SamplingRow], *, writable: bool) -> None:
        """List these steps."""
        self.table.show_rows(rows, writable=writable)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        still = sum(1 for row in rows if row.status in ("gap", "planned"))
        words = ngettext("{count} step", "{count} steps", len(rows)).format(count=len(rows))
        if still:
            words += " · " + _("{count} with nothing collected yet").format(count=still)
        self.count.setText(words if rows else "")
        for key, link in self.links.items():
            link.setVisible((bool(rows) or key == "add") and (writable or key in ("save", "memo")))
        self._allow()

    def _allow(self) -> None:
        chosen = self.table.current() is not None
        for key in ("sources", "about", "memo"):
            self.links[key].setEnabled(chosen)
            self.links[key].setToolTip("" if chosen else _("Choose a step of the log first."))

    def act(self, key: str) -> None:
        """Do something with the step at hand."""
        row = self.table.current()
        if row is not None or key in ("add", "save"):
            self.acts.emit(key, row)

    def _on_acted(self, row: Any, part: str) -> None:
        """Enter in a cell that is not written: sources are chosen, the memo is opened."""
        if self.cells.writable:
            self.acts.emit("sources" if part == "sources" else "memo", row)

    def _open_menu(self, at: QPoint) -> None:
        index = self.table.indexAt(at)
        if index.isValid():
            self.table.setCurrentIndex(index)
        if self.table.current() is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, words in (
            ("sources", _("Link the collected sources…")),
            ("about", _("Say what it is about…")),
            ("memo", _("Memo on this step")),
            ("up", _("Up")),
            ("down", _("Down")),
            ("remove", _("Take out of the log")),
        ):
            action = menu.addAction(words, partial(self.act, key))
            action.setEnabled(self.cells.writable or key == "memo")
        menu.popup(self.table.viewport().mapToGlobal(at))
