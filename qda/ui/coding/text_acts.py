"""What can be done to words in the coding view: code, code in vivo, repeat, recode, resize, take off, write a memo."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from qda.i18n import _
from qda.text import Span, count_words, excerpt, trim
from qda.ui.actions import Actions
from qda.ui.coding.book import CodeBook
from qda.ui.coding.codes.acts import CodeActs
from qda.ui.coding.codes.quick_code import QuickCode
from qda.ui.coding.highlighting import NO_CODE, Highlighting
from qda.ui.documents.coded_text import Highlight
from qda.ui.documents.text_view import TextView
from qda.ui.menus import add_entry
from qda.ui.session import Selection, Session


class TextActs(QObject):
    """Acts on the selection, the caret or the coding at hand of a text view."""

    def __init__(self, session: Session, actions: Actions, shown: Highlighting, view: TextView) -> None:
        super().__init__(view)
        self._session = session
        self._actions = actions
        self._shown = shown
        self._view = view
        self._book = CodeBook.of(session)
        self._codes = CodeActs(session, self._book)
        self._field: QuickCode | None = None
        self._on_code: Callable[[int], None] = self.apply_one
        self._on_name: Callable[[str], None] = self.apply_new

    # --- what is acted on -------------------------------------------------------------------------

    def source_id(self) -> int | None:
        """The source that is shown."""
        return None if self._shown.source is None else self._shown.source.id

    def words(self) -> Span | None:
        """The selected words without white space at their ends."""
        selected = self._view.selection()
        return None if selected is None else trim(self._view.coded_text().text, selected)

    def _words_or_line(self) -> Span | None:
        """The selected words; where nothing is selected, the line at the caret, which is selected then."""
        if self._view.selection() is None:
            self._view.select_unit()
        return self.words()

    def can_write(self) -> bool:
        """True if there is a text that may be coded."""
        return self._shown.source is not None and self._session.project.writable

    def has_words(self) -> bool:
        """True if words are selected that may be coded."""
        return self.can_write() and self.words() is not None

    def has_coding(self) -> bool:
        """True if a coding is at hand, among the selected words or at the caret, and may be changed."""
        return self.can_write() and any(item.code != NO_CODE for item in self.here())

    def has_codings(self) -> bool:
        """True if the text that is seen has codings to go to."""
        text = self._view.coded_text()
        return self._view.isVisible() and text.count_highlights() > 0

    def can_repeat(self) -> bool:
        """True if a code was applied before that is still there."""
        code_id = self._session.last_code_id
        return self.can_write() and code_id is not None and code_id in self._book

    # --- coding -----------------------------------------------------------------------------------

    def open_field(self) -> None:
        """Open the quick-code field at the words."""
        words = self._words_or_line() if self.can_write() else None
        if words is not None:
            self._ask(words, self.apply_one, self.apply_new)

    def _ask(
        self,
        at: Span,
        on_code: Callable[[int], None],
        on_name: Callable[[str], None],
        *,
        heading: str = "",
        words: str = "",
        may_keep: bool = True,
        but: Sequence[int] = (),
    ) -> None:
        self._on_code, self._on_name = on_code, on_name
        self.field().open(self._anchor(at), heading=heading, words=words, may_keep=may_keep, but=but)

    def field(self) -> QuickCode:
        """The quick-code field, made when first needed."""
        if self._field is None:
            self._field = QuickCode(self._session, self._view.window())
            self._field.chosen.connect(lambda code_id, _keep: self._on_code(code_id))
            self._field.named.connect(lambda name, _keep: self._on_name(name))
        return self._field

    def _anchor(self, span: Span) -> QRect:
        """The last line of the words, in the window; what is out of view counts as being at its edge."""
        self._view.reveal(span.end)
        boxes = self._view.boxes_of(span)
        box = boxes[-1] if boxes else self._view.caret_rect()
        box = box.intersected(self._view.viewport().rect()) if box.intersects(self._view.viewport().rect()) else box
        return QRect(self._view.viewport().mapTo(self._view.window(), box.topLeft()), box.size())

    def apply_one(self, code_id: int) -> None:
        """Give a code to the selected words."""
        self.apply([code_id])

    def apply(self, ids: Sequence[int], span: Span | None = None) -> None:
        """Give codes to the selected words, or to `span`; without words, say that some are needed."""
        span = self.words() if span is None else trim(self._view.coded_text().text, span)
        source_id = self.source_id()
        if span is None or source_id is None:
            self._session.said.emit(_("Select the words first, then apply the code."))
        else:
            self._codes.apply(ids, source_id, span)

    def apply_new(self, label: str) -> None:
        """Make a code and give it to the selected words, as one act."""
        from qda.coding import segments

        span, source_id = self.words(), self.source_id()
        if span is not None and source_id is not None:
            applied = self._session.act(segments.apply_new, self._session.project, source_id, span, label)
            self._after(applied)

    def in_vivo(self) -> None:
        """Code the words with themselves; many words are shortened in the field first."""
        from qda.coding.segments import IN_VIVO_WORDS

        span = self.words() if self.can_write() else None
        if span is None:
            self._session.said.emit(_("Select the participant’s words first."))
            return
        words = span.of(self._view.coded_text().text)
        if count_words(words) <= IN_VIVO_WORDS:
            self._in_vivo(None)
        else:
            heading = _("In vivo: shorten it to what carries the meaning")
            self._ask(span, self.apply_one, self._in_vivo, heading=heading, words=" ".join(words.split()))

    def _in_vivo(self, label: str | None) -> None:
        from qda.coding import segments

        span, source_id = self.words(), self.source_id()
        if span is not None and source_id is not None:
            self._after(self._session.act(segments.in_vivo, self._session.project, source_id, span, label))

    def _after(self, applied: object) -> None:
        """Remember the code that was applied, and say so if the words had it before."""
        coding_id = getattr(applied, "coding_id", None)
        code_id = None if coding_id is None else self._shown.code_of(coding_id)
        if code_id is None:
            return
        if not getattr(applied, "new", True):
            name = self._book.caption(code_id)
            self._session.said.emit(_("These words are coded {name} already.").format(name=name))
        self._book.used(code_id)

    def repeat(self) -> None:
        """Give the code that was applied last once more."""
        code_id = self._session.last_code_id
        if code_id is None or code_id not in self._book:
            self._session.said.emit(_("No code has been applied yet: press Enter to choose one."))
        elif self.can_write() and self._words_or_line() is not None:
            self.apply([code_id])

    # --- codings that are there -------------------------------------------------------------------

    def here(self) -> list[Highlight]:
        """The coding at hand; else those under the selected words, or at the caret."""
        current = self._view.current_highlight()
        if current is not None:
            return [current]
        selected, text = self._view.selection(), self._view.coded_text()
        found = text.overlapping(selected.start, selected.end) if selected else text.at(self._view.caret())
        return [item for item in found if item.code != NO_CODE]

    def _choose(self, heading: str, act: Callable[[list[Highlight]], None], *, may_all: bool) -> None:
        """Do something with the one coding that is here, or with that chosen from a small list."""
        found = [item for item in self.here() if item.code != NO_CODE] if self.can_write() else []
        if not found:
            self._session.said.emit(_("There is no coding here."))
        elif len(found) == 1:
            act(found)
        else:
            self._open_list(heading, found, act, may_all=may_all)

    def _open_list(
        self, heading: str, found: list[Highlight], act: Callable[[list[Highlight]], None], *, may_all: bool
    ) -> None:
        menu = QMenu(heading, self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addSection(heading)
        for item in found:
            words = excerpt(item.span.of(self._view.coded_text().text), 40)
            action = menu.addAction(self._view.swatch(item), f"{item.caption}  “{words}”".replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, chosen=item: act([chosen]))
        if may_all:
            menu.addSeparator()
            menu.addAction(_("All of them"), lambda: act(found))
        first = next((action for action in menu.actions() if not action.isSeparator()), QAction())
        menu.setActiveAction(first)
        box = self._view.caret_rect()
        menu.popup(self._view.viewport().mapToGlobal(box.bottomLeft()))

    def take_off(self) -> None:
        """Take a coding off; of several, ask which."""
        self._choose(_("Take off"), self._remove, may_all=True)

    def take_off_current(self) -> None:
        """Take off the coding at hand, and nothing if there is none."""
        current = self._view.current_highlight()
        if current is not None and current.code != NO_CODE and self.can_write():
            self._remove([current])

    def _remove(self, found: list[Highlight]) -> None:
        from qda.coding import segments

        self._session.act(segments.remove, self._session.project, [item.id for item in found])

    def recode(self) -> None:
        """Bind a coding to another code; of several, ask which coding first."""
        self._choose(_("Recode"), self._ask_recode, may_all=False)

    def _ask_recode(self, found: list[Highlight]) -> None:
        item = found[0]
        heading = _("Recode {name} to").format(name=self._book.caption(item.code))
        ids = [item.id]
        self._ask(
            item.span,
            lambda code_id: self._codes.recode(ids, code_id),
            lambda name: self._codes.recode_new(ids, name),
            heading=heading,
            may_keep=False,
            but=[item.code],
        )

    def resize(self, coding_id: int, start: int, end: int, everyone: bool) -> None:
        """Give a coding, or all on its segment, another stretch."""
        from qda.coding import segments

        if coding_id < 0 or not self.can_write():
            self._session.said.emit(_("These words carry a memo and no code; they stay as they are."))
            return
        at_hand = self._view.current_coding() == coding_id
        self._session.act(segments.resize, self._session.project, coding_id, Span(start, end), whole_segment=everyone)
        if at_hand:
            self._view.select_coding(coding_id, reveal=False)

    # --- memos ------------------------------------------------------------------------------------

    def memo(self) -> None:
        """Write about the words: on the segment that is there, else on a new one."""
        span, source_id = self._words_or_line(), self.source_id()
        if span is None or source_id is None:
            return
        current = self._view.current_highlight()
        same = [item for item in self._view.coded_text().overlapping(span.start, span.end) if item.span == span]
        item = current or next(iter(same), None)
        if item is not None:
            coding_id = item.id if item.code != NO_CODE else None
            self._session.select(Selection("segment", item.segment, coding_id=coding_id, span=item.span))
        else:
            self._session.select(Selection("source", source_id, span=span))
        self._trigger("memo.new" if item is None or not item.memo else "memo.write")

    def _trigger(self, name: str) -> None:
        known = {action.objectName(): action for action in self._actions.all()}
        if name in known:
            known[name].trigger()

    # --- the menu under the mouse -----------------------------------------------------------------

    def menu(self, parent: QWidget) -> QMenu:
        """What can be done here, with its keys."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        known = {action.objectName() for action in self._actions.all()}
        for name in _MENU:
            if name == "-":
                menu.addSeparator()
            elif name in known:
                add_entry(menu, self._actions, name)
        return menu


_MENU = (
    *("code.quick", "code.in_vivo", "code.repeat", "memo.on_words", "memo.quote", "-"),
    *("code.recode", "code.remove", "-"),
    *("select.word", "select.line", "select.sentence", "select.turn", "-", "find.in_text", "source.correct"),
)
