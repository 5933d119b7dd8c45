"""The filters over the list of memos: each a word that opens a menu, with how many memos each choice would leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QMenu, QWidget

from qda.i18n import N_, _, ngettext
from qda.ui.memos.listed.rows import SORTS
from qda.ui.memos.words import KINDS, STAGES, kind_words, stage_words
from qda.ui.memos.written.head import Choice
from qda.ui.parts.small import Link, small_font
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.memos.finding import Facets, Wish
    from qda.memos.service import Target

THINGS = {
    "code": N_("codes and categories"),
    "segment": N_("segments"),
    "source": N_("sources"),
    "case": N_("cases"),
    "participant": N_("participants"),
    "unit": N_("units"),
    "relation": N_("relations"),
    "property": N_("properties"),
    "sampling": N_("gaps and sampling"),
    "verdict": N_("verdicts"),
    "category_map": N_("maps"),
    "memo": N_("other memos"),
    "study": N_("the study"),
}
_MOST = 40  # things of one kind in a menu; the rest are found from the thing itself


class CountedChoice(Choice):
    """A choice whose menu is filled when it opens, for its counts change with every other filter."""

    def __init__(self, name: str, all_words: str, parent: QWidget) -> None:
        super().__init__(name, {"": all_words}, parent)
        self._all_words = all_words
        self.fill: Callable[[], list[tuple[str, str]]] = list
        self.menu().aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        menu.addAction(self._all_words, partial(self.chosen.emit, ""))
        for key, words in self.fill():
            action = menu.addAction(words.replace("&", "&&"), partial(self.chosen.emit, key))
            action.setCheckable(True)
            action.setChecked(key == self.choice)

    def show_words(self, key: str, words: str) -> None:
        """Say what is chosen, in other words than its key."""
        self._choices[key] = words
        self.show_choice(key)


class Filters(QWidget):
    """Kind, stage, order; tag, coder, what a memo hangs on; and a word that takes all filters off."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.on: Target | None = None
        self.facets: Callable[[], Facets | None] = lambda: None
        self.kind = CountedChoice(_("Kind"), _("All kinds"), self)
        self.stage = CountedChoice(_("Stage"), _("All stages"), self)
        self.tag = CountedChoice(_("Tag"), _("All tags"), self)
        self.coder = CountedChoice(_("Coder"), _("All coders"), self)
        self.sort = Choice(_("Order"), {key: _(words) for key, words in SORTS.items()}, self)
        self.thing = CountedChoice(_("On"), _("On anything"), self)
        self.clear_link = Link(_("Take filters off"), self.clear, self)
        self.clear_link.setFont(small_font())
        self._connect()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * STEP)
        grid.setVerticalSpacing(0)
        for place, part in enumerate((self.kind, self.stage, self.sort, self.tag, self.thing, self.coder)):
            grid.addWidget(part, place // 3, place % 3)
        grid.addWidget(self.clear_link, 2, 0, 1, 3, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(3, 1)
        self._show()

    def _connect(self) -> None:
        self.kind.fill = lambda: self._counted("kinds", KINDS, kind_words)
        self.stage.fill = lambda: self._counted("stages", STAGES, stage_words)
        self.tag.fill = lambda: self._counted("tags", (), lambda tag: f"#{tag}")
        self.coder.fill = lambda: self._counted("coders", (), str)
        self.sort.show_choice("newest")
        for choice in (self.kind, self.stage, self.tag, self.coder, self.sort):
            choice.chosen.connect(partial(self._take, choice))
        self.thing.menu().aboutToShow.connect(self._fill_things)

    def _counted(self, name: str, order: Iterable[str], words: Callable[[str], str]) -> list[tuple[str, str]]:
        facets = self.facets()
        if facets is None:
            return []
        counts = getattr(facets, name)
        keys = [key for key in order if key in counts]
        keys += sorted((key for key in counts if key not in keys), key=lambda key: (-counts[key], key.casefold()))
        return [(key, f"{words(key)}  {counts[key]}") for key in keys]

    def _take(self, choice: Choice, key: str) -> None:
        if isinstance(choice, CountedChoice) and key:
            choice.show_words(key, self._said(choice, key))
        else:
            choice.show_choice(key)
        self._show()
        self.changed.emit()

    def _said(self, choice: Choice, key: str) -> str:
        if choice is self.kind:
            return kind_words(key)
        if choice is self.stage:
            return stage_words(key)
        return f"#{key}" if choice is self.tag else key

    # --- what memos hang on -----------------------------------------------------------------------

    def _fill_things(self) -> None:
        from qda.memos.service import Target

        menu, facets = self.thing.menu(), self.facets()
        menu.clear()
        menu.addAction(_("On anything"), partial(self.show_on, None, ""))
        if facets is None:
            return
        for kind, name in THINGS.items():
            count = facets.target_kinds[kind]
            if not count:
                continue
            below = QMenu(f"{_(name)}  {count}", menu)
            menu.addMenu(below)
            below.addAction(_("Any of them"), partial(self.show_on, Target(kind, 0), _(name)))
            among = [(key, n) for key, n in facets.targets.most_common() if key[0].kind == kind]
            for (target, label), number in among[:_MOST]:
                words = f"{label}  {number}".replace("&", "&&")
                below.addAction(words, partial(self.show_on, target, label))

    def show_on(self, target: Target | None, label: str) -> None:
        """Show only memos on something, or on things of its kind; None for all."""
        self.on = target
        if target is None:
            self.thing.show_choice("")
        else:
            short = label if len(label) <= 24 else f"{label[:23]}…"
            self.thing.show_words("on", _("On {name}").format(name=short))
        self._show()
        self.changed.emit()

    # --- all of them ------------------------------------------------------------------------------

    def wish(self, words: str) -> Wish:
        """What is wanted, with words to search for."""
        from qda.memos.finding import Wish

        return Wish(words, self.kind.choice, self.stage.choice, self.tag.choice, self.coder.choice, self.on)

    def clear(self) -> None:
        """All memos."""
        self.on = None
        for choice in (self.kind, self.stage, self.tag, self.coder, self.thing):
            choice.show_choice("")
        self._show()
        self.changed.emit()

    def set_coders(self, count: int) -> None:
        """One coder needs no filter."""
        self.coder.setVisible(count > 1 or bool(self.coder.choice))

    def _show(self) -> None:
        count = sum(bool(choice.choice) for choice in (self.kind, self.stage, self.tag, self.coder)) + bool(self.on)
        if self.on is None:
            self.thing.show_choice("")
        for choice in (self.kind, self.stage, self.tag, self.coder):
            choice.show_choice(choice.choice)
        self.clear_link.set_words(
            ngettext("Take the filter off", "Take {count} filters off", count).format(count=count)
        )
        self.clear_link.setVisible(bool(count))
