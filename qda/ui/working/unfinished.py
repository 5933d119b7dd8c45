"""Keeps on disk what is being typed into a field, so that a crash takes at most a second of it.

Every field that holds more than a few words is given one of these where it is made:

    Unfinished(session, self.note, lambda: About("claim.note", _("Note on the claim"), ("claim", claim.id)))

Left out are fields for short names and figures, which are typed anew in two seconds, fields to search and to filter,
passwords and real names, and memos, which have drafts of their own (`qda.memos.drafts`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from qda.i18n import _
from qda.ui.session import Session
from qda.ui.working import focusing

_SOON = 700  # milliseconds after the first key that is not on disk yet; not begun anew by the next one


@dataclass(frozen=True, slots=True)
class About:
    """What is typed into a field: its name, the same in the user's words, and a table's name with the row's id.

    The row's id is added to the name, so that fields of several rows do not take one another's place.
    """

    field: str
    title: str
    target: tuple[str, int] | None = None

    @property
    def key(self) -> str:
        """The name that the words have on disk: “claim.note/12”."""
        return f"{self.field}/{self.target[1]}" if self.target is not None else self.field


def titled(field: str, thing: str) -> str:
    """The title of a field of something: “Abstract – Howe, 2010”."""
    return _("{field} – {thing}").format(field=field, thing=thing) if thing else field


class Unfinished(QObject):
    """Belongs to its field. `about` is asked with the first letter; None for nothing to keep.

    With `lasting` words stay in the field when it is left, until Enter or a button does something with them and the
    field is blank; without it, leaving the field keeps or drops them. `words` gives what is to be kept where that is
    not all that stands in the field.
    """

    def __init__(
        self,
        session: Session,
        field: QLineEdit | QPlainTextEdit,
        about: Callable[[], About | None],
        *,
        lasting: bool = False,
        words: Callable[[], str] | None = None,
    ) -> None:
        super().__init__(field)
        self._session = session
        self._field = field
        self._ask = about
        self._lasting = lasting
        self._words = words or self._all
        self._about: About | None = None  # of the words that are neither kept nor dropped
        self._on_disk = False
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.save)
        field.installEventFilter(self)
        field.textChanged.connect(self._on_text)
        later = Qt.ConnectionType.QueuedConnection  # whoever keeps the words does so first
        if isinstance(field, QLineEdit) and not lasting:
            field.returnPressed.connect(self.drop, later)
        if hasattr(field, "kept"):
            field.kept.connect(self.drop, later)
        session.closing.connect(self._on_closing)
        session.closed.connect(self._on_closed)

    def _all(self) -> str:
        return self._field.text() if isinstance(self._field, QLineEdit) else self._field.toPlainText()

    def _typed(self) -> bool:
        """True if the words were typed. What the program puts into a text can't be undone while that is told."""
        if isinstance(self._field, QLineEdit):
            return self._field.isModified()
        document = self._field.document()
        return document.isModified() and document.isUndoRedoEnabled()

    def _is_empty(self) -> bool:
        if isinstance(self._field, QLineEdit):
            return not self._field.text().strip()
        return self._field.document().isEmpty()

    def _on_text(self) -> None:
        if not self._typed() or self._is_empty():
            self.drop()  # shown anew, put back by Esc, or emptied
            return
        if not self._session.is_open or not self._session.project.writable or self._field.isReadOnly():
            return
        if self._about is None:
            self._about = self._ask()
        if self._about is not None and not self._soon.isActive():
            self._soon.start()

    def save(self) -> None:
        """Put on disk what is typed so far."""
        self._soon.stop()
        about = self._about
        if about is None or not self._session.is_open:
            return
        if self._session.held:  # something heavy is being written
            self._soon.start()
            return
        from qda.project import unfinished

        project, words = self._session.project, self._words()
        self._session.act(unfinished.save, project, about.key, words, title=about.title, target=about.target)
        self._on_disk = True

    def drop(self) -> None:
        """The words were kept, or given up."""
        self._soon.stop()
        about, on_disk = self._about, self._on_disk
        self._about, self._on_disk = None, False
        if about is not None and on_disk and self._session.is_open:
            from qda.project import unfinished

            self._session.act(unfinished.discard, self._session.project, about.key)

    def part(self) -> None:
        """The words are put aside, for other words in the same field: they stay on disk."""
        if self._soon.isActive():
            self.save()
        self._about, self._on_disk = None, False

    def take_up(self) -> None:
        """Words that were put aside are in the field again."""
        if not self._is_empty():
            self._about, self._on_disk = self._ask(), True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the field keeps or drops the words; a field that opened in a table is hidden then."""
        if self._about is not None and not self._lasting and watched is self._field:
            gone = event.type() == QEvent.Type.Hide and not event.spontaneous()
            if gone or (isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut and self._ends(event)):
                QTimer.singleShot(0, self, self.drop)  # the field hears of it after this, and keeps the words
        return super().eventFilter(watched, event)

    def _ends(self, event: QFocusEvent) -> bool:
        """A line ends by leaving it in the window; behind another window it waits, which longer texts do not."""
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return False
        return event.reason() != Qt.FocusReason.ActiveWindowFocusReason or isinstance(self._field, QPlainTextEdit)

    def _on_closing(self) -> None:
        if self._about is None:
            return
        if self._lasting:
            self.save()  # nobody will have done anything with it: a memo, when the study is opened again
            return
        if self._field.window().focusWidget() is self._field:
            focusing.finish(self._field.window())
        self.drop()

    def _on_closed(self) -> None:
        lost = self._about is not None
        self._soon.stop()
        self._about, self._on_disk = None, False
        if lost and self._lasting:
            self._field.clear()
