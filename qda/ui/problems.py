"""The one place that shows what went wrong: a bar with a sentence and a way out; for our own faults, a dialog."""

from __future__ import annotations

import platform
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QMetaMethod, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

import qda
from qda.errors import Cancelled, QdaError
from qda.i18n import _, ngettext
from qda.ui import icons
from qda.ui.parts import small
from qda.ui.parts.small import Link
from qda.ui.theme import STEP, Ink

if TYPE_CHECKING:
    from qda.ui.jobs import Job, Jobs
    from qda.ui.session import Session

_STALE = 6.0  # seconds after which a problem may give way to the next step that succeeds
_TOLD = 20.0  # and after which what was only told may: it is long, and nothing reminds of it
_LOG_LIMIT = 200_000  # bytes


@dataclass(frozen=True, slots=True)
class Offer:
    """A way out that one click takes; the message is gone then."""

    text: str
    act: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Message:
    """What the bar says; `problem` colours it amber, `about` is the error it came from."""

    sentence: str
    hint: str = ""
    offers: tuple[Offer, ...] = ()
    problem: bool = False
    about: object = None
    at: float = 0.0


class MessageBar(QWidget):
    """Under the top bar, in the flow of the page: the newest message, closed by Esc; older ones come back then."""

    def __init__(self, ink: Ink, faults: Faults, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._faults = faults
        faults.tell = self.show_error
        self.ways_out: Callable[[QdaError], tuple[Offer, ...]] = lambda _error: ()
        self._messages: list[Message] = []
        self.setObjectName("messageBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Message"))
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * STEP, 2 * STEP, 2 * STEP, 2 * STEP)
        row.setSpacing(3 * STEP)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self._words, 1)
        self._offers = QHBoxLayout()
        row.addLayout(self._offers)
        self._more = QLabel()
        self._more.setObjectName("soft")
        row.addWidget(self._more)
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self._close.setAccessibleName(_("Close the message"))
        self._close.setToolTip(_("Close the message (Esc)"))
        self._close.clicked.connect(self.close_message)
        row.addWidget(self._close)
        self.set_ink(ink)
        self.hide()

    def set_ink(self, ink: Ink) -> None:
        """Paint in these colours from now on."""
        self._close.setIcon(icons.icon("close", ink.soft))

    def show_error(self, error: BaseException, offers: tuple[Offer, ...] = ()) -> None:
        """Show an error the user can meet; nothing for Cancelled; a bug opens the dialog."""
        if isinstance(error, Cancelled) or any(message.about is error for message in self._messages):
            return
        if isinstance(error, QdaError):
            hint = _(error.hint) if error.hint else ""
            self.put(Message(error.sentence, hint, offers or self.ways_out(error), problem=True, about=error))
        else:
            self._faults.show(error)

    def tell(self, sentence: str, hint: str = "", offers: tuple[Offer, ...] = ()) -> None:
        """Say something that is no problem but should not be missed."""
        self.put(Message(sentence, hint, offers))

    def put(self, message: Message) -> None:
        """Show a message; those before it wait beneath."""
        kept = [old for old in self._messages if old.sentence != message.sentence]
        dated = Message(
            message.sentence, message.hint, message.offers, message.problem, message.about, time.monotonic()
        )
        self._messages = [*kept, dated]
        self._refresh()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def current(self) -> Message | None:
        """What is shown."""
        return self._messages[-1] if self._messages else None

    def close_message(self) -> bool:
        """Close what is shown; False if there was nothing."""
        if not self._messages:
            return False
        self._messages.pop()
        self._refresh()
        return True

    def withdraw(self, sentence: str) -> None:
        """Take back what was said: it holds no more."""
        self._messages = [message for message in self._messages if message.sentence != sentence]
        self._refresh()

    def close_all(self) -> None:
        """Forget all messages: another project, another story."""
        self._messages.clear()
        self._refresh()

    def went_on(self) -> None:
        """A step succeeded: what was there to be read for a while, and asks nothing, goes."""
        now = time.monotonic()
        kept = [m for m in self._messages if m.offers or now - m.at < (_STALE if m.problem else _TOLD)]
        if len(kept) != len(self._messages):
            self._messages = kept
            self._refresh()

    def go(self) -> None:
        """Put the focus on the first way out, else on the sign that closes the message."""
        item = self._offers.itemAt(0)
        widget = item.widget() if item is not None else None
        (widget or self._close).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take(self, offer: Offer) -> None:
        """Do what was offered, and close the message."""
        self.close_message()
        offer.act()

    def _refresh(self) -> None:
        while (item := self._offers.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        message = self.current()
        self.setVisible(message is not None)
        if message is None:
            return
        self._words.setText(f"{message.sentence} {message.hint}".strip())
        self.setAccessibleDescription(self._words.text())
        for offer in message.offers:
            self._offers.addWidget(Link(offer.text, partial(self.take, offer)))
        others = len(self._messages) - 1
        self._more.setVisible(others > 0)
        self._more.setText(ngettext("{count} more", "{count} more", others).format(count=others))
        self.setProperty("problem", message.problem)
        self.style().unpolish(self)
        self.style().polish(self)


def connect(bar: MessageBar, session: Session, jobs: Jobs) -> None:
    """Show in the bar what screens and jobs can't cope with themselves."""
    session.failed.connect(bar.show_error)
    session.told.connect(bar.tell)
    session.withdrawn.connect(bar.withdraw)
    session.changed.connect(lambda _change: bar.went_on())
    session.closed.connect(bar.close_all)
    jobs.started.connect(lambda job: _follow(bar, job))
    jobs.broke.connect(bar.show_error)


def _follow(bar: MessageBar, job: Job) -> None:
    # Whoever started the job may have asked to hear of its failure, and then shows it.
    if not job.isSignalConnected(QMetaMethod.fromSignal(job.failed)):
        job.failed.connect(bar.show_error)


# --- our own faults -----------------------------------------------------------------------------------------------


class FaultDialog(QDialog):
    """A fault of the program: what to do now, where the log is, and the traceback to copy."""

    def __init__(self, error: BaseException, log: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crash")
        self.setWindowTitle(_("A fault in Gerund"))
        self.details = "".join(traceback.format_exception(error))
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * STEP, 5 * STEP, 5 * STEP, 4 * STEP)
        column.setSpacing(3 * STEP)
        column.addWidget(small.heading(_("Something went wrong inside Gerund"), 1.3))
        words = QLabel(_fault_words(log))
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(words)
        shown = QPlainTextEdit(self.details)
        shown.setReadOnly(True)
        shown.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        shown.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        shown.setAccessibleName(_("Details of the fault"))
        column.addWidget(shown, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        for text, act in ((_("Copy the details"), self.copy), (_("Go on"), self.accept)):
            button = QPushButton(text)
            button.setObjectName("button")
            button.clicked.connect(act)
            row.addWidget(button)
        button.setDefault(True)
        column.addLayout(row)
        self.resize(720, 440)

    def copy(self) -> None:
        """Put the details on the clipboard."""
        QGuiApplication.clipboard().setText(self.details)


def _fault_words(log: Path | None) -> str:
    words = _(
        "This is a fault of the program, not of yours. Every step that was acknowledged is on disk. You can go on; if "
        "the window behaves oddly, close and open the study again."
    )
    if log is None:
        return words
    told = _("The place of the fault, without any words of your study, was written to {log}.").format(log=log)
    return f"{words}\n\n{told}"


def write_log(log: Path, error: BaseException) -> None:
    """Add a bug to the log: kinds and places only, for messages can hold a participant's words."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.is_file() and log.stat().st_size > _LOG_LIMIT:
        log.replace(log.with_suffix(".old.log"))
    with log.open("a", encoding="utf-8") as file:
        file.write(without_words(error))


def without_words(error: BaseException) -> str:
    """A bug as the log keeps it: when, which program, the kinds of the exceptions and the lines of code they passed."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    lines = [f"{at} Gerund {qda.__version__}, Python {platform.python_version()}, {platform.system()}"]
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.append(current)
        current = current.__cause__ or current.__context__
    for each in reversed(chain):
        for frame in traceback.extract_tb(each.__traceback__):
            # The folder above could name a person: two levels are enough to find the line.
            place = "/".join(Path(frame.filename).parts[-2:])
            lines.append(f"  {place}:{frame.lineno} in {frame.name}")
        lines.append(f"{type(each).__module__}.{type(each).__qualname__}")
    return "\n".join(lines) + "\n\n"


class Faults(QObject):
    """What becomes of our own faults: a line in the log, and one dialog at a time that stops nobody."""

    _caught = Signal(object)

    def __init__(self, window: QWidget, log: Path | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._log = log
        self.tell: Callable[[QdaError], object] | None = None  # who shows what is no fault of ours
        self.dialog: FaultDialog | None = None
        self._caught.connect(self.show)

    def show(self, error: BaseException) -> None:
        """Log a fault and show it, unless one is being shown.

        What a disk does to us may come to light anywhere, where nobody waits for it: that is no fault of the program.
        """
        if isinstance(error, QdaError) and self.tell is not None:
            self.tell(error)
            return
        if self._log is not None:
            write_log(self._log, error)
        if self.dialog is None or not self.dialog.isVisible():
            self.dialog = FaultDialog(error, self._log, self._window)
            self.dialog.show()

    def catch_all(self, log: Path) -> None:
        """Catch what nobody else did, on any thread. Only the running program does this; tests have their own hooks."""
        self._log = log
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread

    def _on_exception(self, kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, at)
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
        else:
            self._caught.emit(error)

    def _on_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._caught.emit(args.exc_value)
