"""What the data show of one category: its properties by source, the gaps, and what the researcher judged."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from qda.analysis.coding.saturation import Curve, Filling, Shown
from qda.coding.judgements import JudgementRow
from qda.days import day
from qda.i18n import N_, _, ngettext
from qda.text import excerpt
from qda.ui.coding.fields import GrowingField
from qda.ui.coding.saturation.cells import CellTable
from qda.ui.coding.saturation.model import Cells, Part
from qda.ui.parts.small import Choice, ElidedLabel, Link, small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, Ink, mixed, qcolor
from qda.ui.working.unfinished import About, Unfinished

_NO_CATEGORY = N_("Properties belong to categories. Raise a focused code to a category, and give it properties.")
_NO_PROPERTY = N_(
    "This category has no properties yet. Name one in Categories; here you see which source shows it first."
)
_NO_JUDGEMENT = N_(
    "The program judges nothing. When you think that a category needs no more data, or not yet, say why."
)


class PropertyCells(Cells):
    """Properties, their dimensions beneath them, and the source that shows each first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.parts = (
            Part("name", _("Property"), 4),
            Part("first", _("First shown in"), 4, "name"),
            Part("strip", _("Sources"), 2, "strip"),
        )
        self.curve: Curve | None = None

    def key(self, row: Shown) -> Hashable:
        """Property and dimension."""
        return row.property_id, row.dimension_id

    def words(self, row: Shown, part: str) -> str:
        """What stands in a cell."""
        if part == "name":
            return f"– {row.name}" if row.dimension_id is not None else row.name
        if part == "first":
            return self.first(row)
        return ngettext("{count} source", "{count} sources", len(row.sources)).format(count=len(row.sources))

    def first(self, row: Shown) -> str:
        """“6 · Interview with Theresa”, or that there is none."""
        if row.sources and self.curve is not None:
            return f"{row.first} · {self.curve.sources[next(iter(row.sources))].name}"
        return _("no evidence") if row.gap else _("only in sources left out")

    def ink(self, row: Shown, part: str, ink: Ink) -> str:
        """Gaps are amber, dimensions soft."""
        if part == "first" and row.first is None:
            return ink.hint
        return ink.soft if row.dimension_id is not None else ink.ink

    def tip(self, row: Shown) -> str:
        """All sources that show it."""
        if self.curve is None:
            return ""
        names = [f"{self.curve.sources[source].name} ({count})" for source, count in row.sources.items()]
        if row.outside:
            names.append(_("{count} segments in sources left out").format(count=row.outside))
        return "\n".join([row.name, *names])


class PropertyTable(CellTable):
    """The table with a strip for each property: a mark for each source that shows it, along the order of collection."""

    def paint_strip(self, painter: QPainter, area: QRect, row: Any, ink: Ink) -> None:
        """The order from left to right; the first source stands out."""
        cells = self.cells
        curve = cells.curve if isinstance(cells, PropertyCells) else None
        if curve is None or not curve.points:
            return
        middle = area.center().y()
        painter.fillRect(QRect(area.left(), middle, area.width(), 1), qcolor(ink.rule))
        place = {point.source: point.place for point in curve.points}
        for number, source in enumerate(row.sources):
            x = area.left() + (place[source] - 0.5) * area.width() / len(curve.points)
            high = 7 if not number else 4
            colour = ink.accent if not number else mixed(ink.accent, ink.paper, 0.55)
            painter.fillRect(QRectF(x - 1.5, middle - high, 3, 2 * high + 1), qcolor(colour))


