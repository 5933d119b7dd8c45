"""What came of comparing: the verdicts on the codes at hand, newest first, with a mark where the data changed since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from qda.i18n import N_, _, ngettext
from qda.text import excerpt
from qda.ui.coding.compare.list import verdict_words
from qda.ui.lists.judgements import JudgementList, Lines, Part
from qda.ui.parts.small import ElidedLabel, Link, small_font
from qda.ui.session import Session
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.coding.comparison import Compared, VerdictRow

_SINCE = {
    "recoded": N_("recoded since"),
    "edited": N_("words changed since"),
    "gone": N_("words gone since"),
}
_QUOTE = 60


def since(row: VerdictRow) -> str:
    """What happened to the segments since, in words; empty if nothing did."""
    return _(_SINCE[row.stale]) if row.stale else ""


def pair_words(row: VerdictRow) -> str:
    """The words that were compared, as they were."""
    return " – ".join(f"“{excerpt(' '.join(part.quote.split()), _QUOTE)}”" for part in row.segments)


def detail(row: VerdictRow) -> str:
    """Each segment as it was, with its codes and its source: for a tool tip."""
    return "\n\n".join(_part(part) for part in row.segments)


def _part(part: Compared) -> str:
    names = ", ".join(name for _code, name in part.codes) or _("no code")
    changed = f" · {_(_SINCE[part.now])}" if part.now else ""
    return f"“{excerpt(part.quote, 400)}”\n{part.source} · {names}{changed}"


def date_words(row: VerdictRow) -> str:
    """The day of a verdict, the month in letters: figures alone are read one way here and another there."""
    return QLocale().toString(QDateTime.fromMSecsSinceEpoch(row.at).date(), "d MMM yyyy")


def spoken(row: VerdictRow) -> str:
    """Date, verdict and words."""
    parts = (date_words(row), verdict_words(row), since(row), pair_words(row))
    return " · ".join(part for part in parts if part)


def lines(row: VerdictRow) -> Lines:
    """One line: day, verdict, what changed since, the words."""
    return (
        (
            Part(date_words(row), "soft", "small"),
            Part(verdict_words(row), "ink", "small", share=0.45),
            Part(since(row), "hint", "small"),
            Part(pair_words(row), "soft", "small"),
        ),
    )


class VerdictList(JudgementList["VerdictRow"]):
    """The list; Enter goes to the incidents, Del withdraws a verdict."""

    wanted = Signal(object)  # VerdictRow
    withdrawn = Signal(object)  # VerdictRow

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent, _("Verdicts"), lines, spoken, detail=detail, first=False)
        self.clicked.connect(lambda _index: self._want())

    def _want(self) -> None:
        if (row := self.current()) is not None:
            self.wanted.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Del act on the verdict at hand."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._want()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if (row := self.current()) is not None:
                self.withdrawn.emit(row)
        else:
            super().keyPressEvent(event)


class VerdictFoot(QWidget):
    """The list with how many there are, and a way to withdraw the one at hand."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(80)
        self.count = ElidedLabel("", self)
        self.count.setObjectName("soft")
        self.count.setFont(small_font())
        self.list = VerdictList(session, self)
        self.withdraw = Link(_("Withdraw (Del)"), self._withdraw, self)
        self.withdraw.setFont(small_font())
        self.list.selectionModel().currentChanged.connect(lambda _new, _old: self._allow())
        head = QHBoxLayout()
        head.setContentsMargins(4 * STEP, 2 * STEP, 4 * STEP, STEP)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.withdraw)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)

    def show_rows(self, rows: Sequence[VerdictRow], *, writable: bool) -> None:
        """List these verdicts."""
        self.list.show_rows(rows)
        words = ngettext("{count} verdict", "{count} verdicts", len(rows)).format(count=len(rows))
        changed = sum(1 for row in rows if row.stale)
        if changed:
            words += " · " + _("{count} on data that changed since").format(count=changed)
        if not rows:
            words = _(
                "Verdicts on these codes are listed here. Take an incident in hand in each column and press a key."
            )
        self.count.setText(words)
        self.withdraw.setVisible(bool(rows) and writable)
        self._allow()

    def _allow(self) -> None:
        self.withdraw.setEnabled(self.list.current() is not None)

    def _withdraw(self) -> None:
        if (row := self.list.current()) is not None:
            self.list.withdrawn.emit(row)
