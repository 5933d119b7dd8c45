"""Proposed names, judged one by one or all together: each with the words around it, its kind and a pseudonym."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _, ngettext
from qda.names import name_key
from qda.ui.parts.small import Choice, Link, button, small_font
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.flows.names.proposals import Candidate, Candidates
    from qda.project.names_register import HiddenName, Register

_CANDIDATE = Qt.ItemDataRole.UserRole
_WIDE = 180  # pixels: the list of names


class _Names(QListWidget):
    """Enter: it is a name; N: it is none, or may be one again; P: to the pseudonym."""

    accepted = Signal()
    refused = Signal()
    pseudonym_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, N and P."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        acts = {
            Qt.Key.Key_Return: self.accepted,
            Qt.Key.Key_Enter: self.accepted,
            Qt.Key.Key_N: self.refused,
            Qt.Key.Key_P: self.pseudonym_wanted,
        }
        act = acts.get(Qt.Key(event.key())) if plain else None
        if act is not None:
            act.emit()
        else:
            super().keyPressEvent(event)


class Proposals(QWidget):
    """Works on an open register; what is entered there is undone there."""

    entered = Signal()  # something in the register has changed
    failed = Signal(object)  # QdaError
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._register: Register | None = None
        self._found: Candidates | None = None
        self._ideas: Iterator[str] = iter(())
        self.about, self.told = QLabel(), QLabel()
        self.names, self.places = _Names(), QListWidget()
        self.kind, self.whose = Choice(), Choice()
        self.pseudonym, self.variants = QLineEdit(), QLineEdit()
        self._lay_out()
        self._name_parts()
        self.names.currentItemChanged.connect(lambda _now, _before: self._show_one())
        self.names.accepted.connect(self.accept)
        self.names.refused.connect(self.refuse)
        self.names.pseudonym_wanted.connect(self._to_pseudonym)
        for field in (self.pseudonym, self.variants):
            field.returnPressed.connect(self.accept)
        self.kind.currentIndexChanged.connect(lambda _row: self._propose())
        self.whose.currentIndexChanged.connect(lambda _row: self._on_whose())
        self.setFocusProxy(self.names)

    # --- what it is made of -------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.about.setWordWrap(True)
        self.told.setWordWrap(True)
        self.told.setObjectName("soft")
        self.told.setFont(small_font())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * STEP)
        column.addWidget(self.about)
        middle = QHBoxLayout()
        middle.setSpacing(3 * STEP)
        self.names.setMinimumWidth(_WIDE)
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.places.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.places.setSpacing(STEP)
        middle.addWidget(self.names, 2)
        right = QVBoxLayout()
        right.setSpacing(2 * STEP)
        self.places.setWordWrap(True)
        self.places.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        right.addWidget(self.places, 1)
        right.addLayout(self._fields())
        middle.addLayout(right, 5)
        column.addLayout(middle, 1)
        column.addLayout(self._acts())
        column.addWidget(self.told)

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * STEP)
        grid.setVerticalSpacing(STEP)
        grid.setColumnStretch(1, 1)
        self.another = button(_("Another"), self._next_idea)
        self.another.setToolTip(_("Propose another pseudonym"))
        self.variants.setPlaceholderText(_("other ways of writing it, with commas"))
        self._whose_label = QLabel(_("Same as"))
        rows = (
            (QLabel(_("Kind")), self.kind),
            (self._whose_label, self.whose),
            (QLabel(_("Pseudonym")), self.pseudonym),
            (QLabel(_("Variants")), self.variants),
        )
        for row, (label, field) in enumerate(rows):
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        grid.addWidget(self.another, 2, 2)
        return grid

    def _acts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * STEP)
        self.accepting = button(_("It is a name (Enter)"), self.accept)
        self.refusing = button(_("No name (N)"), self.refuse)
        self.everything = button(_("Enter all the others"), self.accept_all)
        for each in (self.accepting, self.refusing, self.everything):
            row.addWidget(each)
        row.addStretch(1)
        row.addWidget(Link(_("To the places of names"), self.left.emit, self))
        return row

    def _name_parts(self) -> None:
        from qda.project.names_register import KIND_NAMES

        for kind, words in KIND_NAMES.items():
            self.kind.addItem(_(words), kind)
        for part, words in (
            (self.names, _("Proposed names")),
            (self.places, _("Where the proposed name stands")),
            (self.kind, _("Kind")),
            (self.whose, _("Same as")),
            (self.pseudonym, _("Pseudonym")),
            (self.variants, _("Variants")),
        ):
            part.setAccessibleName(words)

    # --- what is shown --------------------------------------------------------------------------------

    def show_found(self, found: Candidates, register: Register) -> None:
        """List what was proposed, for this register."""
        self._found, self._register = found, register
        by = _("by the language model {name}") if found.by_model else _("by patterns: there is no language model")
        one, many = "{count} name is proposed, {by}.", "{count} names are proposed, {by}."
        told = ngettext(one, many, len(found.names)).format(count=len(found.names), by=by.format(name=found.found_by))
        more = "" if found.by_model else _("Patterns miss names in small letters and such as only begin sentences.")
        self.about.setText(f"{told} {more}".strip())
        self.names.clear()
        for each in found.names:
            item = QListWidgetItem()
            item.setData(_CANDIDATE, each)
            self.names.addItem(item)
        self.look()
        self.names.setCurrentRow(0)

    def forget(self) -> None:
        """Keep nothing of it: the register is closed, or the study."""
        self._found = self._register = None
        self.names.clear()
        self.places.clear()

    def look(self) -> None:
        """Say of each what became of it: the register may have changed."""
        if self._register is None:
            return
        refused, finder = self._register.refused(), self._register.finder()
        for row in range(self.names.count()):
            item = self.names.item(row)
            each: Candidate = item.data(_CANDIDATE)
            hits = finder.find(each.words)
            if hits:
                what = "✓ " + (hits[0].form.by or _("entered"))
            else:
                what = _("no name") if name_key(each.words) in refused else ""
            words = f"{each.words} · {each.count}"
            item.setText(f"{words}  –  {what}" if what else words)
            item.setToolTip(item.text())
            font = item.font()
            font.setStrikeOut(name_key(each.words) in refused and not hits)
            item.setFont(font)
        self._tell()

    def _tell(self) -> None:
        left = len(self.open_ones())
        one, many = "{count} is still to be judged.", "{count} are still to be judged."
        self.told.setText(
            ngettext(one, many, left).format(count=left)
            if left
            else _("All are judged. Now put the pseudonyms in: the list of places shows each with the words around it.")
        )
        self.everything.setEnabled(left > 0)
        for each in (self.accepting, self.refusing):
            each.setEnabled(self.names.count() > 0)

    def open_ones(self) -> list[Candidate]:
        """Those that are neither entered nor refused."""
        return [self.names.item(row).data(_CANDIDATE) for row in range(self.names.count()) if self._is_open(row)]

    def _is_open(self, row: int) -> bool:
        if self._register is None:
            return False
        each: Candidate = self.names.item(row).data(_CANDIDATE)
        return not self._register.finder().find(each.words) and name_key(each.words) not in self._register.refused()

    def current(self) -> Candidate | None:
        """The proposal that is being judged."""
        found: Candidate | None = self.names.currentIndex().data(_CANDIDATE)
        return found

    def _show_one(self) -> None:
        each = self.current()
        self.places.clear()
        self.variants.clear()
        if each is None or self._register is None:
            self.pseudonym.clear()
            return
        self.places.addItems([f"{at.before}▸{each.words}◂{at.after}\n{at.source}" for at in each.places])
        if each.count > len(each.places):
            self.places.addItem(_("… and {count} more").format(count=each.count - len(each.places)))
        self.kind.blockSignals(True)
        self.kind.setCurrentIndex(self.kind.findData(each.kind))
        self.kind.blockSignals(False)
        self._show_whose(each)

    def _show_whose(self, each: Candidate) -> None:
        from qda.flows.names import pseudonyms

        names = self._register.names() if self._register is not None else []
        near = pseudonyms.belongs_to(each.words, names)
        self.whose.blockSignals(True)
        self.whose.clear()
        self.whose.addItem(_("nobody: a name of its own"), None)
        for name in names:
            self.whose.addItem(name.real, name)
        self.whose.setCurrentIndex(0 if near is None else 1 + names.index(near))
        self.whose.blockSignals(False)
        for part in (self._whose_label, self.whose):
            part.setVisible(bool(names))
        self._on_whose()

    def _entry(self) -> HiddenName | None:
        found: HiddenName | None = self.whose.currentData()
        return found

    def _on_whose(self) -> None:
        own = self._entry() is None
        for part in (self.kind, self.variants, self.another):
            part.setEnabled(own)
        self._propose()

    def _propose(self) -> None:
        """A pseudonym to begin with: of its own, or what belongs to the name that it is another way of writing."""
        from qda.flows.names import pseudonyms

        each, of = self.current(), self._entry()
        if each is None or self._register is None:
            return
        if of is not None:
            self.pseudonym.setPlaceholderText(of.pseudonym)
            self.pseudonym.setText(pseudonyms.as_variant(each.words, of))
            return
        self.pseudonym.setPlaceholderText("")
        avoid = [other.words for other in self._found.names] if self._found is not None else []
        self._ideas = pseudonyms.ideas(each.words, self.kind.currentData(), self._register.names(), avoid)
        self._next_idea()

    def _next_idea(self) -> None:
        self.pseudonym.setText(next(self._ideas, ""))

    def _to_pseudonym(self) -> None:
        self.pseudonym.setFocus(Qt.FocusReason.OtherFocusReason)
        self.pseudonym.selectAll()

    # --- judging --------------------------------------------------------------------------------------

    def accept(self) -> None:
        """It is a name: enter it, and go on to the next that is open."""
        each = self.current()
        if each is not None and self._is_open(self.names.currentRow()) and self._enter(each):
            self._go_on()

    def _enter(self, each: Candidate, *, tell: bool = True) -> bool:
        from qda.errors import QdaError

        register, of, by = self._register, self._entry(), self.pseudonym.text().strip()
        if register is None:
            return False
        try:
            if of is not None:
                register.change(of.id, variants=(*of.variants, f"{each.words} = {by}" if by else each.words))
            else:
                told = tuple(part.strip() for part in self.variants.text().split(",") if part.strip())
                register.add(each.words, kind=self.kind.currentData(), pseudonym=by, variants=told)
        except QdaError as error:
            if tell:
                self.failed.emit(error)
            return False
        return True

    def refuse(self) -> None:
        """It is no name, and is not proposed again; once more, and it may be one."""
        each = self.current()
        if each is not None and self._register is not None:
            again = name_key(each.words) in self._register.refused()
            self._register.refuse(each.words, refused=not again)
            if again:
                self.look()
            else:
                self._go_on()

    def accept_all(self) -> None:
        """Enter all that is open, each with the pseudonym that is proposed for it."""
        for row in range(self.names.count()):
            if self._is_open(row):
                self.names.setCurrentRow(row)
                self._enter(self.names.item(row).data(_CANDIDATE), tell=False)  # one by one each says why
        self._go_on()

    def _go_on(self) -> None:
        self.entered.emit()
        self.look()
        rows = [*range(self.names.currentRow() + 1, self.names.count()), *range(self.names.currentRow() + 1)]
        following = next((row for row in rows if self._is_open(row)), None)
        if following is not None:
            self.names.setCurrentRow(following)
            self.names.setFocus(Qt.FocusReason.OtherFocusReason)
