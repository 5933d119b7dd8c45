"""Beginning a study that is encrypted from its first byte: where it lies, what it is called, and its password."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _
from qda.ui.parts.password_field import label_beside
from qda.ui.parts.small import Page, amber, soft
from qda.ui.project.form import scrolling
from qda.ui.project.passwords.new_password import NewPassword, cipher_lack
from qda.ui.theme import STEP

_WIDE = 72  # mean characters: the fields
_SUFFIX = ".gerund"


@dataclass(frozen=True, slots=True)
class NewStudy:
    """What was asked for: the file, the title inside it, and the password."""

    path: Path
    title: str
    password: str


class NewPage(Page):
    """Asks for a place, a title and a password twice; whoever listens makes the study."""

    wanted = Signal(object)  # NewStudy

    def __init__(self, folder: Callable[[], Path], back: Callable[[], object]) -> None:
        sentence = _(
            "Nothing of it is ever on the disk unencrypted: neither the study, nor its history, its search index or "
            "its backups. If you lose the password, nobody can open the study again: neither you, nor whoever made "
            "Gerund. Keep it where you keep what must not be lost."
        )
        super().__init__(_("New study with a password"), sentence, back)
        self._folder = folder
        self.place, self.title = QLineEdit(), QLineEdit()
        self.password = NewPassword(_("Password"), self)
        self.new, self.again = self.password.new, self.password.again
        self.told = amber(wrap=True)
        self.button = QPushButton(_("Begin the study (Enter)"))
        self._lay_out()
        for line in (self.place, self.title):
            line.textEdited.connect(lambda _words: self._look())
            line.returnPressed.connect(self._enter)
        self.password.edited.connect(self._look)
        self.password.entered.connect(self._enter)
        self.button.clicked.connect(lambda _checked=False: self._do())
        self.setFocusProxy(self.title)
        self.begin()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(4 * STEP)
        grid.setVerticalSpacing(2 * STEP)
        grid.setColumnStretch(1, 100)
        grid.setColumnStretch(2, 1)  # what the fields have no use for
        self.title.setPlaceholderText(_("what the study is called; it is encrypted with the rest"))
        told = soft(wrap=True)
        told.setText(_("The names of the file and its folder can be read by whoever sees the disk."))
        for row, (words, field) in enumerate(
            (
                (_("Title"), self.title),
                (_("File"), self._place_row()),
                ("", told),
                (_("Password"), self.new),
                ("", self.password.strength),
                (_("The same again"), self.again),
                ("", self.password.differs),
                ("", self._button_row()),
                ("", self.told),
            )
        ):
            field.setMaximumWidth(self.fontMetrics().averageCharWidth() * _WIDE)
            grid.addWidget(field, row, 1)
            if words:
                label = label_beside(words, self.place if field is not self.title and row == 1 else field)
                grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self.title.setAccessibleName(_("Title"))
        self.place.setAccessibleName(_("File of the study"))
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(grid)
        column.addStretch(1)
        self.column.addWidget(scrolling(column), 1)

    def _place_row(self) -> QWidget:
        choose = QPushButton(_("Choose…"))
        choose.setObjectName("button")
        choose.setAccessibleName(_("Choose where the study shall lie"))
        choose.clicked.connect(lambda _checked=False: self.choose())
        return _row(self.place, choose)

    def _button_row(self) -> QWidget:
        self.button.setObjectName("button")
        made = _row(self.button)
        made.layout().addStretch(1)  # type: ignore[union-attr]  # it has one
        return made

    # --- what is shown ----------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Propose a free file, with nothing else filled in."""
        self.title.clear()
        self.place.setText(str(_free(self._folder() / f"{_('New study')}{_SUFFIX}")))
        self.forget()
        self._say_if_missing()

    def forget(self) -> None:
        """Keep nothing of what was typed as a password."""
        self.told.setText("")
        self.password.forget()

    def refuse(self, sentence: str) -> None:
        """Say why no study could be made; the place can be typed anew, and nothing else has to be."""
        self.told.setText(sentence)
        self.setEnabled(True)
        self.place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_if_missing(self) -> None:
        lack = cipher_lack()
        for part in (self.place, self.title, self.new, self.again):
            part.setEnabled(not lack)
        if lack:
            self.sentence.setText(lack)

    def _look(self) -> None:
        self.button.setEnabled(self._is_complete())

    def _is_complete(self) -> bool:
        return bool(self.password.agreed() and self.place.text().strip())

    # --- what is done -----------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Let the system's own chooser say where the study shall lie."""
        found, _kind = QFileDialog.getSaveFileName(
            self, _("Where shall the study lie?"), self.place.text(), _("Studies") + f" (*{_SUFFIX})",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if found:
            self.place.setText(found)
            self._look()

    def _enter(self) -> None:
        """On to the next field that is empty, or done."""
        for field, words in ((self.new, self.new.words()), (self.again, self.again.words())):
            if not words:
                field.setFocus(Qt.FocusReason.TabFocusReason)
                return
        self._do()

    def _do(self) -> None:
        if self._is_complete():
            path = Path(self.place.text().strip()).expanduser()
            path = path if path.suffix == _SUFFIX else path.with_name(path.name + _SUFFIX)
            self.told.setText("")
            self.wanted.emit(NewStudy(path, self.title.text().strip() or path.stem, self.password.agreed()))


def _free(path: Path) -> Path:
    names = (f"{path.stem}{number}{path.suffix}" for number in ("", *(f" {count}" for count in range(2, 1000))))
    return next(each for each in (path.with_name(name) for name in names) if not each.exists())


def _row(*parts: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2 * STEP)
    for part in parts:
        row.addWidget(part, 1 if isinstance(part, QLineEdit) else 0)
    return made
