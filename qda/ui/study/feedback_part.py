"""Feedback and member checking: what was sent in a table, its text, the answer and what became of it at the side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import N_, _, ngettext
from qda.ui.actions import Actions
from qda.ui.lists import editing
from qda.ui.parts.empty import Empty
from qda.ui.parts.small import Link, heading
from qda.ui.session import Session
from qda.ui.study.contents import Contents
from qda.ui.study.parts import GrowingText, soft
from qda.ui.study.tables.choices import ChoiceField
from qda.ui.study.tables.listing import NEW, Listing
from qda.ui.study.tables.rows import Column
from qda.ui.theme import STEP
from qda.ui.working import jumps
from qda.ui.working.keeping_up import KeepingUp
from qda.ui.working.unfinished import About, Unfinished, titled

if TYPE_CHECKING:
    from qda.project.project import Change, Project
    from qda.study.feedback import FeedbackRow, LinkRow

_NONE = N_("Choose something that was sent: its words, what came back and what became of it stand here.")


class FeedbackPart(QWidget):
    """A line for each thing that was sent; the last line is for the next."""

    def __init__(self, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._contents = Contents.of(session)
        self._keeping_up = KeepingUp(self, self.refresh)
        self._shown: int | None = None
        self.setAccessibleName(_("Feedback"))
        self.list = Listing(session, self._columns(), lambda row: row.id, _("What was sent to participants"), wrap=True)
        self.list.table.setMinimumHeight(STEP * 30)
        self.list.delete_wanted.connect(self._delete)
        self.list.table.chosenChanged.connect(self._show_one)
        self._lay_out(actions)
        self._contents.changed.connect(self._keeping_up.outdate)
        session.changed.connect(self._on_change)
        session.closing.connect(self._keep)

    def _lay_out(self, actions: Actions) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, STEP)
        column.setSpacing(STEP * 2)
        self.about = soft(QLabel())
        self.about.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(self.about, 1)
        head.addWidget(Link(_("Write the table…"), lambda: actions.get("reports.feedback").trigger()))
        column.addLayout(head)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.list)
        self._split.addWidget(self._make_side())
        self._split.setSizes([560, 340])
        column.addWidget(self._split, 1)
        self.setFocusProxy(self.list)

    def _make_side(self) -> QWidget:
        self.side = QWidget()
        column = QVBoxLayout(self.side)
        column.setContentsMargins(STEP * 3, 0, 0, 0)
        column.setSpacing(STEP)
        self._title = heading("", 1.1)
        self._title.setWordWrap(True)
        column.addWidget(self._title)
        self.fields = {
            "text": GrowingText(_("What was sent"), _("What was sent, word for word or in short"), most=8),
            "response": GrowingText(_("What came back"), _("What came back"), most=8),
            "effect": GrowingText(_("What became of it"), _("What was changed, or why nothing was"), most=6),
        }
        for name, field in self.fields.items():
            column.addWidget(soft(QLabel(field.accessibleName())))
            column.addWidget(field)
            field.kept.connect(partial(self._on_kept, name))
            Unfinished(self._session, field, partial(self._about, name))
        column.addWidget(soft(QLabel(_("About"))))
        self._links = QGridLayout()
        self._links.setHorizontalSpacing(STEP * 2)
        column.addLayout(self._links)
        self.link = ChoiceField(_("What it is about"), self._offered)
        self.link.setPlaceholderText(_("A memo, a claim, a category, a source"))
        self.link.chosen.connect(self._on_link)
        column.addWidget(self.link)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(self.side)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        self.side.setAutoFillBackground(False)
        self.none = Empty(_(_NONE), _("Put down what was sent"), self.begin)
        self._beside = QStackedWidget()
        self._beside.addWidget(area)
        self._beside.addWidget(self.none)
        self._beside.setMinimumWidth(STEP * 50)
        return self._beside

    def _columns(self) -> list[Column[FeedbackRow]]:
        def known(row: FeedbackRow) -> bool:
            return row.id != NEW

        return [
            Column(
                _("What was sent"),
                lambda row: row.title,
                24,
                write=_title,
                shown=lambda row: row.title if known(row) else _("Something was sent…"),
                weight=lambda row: "words" if known(row) else "offer",
            ),
            Column(
                _("To"),
                lambda row: row.participant,
                14,
                write=_to,
                editable=known,
                offers=lambda: [person.name for person in self._contents.people],
                shown=lambda row: row.participant or (_("several") if known(row) else ""),
            ),
            Column(
                _("Kind"), lambda row: row.kind, 12, write=_writer("kind"), editable=known, offers=_kinds, gives_way=2
            ),
            Column(_("How"), lambda row: row.way, 11, write=_writer("way"), editable=known, offers=_ways, gives_way=1),
            Column(_("Sent"), lambda row: row.sent_on or "", 11, write=_writer("sent_on"), editable=known),
            Column(
                _("Returned"),
                lambda row: row.returned_on or "",
                11,
                write=_writer("returned_on"),
                editable=known,
                shown=lambda row: row.returned_on or (_("waiting") if row.waiting else ""),
                weight=lambda row: "words" if row.returned_on else "offer",
            ),
        ]

    # --- showing --------------------------------------------------------------------------------------------------

    def _on_change(self, change: Change) -> None:
        if change.touches("feedback", "feedback_link", "memo", "claim", "code"):
            self._keeping_up.outdate()

    def refresh(self) -> None:
        """Show what was sent as it is now."""
        from qda.study import feedback

        self._keeping_up.caught_up()
        rows = feedback.rows(self._session.project) if self._session.is_open else []
        waiting = sum(row.waiting for row in rows)
        if rows:
            told = ngettext("{count} thing was sent", "{count} things were sent", len(rows)).format(count=len(rows))
            self.about.setText(_("{told}; {waiting} without an answer.").format(told=told, waiting=waiting))
        else:
            hint = _("What participants were sent to check – a summary, a transcript, a chapter – and what they said.")
            self.about.setText(f"{hint} {_('Name the first in the line below.')}")
        if self._session.is_open and self._session.project.writable:
            rows.append(feedback.FeedbackRow(NEW, None, "", "", "", "", "", None, None, "", "", ()))
        self.list.show_rows(rows)
        self._show_one()

    def chosen(self) -> FeedbackRow | None:
        """The one thing that is chosen."""
        row: FeedbackRow | None = self.list.one()
        return row

    def _show_one(self) -> None:
        row = self.chosen()
        if self._shown is not None and (row is None or row.id != self._shown):
            self._keep()  # what was being typed belongs to the one before
        self._shown = None if row is None else row.id
        self._beside.setCurrentIndex(0 if row is not None else 1)
        self.none.button.setVisible(self.list.rows.writable)
        if row is None:
            return
        self._title.setText(row.title)
        writable = self.list.rows.writable
        for name, field in self.fields.items():
            field.show_words(getattr(row, name))
            field.setReadOnly(not writable)
        self.link.setVisible(writable)
        self._show_links(row.links)

    def _show_links(self, links: Sequence[LinkRow]) -> None:
        while (item := self._links.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        from qda.export.study.feedback_tables import TARGETS

        for at, each in enumerate(links):
            self._links.addWidget(soft(QLabel(_(TARGETS[each.target]))), at, 0)
            self._links.addWidget(Link(each.name, partial(self.open, each)), at, 1, Qt.AlignmentFlag.AlignLeft)
            off = Link(_("take off"), partial(self._take_off, each))
            off.setEnabled(self.list.rows.writable)
            self._links.addWidget(off, at, 2)
        self._links.setColumnStretch(1, 1)

    def begin(self) -> None:
        """Name something that was sent, in the last line."""
        self.list.table.choose(NEW, 0)
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)
        editing.begin(self.list.table, self.list.table.currentIndex())

    def open(self, link: LinkRow) -> None:
        """Go to what a piece of feedback is about."""
        jumps.jump(self._session, link.target, link.target_id)

    # --- writing --------------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        for field in self.fields.values():
            field.keep()

    def _about(self, name: str) -> About | None:
        row = self.chosen()
        if row is None:
            return None
        return About(f"feedback.{name}/{row.id}", titled(self.fields[name].accessibleName(), row.title))

    def _on_kept(self, name: str, words: str) -> None:
        from qda.study import feedback

        if self._shown is not None and self._session.is_open:
            self._session.act(feedback.edit, self._session.project, self._shown, **{name: words})

    def _offered(self) -> list[str]:
        from qda.export.study.feedback_tables import TARGETS
        from qda.study import feedback

        return [f"{_(TARGETS[each.target])}: {each.name}" for each in feedback.offered(self._session.project)]

    def _on_link(self, words: str) -> None:
        row = self._shown
        if row is None or not words:
            return

        def add() -> None:
            from qda.study import feedback

            found = feedback.find(self._session.project, words)
            feedback.link(self._session.project, row, found.target, found.target_id)

        self._session.act(add)
        self.link.show_words("")
        self.link.clear()

    def _take_off(self, link: LinkRow) -> None:
        from qda.study import feedback

        if self._shown is not None:
            self._session.act(feedback.unlink, self._session.project, self._shown, link.target, link.target_id)

    def _delete(self, rows: Sequence[FeedbackRow]) -> None:
        from qda.study import feedback

        ids = [row.id for row in rows]
        if self._session.did(feedback.delete, self._session.project, ids):
            told = ngettext("Deleted {count} piece of feedback.", "Deleted {count} pieces of feedback.", len(ids))
            self._session.said.emit(told.format(count=len(ids)))


def _kinds() -> list[str]:
    from qda.study.feedback import KINDS

    return [_(kind) for kind in KINDS]


def _ways() -> list[str]:
    from qda.study.feedback import WAYS

    return [_(way) for way in WAYS]


def _title(project: Project, row: FeedbackRow, words: str) -> None:
    from qda.study import feedback

    if row.id == NEW:
        feedback.send(project, words)
    else:
        feedback.edit(project, row.id, title=words)


def _to(project: Project, row: FeedbackRow, words: str) -> None:
    from qda.study import feedback
    from qda.study import service as study

    feedback.send_to(project, row.id, study.find_participant(project, words) if words.strip() else None)


def _writer(field: str) -> Callable[[Project, FeedbackRow, str], None]:
    def write(project: Project, row: FeedbackRow, words: str) -> None:
        from qda.study import feedback

        feedback.edit(project, row.id, **{field: words})

    return write
