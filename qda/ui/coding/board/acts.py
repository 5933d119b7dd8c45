"""What can be done on the board: each is one act of the project, told in the bottom line, undone by Ctrl+Z."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from qda.i18n import _, ngettext
from qda.ui.coding.board.choice import Choice
from qda.ui.coding.board.drag import NEW_CLUSTER
from qda.ui.coding.board.model import HEAP, Board, Key
from qda.ui.coding.book import ROOT, CodeBook
from qda.ui.coding.codes.quick_code import QuickCode
from qda.ui.session import Session


class BoardActs(QObject):
    """Gathers, moves, takes out, names, splits and merges; asks for a name or a cluster in the quick-code field."""

    gathered = Signal(int)  # the cluster that codes have come to

    def __init__(
        self,
        session: Session,
        board: Board,
        choice: Choice,
        order: Callable[[], list[Key]],
        anchor: Callable[[], QRect],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._session = session
        self._book = CodeBook.of(session)
        self._board = board
        self._choice = choice
        self._order = order
        self._anchor = anchor
        self._field: QuickCode | None = None
        self._on_code: Callable[[int], object] = _nothing
        self._on_name: Callable[[str], object] = _nothing

    # --- the field --------------------------------------------------------------------------------

    def field(self) -> QuickCode:
        """The field, made when first needed."""
        if self._field is None:
            self._field = QuickCode(self._session, self._page.window())
            self._field.chosen.connect(lambda code, _keep: self._on_code(code))
            self._field.named.connect(lambda name, _keep: self._on_name(name))
        return self._field

    def _open(
        self,
        heading: str,
        on_code: Callable[[int], object],
        on_name: Callable[[str], object] | None,
        but: Iterable[int],
        *,
        keep: bool,
    ) -> None:
        self._on_code, self._on_name = on_code, on_name or _nothing
        unfit = {code for code in self._book.in_order() if self._book.level(code) == "initial"}
        self.field().open(
            self._anchor(), heading=heading, may_make=on_name is not None, may_keep=keep, but=unfit.union(but)
        )

    def what(self, cards: Sequence[Key]) -> str:
        """“venting”, or 3 codes."""
        codes = list(dict.fromkeys(code for _group, code in cards))
        if len(codes) == 1:
            return self._book.caption(codes[0])
        return ngettext("{count} code", "{count} codes", len(codes)).format(count=len(codes))

    def cards(self) -> list[Key]:
        """The cards that an act is for."""
        return self._choice.cards(self._order())

    # --- asking -----------------------------------------------------------------------------------

    def ask(self, cards: Sequence[Key] | None = None) -> None:
        """What is this an example of? A focused code, there or new; with Ctrl+Enter it may be one of several."""
        asked = list(self.cards() if cards is None else cards)
        if not asked:
            return
        heading = _("{what}: what is this an example of?").format(what=self.what(asked))
        answers: list[int] = []

        def on_code(group: int) -> None:
            # The first answer is a move, those after it are further clusters of the same codes.
            done = self.gather(asked, group) if answers else self.move(asked, group)
            if done:
                answers.append(group)

        def on_name(name: str) -> None:
            made = self.name(name, [(HEAP, code) for _g, code in asked] if answers else asked)
            if made is not None:
                answers.append(made)

        self._open(heading, on_code, on_name, (), keep=True)

    def ask_where(self, *, also: bool = False) -> None:
        """A cluster that is there, to move the cards to; or to have them in too."""
        cards = self.cards()
        if not cards:
            return
        heading = _("Gather {what} in … too") if also else _("Move {what} to")
        act = self.gather if also else self.move
        self._open(heading.format(what=self.what(cards)), lambda group: act(cards, group), None, (), keep=False)

    def ask_merge(self) -> None:
        """The cluster into which those at hand are to be merged."""
        heads = self.heads()
        if not heads:
            return
        heading = _("Merge {what} into").format(what=self.what([(HEAP, group) for group in heads]))
        self._open(heading, lambda into: self.merge(heads, into), None, heads, keep=False)

    def heads(self) -> list[int]:
        """The clusters that an act is for: those chosen, else the one at hand."""
        heads = self._choice.heads(self._order())
        if not heads and self._choice.current is not None and self._choice.current[0] != HEAP:
            heads = [self._choice.current[0]]
        return heads

    # --- acting -----------------------------------------------------------------------------------

    def _did(self, act: Callable[[], object], told: str) -> bool:
        def done() -> bool:
            act()
            return True

        done_it = self._session.act(done) is True
        if done_it:
            self._session.said.emit(told)
        return done_it

    def move(self, cards: Sequence[Key], group: int) -> bool:
        """Move cards to a cluster; the keyboard goes on to the next card where they lay."""
        from qda.coding import focused

        moving = [card for card in cards if card[0] != group]
        if not moving:
            return False
        goal = self.next_after(moving)
        told = _("Gathered {what} under {name}.").format(what=self.what(moving), name=self._book.caption(group))
        if self._did(lambda: focused.regroup(self._session.project, moving, group), told):
            self._go(goal)
            self.gathered.emit(group)
            return True
        return False

    def gather(self, cards: Sequence[Key], group: int) -> bool:
        """Have codes in a cluster too; they stay where they are."""
        from qda.coding import focused

        codes = [
            code for code in dict.fromkeys(code for _g, code in cards) if group not in self._board.clusters_of(code)
        ]
        if not codes:
            self._session.said.emit(_("It is there already."))
            return False
        name = self._book.caption(group)
        told = _("Gathered {what} under {name} too.").format(
            what=self.what([(HEAP, code) for code in codes]), name=name
        )
        return self._did(lambda: focused.cluster(self._session.project, codes, group), told)

    def name(self, name: str, cards: Sequence[Key]) -> int | None:
        """Make a focused code of cards. Cards out of one cluster split it: the new code lives beside it."""
        from qda.coding import focused

        goal, what = self.next_after(cards), self.what(cards)
        groups = {group for group, _code in cards}
        parent = ROOT
        if len(groups) == 1 and HEAP not in groups:
            (group,) = groups
            parent = self._book.parent_of(group) if self._book.level(group) == "focused" else group

        def act() -> int:
            return focused.name_cluster(self._session.project, name, cards, parent_id=parent)

        made = self._session.act(act)
        if made is not None:
            self._session.said.emit(_("Gathered {what} under {name}.").format(what=what, name=f"“{name}”"))
            self._go(goal)
            self.gathered.emit(made)
        return made

    def take_out(self) -> None:
        """Put cards back on the heap, or take an empty cluster away."""
        from qda.coding import focused

        cards = [card for card in self.cards() if card[0] != HEAP]
        if not cards:
            self._take_away()
            return
        goal = self.next_after(cards)
        told = _("Took {what} out.").format(what=self.what(cards))
        if self._did(lambda: focused.take_out(self._session.project, cards), told):
            self._go(goal)

    def _take_away(self) -> None:
        heads = self._choice.heads(self._order())
        if len(heads) != 1 or heads[0] == HEAP:
            return
        from qda.coding import codes

        panel, entry = self._board.panel(heads[0]), self._book.get(heads[0])
        if panel is None or entry is None:
            return
        name = self._book.caption(panel.id)
        if panel.size or entry.segments or entry.children:
            words = _("{name} is not empty. Take its codes out, or merge it into another.")
            self._session.said.emit(words.format(name=name))
        else:
            told = _("Deleted {name}.").format(name=name)
            self._did(lambda: codes.delete(self._session.project, [panel.id]), told)

    def merge(self, groups: Sequence[int], into: int) -> None:
        """Make one cluster of several."""
        from qda.coding import focused

        told = _("Merged {what} into {name}.").format(
            what=self.what([(HEAP, group) for group in groups]), name=self._book.caption(into)
        )
        if self._did(lambda: focused.merge(self._session.project, groups, into), told):
            self._go((into, 0))

    def rename(self, code: int, name: str) -> None:
        """Give a cluster or an initial code another name."""
        from qda.coding import codes

        if name.strip() and name.strip() != self._book.name(code):
            self._session.act(codes.rename, self._session.project, code, name)

    def put(self) -> None:
        """Put what was cut or copied where the keyboard is; it goes on there, at what was put."""
        taken, at = self._choice.taken, self._choice.current
        if not taken or at is None:
            return
        self.drop(list(taken), at[0], copy=self._choice.copying)
        if not self._choice.copying:
            self._choice.taken = ()
        seen = set(self._order())  # in a folded cluster cards are not: there the keyboard stays at the head
        self._go(next((key for _group, code in taken if (key := (at[0], code)) in seen), at))

    def drop(self, cards: Sequence[Key], target: int, *, copy: bool = False) -> None:
        """Cards were let go over a cluster, over the heap, or where there is none."""
        if target == NEW_CLUSTER:
            self._choice.choose(cards)
            self.ask(cards)
        elif target == HEAP:
            self._choice.choose(cards)
            self.take_out()
        elif copy:
            self.gather(cards, target)
        else:
            self.move(cards, target)

    # --- where the keyboard goes ------------------------------------------------------------------

    def next_after(self, cards: Sequence[Key]) -> Key | None:
        """Where to go on when cards have left: the next in the same panel, the one before, the head."""
        gone = set(cards)
        current = self._choice.current
        start = current if current in gone else (cards[-1] if cards else None)
        if start is None or start not in gone:
            return current
        panel = self._board.panel(start[0])
        keys = [card.key for card in panel.cards] if panel else []
        place = keys.index(start) if start in keys else 0
        for key in (*keys[place:], *reversed(keys[:place])):
            if key not in gone:
                return key
        return (start[0], 0) if start[0] != HEAP else None

    def _go(self, key: Key | None) -> None:
        if key is not None:
            self._choice.go(key)


def _nothing(_answer: object) -> None:
    return None