class JudgementCells(Cells):
    """What was judged, the newest first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.parts = (Part("date", _("Date"), -10, "soft"), Part("judgement", _("Your judgement"), 1))

    def words(self, row: JudgementRow, part: str) -> str:
        """Date or words."""
        return day(row.at) if part == "date" else row.judgement

    def below(self, row: JudgementRow, part: str) -> str:
        """How the memo begins."""
        return excerpt(" ".join(row.memo.split()), 120) if part == "judgement" else ""

    def editable(self, row: JudgementRow, part: str) -> bool:
        """The words."""
        return part == "judgement"

    def tip(self, row: JudgementRow) -> str:
        """The whole memo."""
        return row.memo


class JudgementForm(QWidget):
    """A judgement and its memo, written in place; the memo begins with what the data say today."""

    given = Signal(str, str)  # judgement, memo
    ended = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = QLineEdit(self)
        self.field.setAccessibleName(_("Your judgement"))
        self.field.setPlaceholderText(_("Your judgement, in your own words"))
        self.memo = GrowingField(_("Memo: why you judge so"), self, lines=(2, 5))
        self.memo.setPlaceholderText(_("Why? What was new in the last sources, and what was not?"))
        for field in (self.field, self.memo):
            field.installEventFilter(self)
        self.keep = QPushButton(_("Record (Ctrl+Enter)"), self)
        self.keep.setObjectName("button")
        self.keep.clicked.connect(self.give)
        foot = QHBoxLayout()
        foot.addWidget(self.keep)
        foot.addWidget(Link(_("Never mind (Esc)"), self.put_away, self))
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * STEP, STEP, 3 * STEP, STEP)
        column.setSpacing(STEP)
        column.addWidget(self.field)
        column.addWidget(self.memo)
        column.addLayout(foot)
        self.hide()

    def begin(self, facts: str) -> None:
        """Ask; the memo begins with facts."""
        self.field.clear()
        self.memo.setPlainText(facts + "\n" if facts else "")
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def give(self) -> None:
        """Record it, if there are words."""
        words, memo = " ".join(self.field.text().split()), self.memo.words().strip()
        if words:
            self.put_away()
            self.given.emit(words, memo)
        else:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Give up."""
        self.ended.emit()  # first: the keyboard of what is hidden would go to whatever comes next
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up; Enter goes on to the memo."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        elif event.key() in _ENTER:
            self.memo.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter records, before the window makes something else of it; Esc is the form's, too."""
        if not isinstance(event, QKeyEvent) or event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return super().eventFilter(watched, event)
        records = event.key() in _ENTER and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.type() == QEvent.Type.ShortcutOverride:
            if records or event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        elif records:
            self.give()
            return True
        return super().eventFilter(watched, event)


