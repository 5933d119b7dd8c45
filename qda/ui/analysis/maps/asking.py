"""Asking beside a place of the map, one question after the other, and doing what was answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from qda.ui.analysis.choosing import Choice, Chooser
from qda.ui.analysis.maps.choices import Label
from qda.ui.analysis.maps.reading import Map
from qda.ui.analysis.maps.view import MapView
from qda.ui.session import Session
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.project.project import Project

T = TypeVar("T")


class Asking(QObject):
    """One question at a time; the answer is the value of a choice, or a Label where words of one's own may be given."""

    def __init__(self, session: Session, view: MapView, page: QWidget) -> None:
        super().__init__(page)
        self.session = session
        self.view = view
        self._page = page
        self._then: Callable[[object], object] | None = None
        self.chooser = Chooser(session, page)
        self.chooser.taken.connect(self._answer)
        self.chooser.named.connect(lambda label: self._answer(Label(label)))

    def put_away(self) -> None:
        """Ask nothing any more."""
        self.chooser.put_away()

    def ask(
        self,
        heading: str,
        hint: str,
        choices: Sequence[Choice],
        then: Callable[[object], object],
        *,
        at: QPoint | None = None,
        make: str = "",
        text: str = "",
    ) -> None:
        """Ask beside what is chosen, or `at` a place of the page; `text` stands in the field to be changed."""
        self._then = then
        self.chooser.open(at if at is not None else self.beside(), heading, hint, choices, make=make)
        if text:
            self.chooser.field.setText(text)
            self.chooser.field.selectAll()
            self.chooser.finder.find()

    def ask_words(self, heading: str, hint: str, make: str, then: Callable[[str], object], text: str = "") -> None:
        """Ask for words of one's own."""

        def answered(answer: object) -> None:
            if isinstance(answer, Label):
                then(answer.text)

        self.ask(heading, hint, [], answered, make=make, text=text)

    def _answer(self, value: object) -> None:
        then, self._then = self._then, None
        if then is not None:
            then(value)

    def beside(self) -> QPoint:
        """Where to ask: under the chosen box, else in the middle."""
        chosen = self.view.map.chosen_nodes()
        if not chosen:
            return self.centre()
        return self.on_page(self.view.place_in_view(chosen[0].id)) + QPoint(0, 2 * STEP)

    def on_page(self, at: QPoint) -> QPoint:
        """A place of the view, on the page."""
        return self.view.viewport().mapTo(self._page, at)

    def centre(self) -> QPoint:
        """The middle of the page, a little above."""
        return QPoint(max(0, self._page.width() // 2 - 170), self._page.height() // 3)

    def may_write(self) -> bool:
        """True if there is a map that can be changed."""
        return self.view.map.shown() is not None and self.session.project.writable

    def act(self, act: Callable[[Project, Map], T]) -> T | None:
        """Do something to the map that is shown; what the user can meet is told."""
        shown = self.view.map.shown()
        if shown is None or not self.session.project.writable:
            return None
        return self.session.act(act, self.session.project, shown)
