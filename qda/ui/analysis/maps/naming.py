"""The maps of a study as a whole: made, doubled, named, described, deleted, and one picked by a few letters."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Signal

from qda.i18n import _, ngettext
from qda.ui.analysis.choosing import Choice
from qda.ui.analysis.maps import choices as map_choices
from qda.ui.analysis.maps.asking import Asking
from qda.ui.analysis.maps.choices import Label


class MapNaming(QObject):
    """Asks for names and does it in one act."""

    wanted = Signal(int)  # show this map

    def __init__(self, asking: Asking) -> None:
        super().__init__(asking)
        self._asking = asking
        self._session = asking.session
        self._view = asking.view

    def ask_for_name(self, at: QPoint | None) -> None:
        """Ask what a new map is to be called; `at` is where on the page."""
        if not self._session.is_open or not self._session.project.writable:
            return

        def named(answer: object) -> None:
            from qda.coding import maps

            if isinstance(answer, Label):
                made = self._session.act(maps.create, self._session.project, answer.text)
                if made is not None:
                    self.wanted.emit(made)

        at = at or self._asking.centre()
        self._asking.ask(_("New map"), _("What it shows"), [], named, at=at, make=_("New map “{label}”"))

    def duplicate(self) -> None:
        """Ask for the name of a copy of this map."""
        from qda.coding import maps

        shown = self._view.map.shown()
        if shown is None:
            return

        def named(name: str) -> None:
            made = self._asking.act(lambda project, there: maps.duplicate(project, there.id, name))
            if made is not None:
                self.wanted.emit(made)

        text = _("{name}, revised").format(name=shown.name)
        self._asking.ask_words(_("Duplicate the map as"), _("Name"), _("Duplicate as “{label}”"), named, text)

    def rename(self) -> None:
        """Ask for another name of this map."""
        from qda.coding import maps

        shown = self._view.map.shown()
        if shown is not None:
            self._asking.ask_words(
                _("Rename the map"),
                _("Name"),
                _("Rename to “{label}”"),
                lambda name: self._asking.act(lambda project, there: maps.rename(project, there.id, name)),
                shown.name,
            )

    def describe(self) -> None:
        """Ask what this map shows."""
        from qda.coding import maps

        shown = self._view.map.shown()
        if shown is None:
            return

        def told(answer: object) -> None:
            words = answer.text if isinstance(answer, Label) else ""
            self._asking.act(lambda project, there: maps.describe(project, there.id, words))

        none = [Choice("", _("No description"))] if shown.description else []
        hint, make = _("One or two sentences"), _("Write “{label}”")
        self._asking.ask(_("What this map shows"), hint, none, told, make=make, text=shown.description)

    def delete(self) -> None:
        """Delete this map; it can be undone, so nothing is asked."""
        from qda.coding import maps

        shown = self._view.map.shown()
        if shown is not None:
            self._asking.act(lambda project, there: maps.delete(project, there.id))
            self._session.said.emit(_("Deleted the map “{name}”; its codes stay.").format(name=shown.name))

    def pick(self) -> None:
        """Ask which map to show."""
        from qda.coding import maps

        if not self._session.is_open:
            return
        choices = [
            Choice(row.id, row.name, ngettext("{n} node", "{n} nodes", row.nodes).format(n=row.nodes))
            for row in maps.rows(self._session.project)
        ]
        then = lambda answer: self.wanted.emit(answer) if isinstance(answer, int) else None  # noqa: E731
        self._asking.ask(_("Show the map"), _("Name"), choices, then, at=self._asking.centre())

    def ask_what_counts_tell(self) -> None:
        """Ask what sizes and colours of boxes are to tell."""
        from qda.coding import maps

        shown = self._view.map.shown()
        if shown is None:
            return

        def told(answer: object) -> None:
            if isinstance(answer, tuple):
                role, kind = answer
                self._asking.act(lambda project, there: maps.show_by(project, there.id, **{f"{role}_by": kind}))
                if role == "size" and kind and self._view.map.overlap():
                    self._session.said.emit(_("Some nodes lie on one another now; A arranges the map."))

        choices = map_choices.tellings(shown)
        self._asking.ask(_("Sizes and colours tell"), _("Size or colour, and by what"), choices, told)