_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CategorySide(QWidget):
    """The right side of the page."""

    chosen = Signal(int)  # code id
    plan_wanted = Signal(object)  # Shown
    judged = Signal(str, str)  # judgement, memo

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._facts = ""
        self.choice = Choice(self)
        self.choice.setAccessibleName(_("Category"))
        self.choice.setMinimumWidth(80)
        self.choice.activated.connect(lambda _at: self.chosen.emit(int(self.choice.currentData())))
        self.told = ElidedLabel("", self)
        self.told.setObjectName("soft")
        self.told.setFont(small_font())
        self.properties = PropertyCells(self)
        self.table = PropertyTable(session, self.properties, _("Properties by source"))
        self.table.acted.connect(lambda row, _part: self.plan_wanted.emit(row))
        self.table.at_hand.connect(lambda _row: self._allow())
        self.plan = Link(_("Plan sampling for this gap"), self._plan, self)
        self.plan.setFont(small_font())
        self.empty = self._sentence("")
        self.judgements = JudgementCells(self)
        self.history = CellTable(session, self.judgements, _("Judgements"), wrap=True)
        self.form = JudgementForm(self)
        self.form.given.connect(self.judged)
        for name, field in (("judgement", self.form.field), ("memo", self.form.memo)):
            Unfinished(session, field, partial(self._about, name, field.accessibleName()))
        self.form.ended.connect(self._leave_form)
        self.made: int | None = None  # a judgement that was just recorded: at hand once it is listed
        self.judge = Link(_("Record a judgement…"), self.begin, self)
        self.judge.setFont(small_font())
        self.no_judgement = self._sentence(_(_NO_JUDGEMENT))
        self._build()

    def _about(self, name: str, title: str) -> About | None:
        category = self.choice.currentData()
        return About(f"saturation.{name}", title, ("code", int(category))) if category is not None else None

    def _sentence(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setObjectName("soft")
        label.setFont(small_font())
        label.setWordWrap(True)
        label.setContentsMargins(3 * STEP, STEP, 3 * STEP, STEP)
        return label

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(3 * STEP, 0, 3 * STEP, 0)
        head.addWidget(self.choice, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * STEP, 0, 2 * STEP, 0)
        foot.addWidget(self.told, 1)
        foot.addStretch(0)
        foot.addWidget(self.plan)
        title = QHBoxLayout()
        title.setContentsMargins(3 * STEP, 0, 2 * STEP, 0)
        self.caption = QLabel(_("Judgements"), self)
        self.caption.setObjectName("caption")
        title.addWidget(self.caption, 1)
        title.addWidget(self.judge)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        column.addLayout(head)
        column.addWidget(self.empty)
        column.addWidget(self.table, 3)
        column.addLayout(foot)
        column.addLayout(title)
        column.addWidget(self.form)
        column.addWidget(self.no_judgement)
        column.addWidget(self.history, 2)

    # --- showing ------------------------------------------------------------------------------------------------------

    def show_categories(self, known: Sequence[tuple[int, str]], at: int | None) -> None:
        """The categories to choose from, and the one at hand."""
        self.choice.blockSignals(True)
        self.choice.clear()
        for code_id, name in known:
            self.choice.addItem(name, code_id)
        self.choice.setCurrentIndex(max(0, self.choice.findData(at)))
        self.choice.setVisible(bool(known))
        self.choice.blockSignals(False)

    def show_filling(
        self, filling: Filling | None, curve: Curve, rows: Sequence[JudgementRow], *, writable: bool
    ) -> None:
        """What a category has, along the order of the curve."""
        self.properties.curve = curve
        shown = filling.rows if filling is not None else ()
        self.table.show_rows(shown, writable=False)
        self.table.viewport().update()
        self.empty.setText(_(_NO_CATEGORY) if filling is None else _(_NO_PROPERTY))
        self.empty.setVisible(not shown)
        self.table.setVisible(bool(shown))
        self.told.setText(short_words(filling) if filling is not None and shown else "")
        self.plan.setVisible(writable and any(row.first is None for row in shown))
        self.judge.setVisible(filling is not None and writable)
        self.caption.setVisible(filling is not None)
        self.history.show_rows(rows, writable=writable)
        self.history.setVisible(bool(rows))
        self.no_judgement.setVisible(not rows and filling is not None and self.form.isHidden())
        if self.made is not None and self.history.go(self.made):
            self.made = None
            if self.judge.hasFocus():
                self.history.setFocus(Qt.FocusReason.OtherFocusReason)
        self._allow()

    def set_facts(self, facts: str) -> None:
        """What a memo on a judgement begins with."""
        self._facts = facts

    def begin(self) -> None:
        """Ask for a judgement on the category at hand."""
        if not self.judge.isHidden():
            self.no_judgement.hide()
            self.form.begin(self._facts)

    def _leave_form(self) -> None:
        """The keyboard goes to the judgements; before the first there is only what begins one."""
        (self.judge if self.history.isHidden() else self.history).setFocus(Qt.FocusReason.OtherFocusReason)

    def _allow(self) -> None:
        self.plan.setEnabled(self._gap() is not None)

    def _gap(self) -> Shown | None:
        """The gap at hand, else the first there is."""
        row = self.table.current()
        if row is not None:
            return row if row.first is None else None
        return next((row for row in self.properties.rows if row.first is None), None)

    def _plan(self) -> None:
        row = self._gap()
        if row is not None:
            self.plan_wanted.emit(row)


def short_words(filling: Filling) -> str:
    """“2 of 3 shown · 1 gap”."""
    words = _("{shown} of {all} shown").format(
        shown=len(filling.properties) - len(filling.gaps), all=len(filling.properties)
    )
    count = len(filling.gaps)
    return f"{words} · {ngettext('{count} gap', '{count} gaps', count).format(count=count)}" if count else words


def filled_words(filling: Filling) -> str:
    """“2 of 3 properties shown · gap: visibility”."""
    words = _("{shown} of {all} properties shown").format(
        shown=len(filling.properties) - len(filling.gaps), all=len(filling.properties)
    )
    if filling.gaps:
        label = ngettext("gap: {names}", "gaps: {names}", len(filling.gaps))
        words += " · " + label.format(names=", ".join(row.name for row in filling.gaps))
    return words
