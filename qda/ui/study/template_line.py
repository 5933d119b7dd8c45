"""What a blank study may begin from: one link for each template; gone as soon as there is something."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from qda.i18n import _
from qda.ui.parts.small import Link
from qda.ui.session import Session
from qda.ui.study.contents import Contents
from qda.ui.study.parts import soft
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.flows.templates import Given, Template


class _Offer(Link):
    """A link that tells what its template is for."""

    def __init__(self, template: Template, act: Callable[[], object]) -> None:
        super().__init__(template.title, act)
        self._sentence = template.sentence
        self.setAccessibleDescription(template.sentence)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tool tip is the sentence, whether or not the title had room."""
        super().paintEvent(event)
        self.setToolTip(self._sentence)


class TemplateLine(QWidget):
    """“Begin from:” and the templates."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._contents = Contents.of(session)
        self.links: dict[str, Link] = {}
        self.setAccessibleName(_("Templates for a new study"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(STEP, STEP, 0, 0)
        self._row.setSpacing(STEP * 2)
        self._row.addWidget(soft(QLabel(_("Begin from:"))))
        self._row.addStretch(1)
        self._contents.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Be there while the study is blank."""
        session, contents = self._session, self._contents
        blank = session.is_open and session.project.writable and not contents.sources and not contents.units
        if blank:
            from qda.flows import templates

            blank = templates.is_blank(session.project)
            if blank and not self.links:
                for template in templates.available():
                    self._offer(template)
        self.setVisible(blank)

    def _offer(self, template: Template) -> None:
        link = _Offer(template, partial(self.begin, template.key))
        self._row.insertWidget(self._row.count() - 1, link)
        self.links[template.key] = link

    def begin(self, key: str) -> None:
        """Fill the study from a template."""
        from qda.flows import templates

        apply: Callable[..., Given] = templates.apply
        given = self._session.act(apply, self._session.project, key)
        if given is not None:
            told = _("Units {units}, rows of the data plan {plan}, instruments {instruments}. Undo takes them back.")
            self._session.told.emit(
                told.format(units=given.units, plan=given.data_sets, instruments=given.instruments),
                _("Change what does not fit; write the research questions anew."),
            )
