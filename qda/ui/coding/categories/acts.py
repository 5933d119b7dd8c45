"""What can be done to categories: raising, gathering, properties, relations. Each is one act, undone by Ctrl+Z."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from qda.i18n import N_, _, ngettext
from qda.ui.coding.book import CodeBook
from qda.ui.coding.categories.asking import (
    POLES_HINT,
    PROPERTY_HINT,
    Asking,
    Offer,
    middle_of,
    split_poles,
    split_property,
)
from qda.ui.coding.codes.acts import CodeActs
from qda.ui.coding.codes.quick_code import QuickCode
from qda.ui.session import Selection, Session

if TYPE_CHECKING:
    from qda.coding.properties import PropertyRow
    from qda.coding.relations import RelationRow

_LEVELS = ("initial", "focused", "category", "theme")


class CategoryActs(QObject):
    """Acts on codes, properties and relations by id; `anchor` says where on the window to ask."""

    raised = Signal(int)
    property_made = Signal(int, object)  # a property, or one of its dimensions
    relation_made = Signal(int)

    def __init__(self, session: Session, book: CodeBook, parent: QWidget, anchor: Callable[[], QRect | None]) -> None:
        super().__init__(parent)
        self._session = session
        self._book = book
        self._codes = CodeActs(session, book)
        self._host = parent
        self._anchor = anchor
        self._asking: Asking | None = None
        self._field: QuickCode | None = None
        self._on_code: Callable[[int], object] = _nothing
        self._on_name: Callable[[str], object] = _nothing

    @property
    def asking(self) -> Asking:
        """The field that asks, made when first needed."""
        if self._asking is None:
            self._asking = Asking(self._session, self._host.window())
        return self._asking

    @property
    def field(self) -> QuickCode:
        """The field that asks for a code, made when first needed."""
        if self._field is None:
            self._field = QuickCode(self._session, self._host.window())
            self._field.chosen.connect(lambda code_id, _keep: self._on_code(code_id))
            self._field.named.connect(lambda name, _keep: self._on_name(name))
        return self._field

    def _where(self) -> QRect:
        return self._anchor() or middle_of(self._host.window())

    def _ask_code(
        self,
        heading: str,
        on_code: Callable[[int], object],
        on_name: Callable[[str], object] | None = None,
        but: Sequence[int] = (),
    ) -> None:
        self._on_code, self._on_name = on_code, on_name or _nothing
        self.field.open(self._where(), heading=heading, may_make=on_name is not None, may_keep=False, but=but)

    # --- raising and lowering ---------------------------------------------------------------------

    def raise_to(self, ids: Sequence[int], level: Literal["category", "theme"]) -> None:
        """Make codes categories, or categories a theme."""
        from qda.coding import categories

        raised = [code for code in ids if self._rank(code) < _LEVELS.index(level)]
        if not raised:
            self._session.said.emit(_("{what}: a {level} already.").format(what=self._what(ids), level=_(level)))
            return
        what = self._what(raised)
        if self._codes.did(categories.raise_to, self._session.project, raised, level):
            self._session.said.emit(_("{what}: now a {level}.").format(what=what, level=_(level)))
            self.raised.emit(raised[0])

    def lower(self, ids: Sequence[int]) -> None:
        """Take a theme back to a category, a category to a focused code."""
        from qda.coding import categories

        lowered = [code for code in ids if self._rank(code) >= _LEVELS.index("category")]
        if not lowered:
            self._session.said.emit(_("{what}: neither a category nor a theme.").format(what=self._what(ids)))
            return
        level = _LEVELS[max(self._rank(code) for code in lowered) - 1]
        what = self._what(lowered)
        if self._codes.did(categories.lower, self._session.project, lowered, level):
            words = _("focused code") if level == "focused" else _(level)
            self._session.said.emit(_("{what}: now a {level}.").format(what=what, level=words))

    def set_core(self, code_id: int | None) -> None:
        """Let a category or theme be the one that the study turns on; None for no one."""
        from qda.coding import categories

        words = _("{what}: now the core category.") if code_id is not None else _("No core category any longer.")
        if self._codes.did(categories.set_core, self._session.project, code_id):
            self._session.said.emit(words.format(what=self._what([code_id] if code_id is not None else [])))

    def switch_core(self, ids: Sequence[int]) -> None:
        """Make a category the core category, or no longer."""
        from qda.coding import categories

        code_id = ids[0]
        self.set_core(None if categories.core(self._session.project) == code_id else code_id)

    def ask_theme(self, ids: Sequence[int]) -> None:
        """Ask for the theme of these categories; a new name makes it."""
        from qda.coding import categories

        project, what = self._session.project, self._what(ids)

        def gather(theme: object) -> None:
            assert isinstance(theme, int | str)
            made = self._session.act(categories.gather_under, project, list(ids), theme)
            if made is not None:
                words = _("Gathered {what} under the theme {name}.")
                self._session.said.emit(words.format(what=what, name=self._book.caption(made)))

        themes = [code for code in self._book.in_order() if self._book.level(code) == "theme" and code not in ids]
        offers = [Offer(code, self._book.name(code)) for code in themes]
        heading = _("{what}: under which theme? A new name makes one.").format(what=what)
        self.asking.ask(self._where(), heading, offers, on_value=gather, on_words=gather)

    def take_out(self, ids: Sequence[int]) -> None:
        """Take categories out of the themes that they are gathered under."""
        from qda.coding import focused

        cards = [(above, code) for code in ids for above in self.themes_of(code)]
        if not cards:
            self._session.said.emit(_("{what}: under no theme.").format(what=self._what(ids)))
        else:
            self._session.act(focused.take_out, self._session.project, cards)

    def themes_of(self, code_id: int) -> list[int]:
        """The themes that a code is gathered under."""
        from qda.coding import focused

        above = focused.groups_of(self._session.project, [code_id]).get(code_id, ())
        return [each for each in above if self._rank(each) == _LEVELS.index("theme")]

    def ask_new(self) -> None:
        """Ask for the name of a category that is not raised from anything."""
        self._ask_words(_("New category"), lambda name: self._codes.create(name, level="category"))

    def _rank(self, code_id: int) -> int:
        return _LEVELS.index(self._book.level(code_id))

    def _what(self, ids: Sequence[int]) -> str:
        return self._codes.what(list(ids))

    def _ask_words(self, heading: str, on_words: Callable[[str], object], words: str = "", hint: str = "") -> None:
        self.asking.ask(self._where(), heading, on_words=on_words, words=words, hint=hint)

    # --- properties -------------------------------------------------------------------------------

    def ask_property(self, code_id: int) -> None:
        """Ask for a property, with the poles of its dimension if one likes."""
        from qda.coding import properties

        def add(words: str) -> None:
            name, poles = split_property(words)
            dimensions = [poles] if poles is not None else []
            made = self._session.act(
                properties.add_property, self._session.project, code_id, name, dimensions=dimensions
            )
            if made is not None:
                self.property_made.emit(made, None)

        heading = _("A property of {name}").format(name=self._book.caption(code_id))
        self._ask_words(heading, add, hint=_(PROPERTY_HINT))

    def ask_rename(self, row: PropertyRow) -> None:
        """Ask for another name of a property."""
        from qda.coding import properties

        project = self._session.project
        self._ask_words(
            _("Another name"),
            lambda name: self._session.act(properties.rename_property, project, row.id, name),
            row.name,
        )

    def ask_description(self, row: PropertyRow) -> None:
        """Ask what a property is about."""
        from qda.coding import properties

        project, heading = self._session.project, _("What “{name}” is about").format(name=row.name)
        self._ask_words(
            heading,
            lambda words: self._session.act(properties.describe_property, project, row.id, words),
            row.description,
        )

    def ask_dimension(self, row: PropertyRow) -> None:
        """Ask for the poles of one more dimension."""
        from qda.coding import properties

        def add(words: str) -> None:
            poles = split_poles(words) or (words, "")
            made = self._session.act(properties.add_dimension, self._session.project, row.id, *poles)
            if made is not None:
                self.property_made.emit(row.id, made)

        heading = _("A dimension of “{name}”").format(name=row.name)
        self._ask_words(heading, add, hint=_(POLES_HINT))

    def ask_poles(self, dimension_id: int, low: str, high: str) -> None:
        """Ask for other names of the poles."""
        from qda.coding import properties

        def name(words: str) -> None:
            poles = split_poles(words) or (words, "")
            self._session.act(properties.set_poles, self._session.project, dimension_id, *poles)

        self._ask_words(_("The poles"), name, f"{low} – {high}", _(POLES_HINT))

    def turn_round(self, dimension_id: int) -> None:
        """Let the low pole be the high one."""
        from qda.coding import properties

        self._session.act(properties.turn_round, self._session.project, dimension_id)

    def move_property(self, rows: Sequence[PropertyRow], property_id: int, step: int) -> None:
        """Put a property one place up (-1) or down (1)."""
        from qda.coding import properties

        order = [row.id for row in rows]
        at = order.index(property_id) + step
        if 0 <= at < len(order):
            others = [each for each in order if each != property_id]
            before = others[at] if at < len(others) else None
            self._session.act(properties.move_property, self._session.project, property_id, before=before)

    def delete(self, row: PropertyRow, dimension_id: int | None) -> None:
        """Delete a dimension of several, else the whole property, and say what went with it."""
        from qda.coding import properties

        project = self._session.project
        if dimension_id is not None and len(row.ranges) > 1:
            if self._codes.did(properties.delete_dimension, project, dimension_id):
                self._session.said.emit(_("Deleted a dimension; its evidence stays with “{n}”.").format(n=row.name))
            return
        found = [each for each in properties.placed(project, row.code_id) if each.property_id == row.id]
        if self._codes.did(properties.delete_property, project, row.id):
            words = properties.evidence_words(len(found))
            self._session.said.emit(_("Deleted property “{name}” with {what}.").format(name=row.name, what=words))

    # --- evidence ---------------------------------------------------------------------------------

    def attach(
        self, property_id: int, segment_ids: Sequence[int], *, dimension_id: int | None, place: float | None = None
    ) -> None:
        """Make segments evidence."""
        from qda.coding import properties

        self._session.act(
            properties.attach, self._session.project, property_id, segment_ids, dimension_id=dimension_id, place=place
        )

    def place(self, evidence_id: int, at: float | None) -> None:
        """Say where a piece of evidence lies."""
        from qda.coding import properties

        self._session.act(properties.place, self._session.project, evidence_id, at)

    def detach(self, evidence_ids: Sequence[int]) -> None:
        """Let segments be no evidence any longer."""
        from qda.coding import properties

        if self._codes.did(properties.detach, self._session.project, list(evidence_ids)):
            words = ngettext("Took {n} segment off.", "Took {n} segments off.", len(evidence_ids))
            self._session.said.emit(words.format(n=len(evidence_ids)))

    def has_words(self) -> bool:
        """True if words or a segment are chosen, which could be evidence."""
        selection = self._session.selection
        return selection.kind == "segment" or (selection.kind == "source" and selection.span is not None)

    def ask_evidence(self) -> None:
        """Ask for which property the selected words are evidence."""
        from qda.coding import lookups, properties

        selection, project = self._session.selection, self._session.project
        if not self.has_words():
            self._session.said.emit(
                _("Select words or a segment first, then say for which property they are evidence.")
            )
            return
        known = properties.properties(project)
        if not known:
            self._session.said.emit(_("No category has a property yet. Give it one in the Categories workspace."))
            return
        here = lookups.codes_on(project, selection.id) if selection.kind == "segment" else []
        mine = {above for code in here for above in (code, *self._book.above(code))}
        known.sort(key=lambda row: row.code_id not in mine)
        offers = [
            Offer((row, dimension), _words_of(row, dimension), self._book.name(row.code_id))
            for row in known
            for dimension in _dimensions(row)
        ]
        heading = _("Evidence for which property?")
        self.asking.ask(self._where(), heading, offers, on_value=lambda chosen: self._take_evidence(selection, chosen))

    def _take_evidence(self, selection: Selection, chosen: object) -> None:
        """What is selected becomes evidence, coded with the category unless it is in it already."""
        assert isinstance(chosen, tuple)
        row, dimension_id = chosen
        if self._codes.did(_bear_out, self._session, selection, row, dimension_id):
            name = self._book.caption(row.code_id)
            words = _("Evidence for “{property}” of {name}.")
            self._session.said.emit(words.format(property=row.name, name=name))

    # --- relations --------------------------------------------------------------------------------

    def ask_relation(self, code_id: int) -> None:
        """Ask how a code relates, then to which other; both ways are offered."""
        from qda.coding import relations

        name = self._book.name(code_id)
        offers = []
        for row in relations.offered(self._session.project):
            told = ngettext("{n} relation", "{n} relations", row.used).format(n=row.used) if row.used else ""
            offers.append(Offer((row.name, False), f"{row.name} …", told))
        both = relations.offered(self._session.project)
        offers += [
            Offer((row.name, True), _("… {type} this").format(type=row.name)) for row in both if not row.symmetric
        ]

        def on_kind(chosen: object) -> None:
            kind, turned = chosen if isinstance(chosen, tuple) else (str(chosen), False)
            words = _("Which code {type} “{name}”?") if turned else _("“{name}” {type} …")
            heading = words.format(type=kind, name=name)

            def on_code(other: int) -> None:
                start, end = (other, code_id) if turned else (code_id, other)
                self._relate(start, str(kind), end)

            self._ask_code(heading, on_code, but=[code_id])

        heading, hint = _("How does “{name}” relate?").format(name=name), _("New words make a kind of relation.")
        self.asking.ask(self._where(), heading, offers, on_value=on_kind, on_words=on_kind, hint=hint)

    def _relate(self, start: int, kind: str, end: int) -> None:
        from qda.coding import relations

        made = self._session.act(relations.relate, self._session.project, start, kind, end)
        if made is not None:
            words = _("{start} {type} {end}.")
            names = {"start": self._book.caption(start), "end": self._book.caption(end)}
            self._session.said.emit(words.format(type=kind, **names))
            self.relation_made.emit(made)

    def list_relations(self, code_id: int) -> None:
        """List the relations of any code; the one that is chosen shows its memo."""
        from qda.coding import relations

        found = relations.relations(self._session.project, [code_id])
        if not found:
            words = _("{name} has no relations yet.")
            self._session.said.emit(words.format(name=self._book.caption(code_id)))
            return
        offers = [Offer(row.id, relations.words(row), row.note) for row in found]
        heading = _("Relations of {name}").format(name=self._book.caption(code_id))
        self.asking.ask(self._where(), heading, offers, on_value=self._show_relation)

    def _show_relation(self, chosen: object) -> None:
        assert isinstance(chosen, int)
        self._session.select(Selection("relation", chosen))

    def ask_kind(self, row: RelationRow) -> None:
        """Ask for another kind of a relation, or turn it."""
        from qda.coding import relations

        project = self._session.project
        offers = [Offer((each.name, False), each.name) for each in relations.offered(project)]
        offers.insert(0, Offer((row.type, True), _("Turn it: {to} {type} {start}").format(
            to=row.to_name, type=row.type, start=row.from_name)))  # fmt: skip

        def take(chosen: object) -> None:
            kind, turned = chosen if isinstance(chosen, tuple) else (str(chosen), False)
            self._session.act(relations.retype, project, row.id, str(kind), turned=bool(turned))

        self.asking.ask(self._where(), _("Another kind of relation"), offers, on_value=take, on_words=take)

    def ask_note(self, row: RelationRow) -> None:
        """Ask for the note of a relation."""
        from qda.coding import relations

        heading = _("Note on {what}").format(what=relations.words(row))
        project = self._session.project
        self._ask_words(heading, lambda words: self._session.act(relations.annotate, project, row.id, words), row.note)

    def unrelate(self, row: RelationRow) -> None:
        """Delete a relation, from all maps too."""
        from qda.coding import relations

        if self._codes.did(relations.unrelate, self._session.project, row.id):
            self._session.said.emit(_("Deleted the relation {what}.").format(what=relations.words(row)))


def _dimensions(row: PropertyRow) -> list[int | None]:
    """The dimensions that evidence may be on; None for a property without."""
    found: list[int | None] = [each.id for each in row.ranges]
    return found or [None]


def _words_of(row: PropertyRow, dimension_id: int | None) -> str:
    poles = next((f": {each.low} – {each.high}" for each in row.ranges if each.id == dimension_id), "")
    return f"{row.name}{poles}"


def _bear_out(session: Session, selection: Selection, row: PropertyRow, dimension_id: int | None) -> None:
    from qda.coding import incidents, lookups, properties, segments
    from qda.text import Span

    project = session.project
    with project.command("categories.bear_out", N_("Evidence for “{name}”"), name=row.name):
        if selection.kind == "segment":
            segment_id = selection.id
        else:
            assert isinstance(selection.span, Span)
            segment_id = segments.hold(project, selection.id, selection.span)
        codes_here = lookups.codes_on(project, segment_id)
        place = lookups.place(project, segment_id)
        if place is not None and incidents.family(project, row.code_id).isdisjoint(codes_here):
            segments.apply(project, place.source_id, Span(place.start, place.end), row.code_id)
        properties.attach(project, row.id, [segment_id], dimension_id=dimension_id)


def _nothing(_answer: object) -> None:
    return None
