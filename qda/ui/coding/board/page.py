"""The Focus workspace: initial codes as cards, gathered by asking what they are an example of."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from qda.i18n import N_, _, ngettext
from qda.ui.actions import Actions
from qda.ui.coding.board import access as board_access
from qda.ui.coding.board.acts import BoardActs
from qda.ui.coding.board.frame import LOW, BoardFrame
from qda.ui.coding.board.model import HEAD, HEAP, Key
from qda.ui.coding.board.near import Proposal, Proposing
from qda.ui.coding.board.tally import NearLabels, Tallies, families
from qda.ui.coding.board.view import CardsView
from qda.ui.coding.testing import actions as testing_actions
from qda.ui.jobs import Jobs
from qda.ui.menus import add_entry
from qda.ui.session import Selection, Session

if TYPE_CHECKING:
    from qda.nlp.terms import Near
    from qda.project.project import Change
    from qda.ui.coding.board.lineage import LineagePart

_ON_ANY = ("board.rename", "board.test", "board.biography", "board.out")
_SOON = 60  # milliseconds: walking by a held key tells only where it rests

_NO_CLUSTER = N_(
    "Choose cards and press Enter: the name that you give them is a focused code, and its cluster lies here."
)


class FocusPage(BoardFrame):
    """The heap at the left, clusters at the right, and what is near the card at hand."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        board_access.install()
        self._actions = actions
        self._jobs = jobs
        self.tallies = Tallies(session, jobs, self)
        self.labels = NearLabels(jobs, self)
        self.lineage: LineagePart | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._tell)
        self.proposing = Proposing(session, self.board, self.choice, self.labels, self.near, self)
        self.acts = BoardActs(session, self.board, self.choice, self.order, self._anchor, self)
        self._connect()
        self._add_actions()
        self._on_altered()

    def _connect(self) -> None:
        session = self._session
        self.to_lineage.clicked.connect(self.show_lineage)
        session.opened.connect(self._begin)
        session.closed.connect(self._begin)
        session.changed.connect(self._on_changed)
        session.selected.connect(self._on_selected)
        self.board.altered.connect(self._on_altered)
        self.tallies.counted.connect(self._on_counted)
        self.choice.moved.connect(self._soon.start)
        self.choice.moved.connect(self._on_moved)
        self.filter.textChanged.connect(self.board.set_filter)
        self.sorts.currentIndexChanged.connect(lambda _place: self._sort())
        self.near.accepted.connect(self.accept)
        self.near.done.connect(self._focus_cards)
        self.proposing.proposed.connect(self._show_near)
        self.acts.gathered.connect(self._on_gathered)
        self.name_field.named.connect(self.acts.rename)
        self.name_field.ended.connect(self._focus_cards)
        for view in (self.heap, self.clusters):
            view.peeked.connect(self.peek)
            view.rename_wanted.connect(self.rename)
            view.opened.connect(lambda code: self._book.segments_wanted.emit([code]))
            view.left.connect(partial(self._on_left, view))
            view.dropped.connect(lambda cards, target, copy: self.acts.drop(cards, target, copy=copy))
            view.customContextMenuRequested.connect(self._open_menu)

    def _add_actions(self) -> None:
        add, here, acts = self._actions.add, self.parts, self.acts
        asked = {"board.put": self._may_put, "board.merge": lambda: bool(acts.heads())}
        for name, text, keys, act in (
            ("board.ask", _("What is this an example of?"), ["Return", "Enter"], self.enter),
            ("board.move", _("Move to a cluster…"), "M", acts.ask_where),
            ("board.also", _("Gather in another cluster too…"), "Shift+M", partial(acts.ask_where, also=True)),
            ("board.cut", _("Cut cards"), ["X", "Ctrl+X"], partial(self.take, copying=False)),
            ("board.copy", _("Copy cards, to be in two clusters"), ["C", "Ctrl+C"], partial(self.take, copying=True)),
            ("board.put", _("Put the cards here"), ["V", "Ctrl+V"], acts.put),
            ("board.out", _("Take out of the cluster"), "Del", acts.take_out),
            ("board.merge", _("Merge the cluster into…"), "J", acts.ask_merge),
            ("board.rename", _("Rename card or cluster"), "F2", self.rename),
        ):
            may = asked.get(name, self._has_key if name in _ON_ANY else self._has_cards)
            add(name, text, act, keys=keys, menu="&Code", where=here, writes=True, when=may)
        for name, text, keys, act in (
            ("board.near", _("Near this card"), "N", self.go_near),
            ("board.all", _("Choose all cards here"), "Ctrl+A", self.choose_all),
            ("board.fold", _("Fold all clusters, or open them"), "F", self.fold_all),
            ("board.filter", _("Filter the cards"), ["/", "Ctrl+F"], self.filter.setFocus),
            ("board.lineage", _("Lineage of the codes"), "L", self.show_lineage),
            ("board.test", _("Test against the data"), "T", self.test),
            ("board.biography", _("Biography of the card or cluster"), "B", self.tell_story),
        ):
            on_any = self._has_key if name in _ON_ANY else None
            add(name, text, act, keys=keys, menu="&Code", where=here, when=on_any)

    # --- when it can be done ----------------------------------------------------------------------

    def _has_key(self) -> bool:
        """A card or a cluster is at hand."""
        return self.choice.current not in (None, (HEAP, HEAD))

    def _has_cards(self) -> bool:
        return bool(self.acts.cards())

    def _may_put(self) -> bool:
        return bool(self.choice.taken) and self.choice.current is not None

    # --- keeping up -------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Keep up while it is looked at."""
        super().showEvent(event)
        lineage = self._in_lineage()
        if not lineage:
            self.stack.setCurrentIndex(0)  # in its size before the cards come, or they would be laid out twice
        self.board.set_active(True)
        if not lineage:
            self.stack.setCurrentIndex(0 if self.board.initial else 1)
        self.tallies.set_active(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember only."""
        super().hideEvent(event)
        self.board.set_active(False)
        self.tallies.set_active(False)

    def _begin(self) -> None:
        self._quotes.clear()
        self.choice.clear()
        for view in (self.heap, self.clusters):
            view.shown_quotes.clear()
        self.filter.clear()
        self.sorts.setCurrentIndex(0)
        self.leave_lineage()

    def _on_changed(self, change: Change) -> None:
        if change.touches("coding", "segment", "source"):
            self._quotes.clear()
        if self.lineage is not None and change.touches("membership", "code", "coding", "segment"):
            self.lineage.outrun()

    def _on_counted(self, tally: object) -> None:
        self.board.set_tally(self.tallies.tally)
        if self.board.sort == "source":
            self._sort()

    def order(self) -> list[Key]:
        """All cards and heads, the heap first."""
        return [*self.heap.places.keys, *self.clusters.places.keys]

    def _on_altered(self) -> None:
        board = self.board
        self.choice.keep(self.order())
        if not self._in_lineage():
            self.stack.setCurrentIndex(0 if board.initial else 1)
        self.to_texts.setVisible(self._session.is_open)
        words = _("{count} of {all} unclustered").format(count=board.heap.size, all=board.initial)
        if board.words:
            words = ngettext("{count} card found", "{count} cards found", board.found()).format(count=board.found())
        self.count.setText(words)
        self.heap.setAccessibleName(_("Not yet clustered: {words}").format(words=words))
        self.clusters.setAccessibleName(
            ngettext("{count} cluster", "{count} clusters", len(board.panels)).format(count=len(board.panels))
        )
        self.heap.say(self._heap_sentence())
        self.clusters.say("" if board.panels or board.words else _(_NO_CLUSTER))
        self._soon.start()

    def _heap_sentence(self) -> str:
        if self.board.heap.cards:
            return ""
        if self.board.words:
            return _("No unclustered code answers to this filter.")
        return _("Every initial code is in a cluster.")

    # --- the card at hand -------------------------------------------------------------------------

    def view_of(self, key: Key | None) -> CardsView:
        """Where a card or head lies."""
        return self.heap if key is not None and key[0] == HEAP else self.clusters

    def _anchor(self) -> QRect:
        key = self.choice.current
        view = self.view_of(key)
        box = view.rect_of(key) if key is not None else QRect()
        box = box.intersected(view.viewport().rect())
        if box.isEmpty():
            box = QRect(view.viewport().rect().center(), view.viewport().rect().center())
        return QRect(view.viewport().mapTo(self.window(), box.topLeft()), box.size())

    def _tell(self) -> None:
        """Say what the work is about now: the right side shows the code, its incidents and memos."""
        key = self.choice.current
        if not self._session.is_open or not self.isVisible():
            return
        self.proposing.ask()
        if key is not None and (key[1] or key[0]) and self._has_focus():
            self._session.select(Selection("code", key[1] or key[0]))

    def _on_gathered(self, group: int) -> None:
        """From the heap one sees where the cards went; in the clusters nothing may jump."""
        if self.view_of(self.choice.current) is self.heap or self.choice.current is None:
            self.clusters.reveal((group, HEAD))

    def _has_focus(self) -> bool:
        return self.heap.hasFocus() or self.clusters.hasFocus() or self.near.hasFocus()

    def _on_moved(self) -> None:
        if self.choice.current is not None:
            self.view_of(self.choice.current).reveal(self.choice.current)
            board_access.moved(self.view_of(self.choice.current), self.board.spoken(self.choice.current))

    def _on_selected(self, selection: Selection) -> None:
        """A code was chosen elsewhere: show where it lies, without taking the keyboard."""
        if selection.kind != "code" or not self.isVisible() or self._has_focus():
            return
        keys = [(selection.id, HEAD), *self.board.places_of(selection.id)]
        found = next((key for key in keys if self.view_of(key).places.box(key) is not None), None)
        if found is not None:
            self.choice.go(found)
            self.view_of(found).reveal(found)

    def peek(self) -> None:
        """One line of data on the chosen cards, or none again; a head folds or opens."""
        key = self.choice.current
        if key is None:
            return
        if key[1] == HEAD:
            panel = self.board.panel(key[0])
            if panel is not None and key[0] != HEAP:
                self.board.fold([key[0]], panel.open)
            return
        on = key not in self.view_of(key).shown_quotes
        for card in self.acts.cards():
            shown = self.view_of(card).shown_quotes
            quote = self.quote(card[1]) if on else None
            if quote is not None:
                shown[card] = quote
            else:
                shown.pop(card, None)
        self.heap.arrange()
        self.clusters.arrange()
        self.view_of(key).reveal(key)

    def enter(self) -> None:
        """Ask what the cards are an example of; a head folds or opens."""
        if self.acts.cards():
            self.acts.ask()
        else:
            self.peek()

    def rename(self) -> None:
        """Another name, typed in place."""
        key = self.choice.current
        if key is None or key == (HEAP, HEAD) or not self._session.project.writable:
            return
        view = self.view_of(key)
        view.reveal(key)
        box = view.rect_of(key)
        place = QRect(view.viewport().mapTo(self, box.topLeft()), box.size())
        code = key[1] or key[0]
        self.name_field.ask(code, self._book.name(code), place)

    def take(self, *, copying: bool) -> None:
        """Cut or copy the chosen cards."""
        cards = self.acts.cards()
        self.choice.take(cards, copying=copying)
        if cards:
            words = _("Copied {what}: V puts it into another cluster too.") if copying else _("Cut {what}: V puts it.")
            self._session.said.emit(words.format(what=self.acts.what(cards)))

    def choose_all(self) -> None:
        """Choose all cards of the panel at hand."""
        key = self.choice.current
        panel = self.board.panel(key[0]) if key is not None else self.board.heap
        if panel is not None and panel.open:
            self.choice.choose(card.key for card in panel.cards)

    def fold_all(self) -> None:
        """Fold all clusters; if all are folded, open them."""
        folded = any(panel.open for panel in self.board.panels)
        current = self.choice.current
        self.board.fold([panel.id for panel in self.board.panels], folded)
        if current is not None and current[0] != HEAP and self.clusters.places.box(current) is None:
            self.choice.go((current[0], HEAD))
        if self.choice.current is not None:
            self.view_of(self.choice.current).reveal(self.choice.current)

    def _on_left(self, view: CardsView, step: int) -> None:
        other = self.clusters if view is self.heap else self.heap
        if (step > 0) != (view is self.heap):
            return
        key = self.choice.current
        y = view.rect_of(key).center().y() if key is not None else 0
        other.enter_from(other.viewport().mapFromGlobal(view.viewport().mapToGlobal(QPoint(0, y))).y(), step)

    def _focus_cards(self) -> None:
        self.view_of(self.choice.current).setFocus(Qt.FocusReason.OtherFocusReason)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Where the keyboard was, else in the heap."""
        if self.lineage is not None and self._in_lineage():
            self.lineage.setFocus(reason)
        elif not self.board.initial:
            self.to_texts.setFocus(reason)
        elif self.choice.current is None and self.board.heap.cards:
            self.heap.setFocus(reason)
        else:
            self.view_of(self.choice.current).setFocus(reason)
            self._soon.start()  # meanwhile the work may have been about something else

    # --- order and filter -------------------------------------------------------------------------

    def _sort(self) -> None:
        sort = str(self.sorts.currentData())
        if sort == "near":
            self.labels.ask(self._names(), self._sort_near)
        elif sort == "source":
            places = self.tallies.tally.places if self.tallies.tally else {}
            self.board.set_sort(sort, lambda code: places.get(code, (1 << 40, 0)))
        else:
            self.board.set_sort(sort)

    def _sort_near(self, near: dict[str, list[Near]]) -> None:
        if self.sorts.currentData() != "near":
            return
        leaders, name = families(near), self._book.name

        def place(code: int) -> tuple[object, ...]:
            return (name(code) not in leaders, leaders.get(name(code), ""), name(code))

        self.board.set_sort("near", place)

    def _names(self) -> list[str]:
        return [self._book.name(code) for code in self._book.in_order()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the filter Enter and Down go to the cards, Esc clears it."""
        if watched is self.filter and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
                found = next(iter(self.order()), None)
                if found is not None:
                    self.choice.go(found)
                    self.view_of(found).setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() == Qt.Key.Key_Escape:
                if self.filter.text():
                    self.filter.clear()
                else:
                    self._focus_cards()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc on the cards shows all of them again, wherever the filter was typed."""
        if event.key() == Qt.Key.Key_Escape and self.filter.text() and not self._in_lineage():
            self.filter.clear()
        else:
            super().keyPressEvent(event)

    # --- what is near -----------------------------------------------------------------------------

    def _show_near(self, name: str) -> None:
        seen = bool(name) and self.height() > LOW
        self.near_head.setText(_("Near {name}").format(name=name) if name else "")
        self.near_head.setVisible(seen)
        self.near.setVisible(seen)

    def go_near(self) -> None:
        """Put the keyboard into the list of what is near."""
        if self.near.proposals.rows:
            self.near.show()
            self.near.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._session.said.emit(_("Nothing is near this card."))

    def accept(self, row: Proposal) -> None:
        """Bring the card at hand and what was proposed together."""
        key = self.choice.current
        if key is None or not self._session.project.writable:
            return
        self._focus_cards()
        other = self.board.places_of(row.code)[0]
        if row.group == HEAP:
            self.choice.choose([key, other])
            self.acts.ask([key, other])
        elif row.group == key[0]:
            self.acts.move([other], row.group)
        else:
            self.acts.move([key], row.group)

    # --- menu, lineage, looks ---------------------------------------------------------------------

    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        known = {action.objectName() for action in self._actions.all()}
        for names in (
            ("board.ask", "board.move", "board.also"),
            ("board.cut", "board.copy", "board.put", "board.out"),
            ("board.test", "board.biography"),
            ("board.rename", "board.merge", "board.near", "memo.new", "code.segments"),
        ):
            for name in names:
                if name in known:
                    add_entry(menu, self._actions, name)
            menu.addSeparator()
        menu.popup(at)

    def test(self) -> None:
        """Test the cluster at hand on data; on the heap, the code itself."""
        key = self.choice.current
        if key is not None and key != (HEAP, HEAD):
            testing_actions.lead(self._session, "testing", key[0] or key[1])

    def tell_story(self) -> None:
        """What happened to the card or cluster at hand."""
        key = self.choice.current
        if key is not None and key != (HEAP, HEAD):
            testing_actions.lead(self._session, "biography", key[1] or key[0])

    def show_lineage(self) -> None:
        """The lineage of all codes as a picture, to look at and to take away."""
        if self.lineage is None:
            from qda.ui.coding.board.lineage import LineagePart

            self.lineage = LineagePart(self._session, self._jobs, self.leave_lineage)
            self.stack.addWidget(self.lineage)
        self.stack.setCurrentWidget(self.lineage)
        self.lineage.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_lineage(self) -> None:
        """Back to the board."""
        if self._in_lineage():
            self.stack.setCurrentIndex(0 if self.board.initial else 1)
            self._focus_cards()

    def _in_lineage(self) -> bool:
        return self.lineage is not None and self.stack.currentWidget() is self.lineage
