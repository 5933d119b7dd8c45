"""One column of the comparison: what it holds, its incidents, and the one at hand in its surroundings."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from qda.i18n import _, ngettext
from qda.ui import theme
from qda.ui.coding.book import CodeBook
from qda.ui.coding.codes.quick_code import QuickCode
from qda.ui.coding.codes.rows import SQUARE
from qda.ui.coding.compare.content import EVERYWHERE, Content, Place, Reader
from qda.ui.coding.compare.list import IncidentList
from qda.ui.parts import surroundings
from qda.ui.parts.small import Choice, ElidedLabel, Link, small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, lifted, qcolor

_REACH = 500  # code points of the neighbours


class Square(QWidget):
    """The colour of a code."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.color = ""
        self.setFixedSize(SQUARE + 2, SQUARE + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A small square."""
        if self.color:
            painter = QPainter(self)
            painter.fillRect(QRect(1, 1, SQUARE, SQUARE), qcolor(lifted(self.color, self._session.ink)))


class Column(QWidget):
    """Shows a `Content`. `altered` is emitted when the user chose another."""

    altered = Signal()
    removed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._book = CodeBook.of(session)
        self._asking: QuickCode | None = None
        self.content = Content()
        self._build()
        self.setMinimumWidth(170)
        self.setFocusProxy(self.list)

    def _build(self) -> None:
        self.square = Square(self._session, self)
        self.name = Link("", self.ask, self)
        font = QFont(self.name.font())
        font.setPointSizeF(font.pointSizeF() * 1.15)
        font.setWeight(QFont.Weight.DemiBold)
        self.name.setFont(font)
        self.count = ElidedLabel("", self)
        self.count.setFont(small_font())
        self.count.setObjectName("soft")
        self.remove = Link(_("Remove"), self.removed.emit, self)
        self.remove.setFont(small_font())
        self.remove.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)  # the name gives way
        self.places = Choice(self)
        self.places.setFont(small_font())
        self.places.setAccessibleName(_("Within which case, unit or kind of source"))
        self.places.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.places.activated.connect(lambda _index: self._on_place())
        self.list = IncidentList(self._session, self)
        self.nothing = QLabel("", self)
        self.nothing.setObjectName("soft")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(4 * STEP, 2 * STEP, 4 * STEP, 0)
        self.context = QTextBrowser(self)
        self.context.setAccessibleName(_("The incident in its surroundings"))
        self.context.setFrameShape(QFrame.Shape.NoFrame)
        self.context.document().setDocumentMargin(4 * STEP)
        self.context.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.context.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        title = QHBoxLayout()
        title.setContentsMargins(4 * STEP, 0, 3 * STEP, 0)
        title.setSpacing(STEP)
        title.addWidget(self.square)
        title.addWidget(self.name)
        title.addStretch(1)
        title.addWidget(self.remove)
        below = QHBoxLayout()
        below.setContentsMargins(4 * STEP, 0, 3 * STEP, STEP)
        below.setSpacing(2 * STEP)
        below.addWidget(self.places, 1)
        below.addWidget(self.count)
        parts = QSplitter(Qt.Orientation.Vertical, self)
        parts.addWidget(self.list)
        parts.addWidget(self.context)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        parts.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2 * STEP, 0, 0)
        column.setSpacing(STEP)
        column.addLayout(title)
        column.addLayout(below)
        column.addWidget(self.nothing)
        column.addWidget(parts, 1)

    # --- choosing ---------------------------------------------------------------------------------

    def ask(self) -> None:
        """Ask for the code that this column is to hold."""
        if self._asking is None:
            self._asking = QuickCode(self._session, self.window())
            self._asking.chosen.connect(lambda code_id, _keep: self.choose(code_id))
        anchor = QRect(self.name.mapTo(self.window(), self.name.rect().topLeft()), self.name.size())
        self._asking.open(anchor, heading=_("Incidents of which code?"), may_make=False, may_keep=False)

    def choose(self, code_id: int) -> None:
        """Hold this code from now on, within the same place."""
        self.content = Content(code_id, self.content.place)
        self.altered.emit()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_place(self) -> None:
        place = self.places.currentData()
        self.content = Content(self.content.code_id, (place[0], place[1]))
        self.altered.emit()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer(self, found: Mapping[Place, str]) -> None:
        """Offer these places; one that is gone becomes the whole study."""
        if self.content.place not in found:
            self.content = Content(self.content.code_id, EVERYWHERE, self.content.segment_ids)
        self.places.clear()
        for place, words in found.items():
            self.places.addItem(words, place)
        self.places.setCurrentIndex(list(found).index(self.content.place))

    # --- showing ----------------------------------------------------------------------------------

    def read(self, reader: Reader, *, uncompared: bool) -> None:
        """Show what there is now; with `uncompared`, only what was not compared within the code."""
        code_id = self.content.code_id
        if code_id is not None and code_id not in self._book:
            code_id = None
            self.content = Content(None, self.content.place)
        rows = reader.incidents(self.content)
        judged = reader.judged(code_id)
        # Segments that were sent here are of no code: any verdict on them counts.
        latest = reader.ledger(code_id).latest if code_id is not None else judged
        shown = [row for row in rows if row.segment_id not in latest] if uncompared else rows
        color = self._book.color(code_id) if code_id is not None else theme.PLAIN_CODE
        self.square.color = color if code_id is not None else ""
        self.square.update()
        self._name()
        words = ngettext("{count} incident", "{count} incidents", len(rows)).format(count=len(rows))
        if uncompared:
            words = _("{count} of {all}").format(count=len(shown), all=len(rows))
        self.count.setText(words)
        self.list.setAccessibleName(_("Incidents: {name}, {count}").format(name=self.name.words(), count=words))
        self.list.show_rows(shown, latest, judged, color)
        self.nothing.setText(self._sentence(bool(rows)))
        self.nothing.setVisible(not shown)
        self.show_context()

    def _name(self) -> None:
        code_id, chosen = self.content.code_id, len(self.content.segment_ids)
        if code_id is not None:
            self.name.set_words(self._book.name(code_id))
        elif chosen:
            self.name.set_words(
                ngettext("{count} chosen incident", "{count} chosen incidents", chosen).format(count=chosen)
            )
        else:
            self.name.set_words(_("Choose a code…"))
        self.places.setVisible(not chosen)

    def _sentence(self, some: bool) -> str:
        if self.content.code_id is None and not self.content.segment_ids:
            return _(
                "A column holds the incidents of a code, all of them or those of a case, a unit or a kind of source."
            )
        if some:
            return _("Every incident here has been compared.")
        return _("There is no incident of it here.")

    def show_context(self) -> None:
        """The incident at hand between its neighbours, if that is wanted."""
        from qda.coding import queries

        row = self.list.current()
        if self.context.isHidden() or row is None or not self._session.is_open:
            self.context.clear()
            return
        before, after = queries.neighbours(self._session.project, row.segment_id, _REACH)
        words = surroundings.paragraph(before, row.quote, after, self._session.ink, _REACH)
        surroundings.show(self.context, words)
