"""How the comparison is built: columns, verdicts to give, the memo and the list of what was judged."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.coding.compare.columns import Columns
from qda.ui.coding.compare.memo import CompareMemo
from qda.ui.coding.compare.note import VerdictBar
from qda.ui.coding.compare.verdicts import VerdictFoot
from qda.ui.coding.rooms import Scrolled
from qda.ui.parts.empty import Empty
from qda.ui.parts.small import ElidedLabel, Link, Tick, heading
from qda.ui.session import Session
from qda.ui.theme import STEP

_LEAST = 36 * STEP  # of the columns: their heads, and some lines of an incident
_WRITING = 8  # lines of the memo that are seen while it is written: a quotation, its address, and what is thought of it


class CompareFrame(QWidget):
    """The parts of the page, in their places; what they do is for the page to say."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("comparePage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Compare"))
        self._build()

    def _build(self) -> None:
        self.columns = Columns(self._session)
        self.columns.setMinimumHeight(_LEAST)
        self.work = QWidget(self)
        column = QVBoxLayout(self.work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        middle = self.middle = QSplitter(Qt.Orientation.Vertical)
        middle.addWidget(self._columns())
        self.foot = VerdictFoot(self._session, self)
        self.verdicts = self.foot.list
        self.memo = CompareMemo(self._session, self)
        middle.addWidget(self.memo)
        middle.addWidget(self.foot)
        for place, share in enumerate((5, 1, 1)):
            middle.setStretchFactor(place, share)
        middle.setSizes([560, 110, 110])
        middle.setChildrenCollapsible(False)
        self._at_rest: list[int] = []
        self.memo.writing.connect(self._make_room)
        column.addWidget(middle, 1)
        self.stack = QStackedWidget(self)
        self.room = Scrolled(self.work)
        self.stack.addWidget(self.room)
        self.stack.addWidget(self._empty())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _make_room(self, writing: bool) -> None:
        """While the memo is written the columns give it some lines of theirs; afterwards they have them back."""
        columns, memo, foot = sizes = self.middle.sizes()
        if writing:
            wanted = min(_WRITING * self.memo.editor.fontMetrics().lineSpacing(), columns + memo - _LEAST) - memo
            self._at_rest = sizes if wanted > 0 else []
            if wanted > 0:
                self.middle.setSizes([columns - wanted, memo + wanted, foot])
        elif self._at_rest:
            at_rest, self._at_rest = self._at_rest, []
            self.middle.setSizes(at_rest)
        for column in self.columns.all:
            column.list.scrollTo(column.list.currentIndex())

    def _head(self) -> QWidget:
        head = QWidget()
        title = heading(_("What is the same, what differs?"), 1.4)
        title.setWordWrap(False)
        title.setMinimumWidth(60)
        self.uncompared = Tick(_("Only uncompared"))
        self.add = Link(_("Add a column"), self.columns.add)
        self.save = Link(_("Export the ledger…"))
        row = QHBoxLayout()
        row.setSpacing(4 * STEP)
        row.addWidget(title, 1)
        row.addWidget(self.uncompared)
        row.addWidget(self.add)
        row.addWidget(self.save)
        self.ledger = ElidedLabel("")
        self.ledger.setObjectName("soft")
        column = QVBoxLayout(head)
        column.setContentsMargins(5 * STEP, 3 * STEP, 5 * STEP, 2 * STEP)
        column.setSpacing(STEP)
        column.addLayout(row)
        column.addWidget(self.ledger)
        return head

    def _columns(self) -> QWidget:
        """The columns with the verdicts to give beneath them."""
        self.bar = VerdictBar(self._session, self)
        self.note = self.bar.note
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.columns, 1)
        column.addWidget(self.bar)
        return part

    def _empty(self) -> QWidget:
        words = _("Incidents are put side by side here, to ask what is the same and what differs. Code a text first.")
        empty = Empty(words, _("Go to the texts"), lambda: self._session.workspace_wanted.emit("code"))
        self.to_texts = empty.button
        return empty
