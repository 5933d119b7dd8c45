"""The settings, each in effect and on disk as soon as it is made; there is nothing to confirm."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _
from qda.settings import Settings
from qda.ui import theme
from qda.ui.parts import Page, heading, small_font
from qda.ui.theme import STEP

_LABELS = 190  # pixels: the column of names


class SettingsPage(Page):
    """Shows the settings and tells of each change with all of them."""

    changed = Signal(object)  # qda.settings.Settings

    def __init__(self, settings: Settings, back: Callable[[], object]) -> None:
        super().__init__(_("Settings"), _("For all studies on this computer. Changes are kept at once."), back)
        self._settings = settings
        self._filling = False
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(4 * STEP)
        self._grid.setVerticalSpacing(2 * STEP)
        self._grid.setColumnMinimumWidth(0, _LABELS)
        self._grid.setColumnStretch(2, 1)
        self._make_fields()
        inner = QWidget()
        inner.setObjectName("shellPaper")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 4 * STEP, 4 * STEP)
        column.addLayout(self._grid)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column.addWidget(scroll, 1)
        self.show_settings(settings)

    def show_settings(self, settings: Settings) -> None:
        """Show what holds now."""
        self._settings = settings
        self._filling = True
        self.coder.setText(settings.coder)
        _choose(self.scheme, settings.scheme)
        _choose(self.font_family, settings.reading_font)
        self.font_size.setValue(settings.reading_size)
        _choose(self.line_units, settings.line_units)
        self.hints.setChecked(settings.gerund_hints)
        self.model.setText(settings.language_model)
        _choose(self.profile, settings.table_profile)
        self.originals.setChecked(settings.keep_originals)
        self.backups.setValue(settings.backups)
        self.backup_days.setValue(settings.backup_days)
        self.recent.setChecked(settings.remember_recent)
        self._filling = False

    def _set(self, **values: Any) -> None:
        if self._filling:
            return
        settings = replace(self._settings, **values)
        if settings != self._settings:
            self._settings = settings
            self.changed.emit(settings)

    # --- the fields ---------------------------------------------------------------------------------------

    def _make_fields(self) -> None:
        self._part(_("You"))
        self.coder = self._line(_("Coder's name"), "coder", _("Stands beside every coding and memo you make."))
        self._part(_("Reading"))
        self.scheme = self._choice(
            _("Light or dark"),
            "scheme",
            [("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))],
        )
        self.font_family = self._choice(_("Font for texts"), "reading_font", _families())
        self.font_size = self._number(_("Size of texts"), "reading_size", (0, 40), _("usual"), _(" points"))
        self._part(_("Coding"))
        self.line_units = self._choice(
            _("Lines of new sources"),
            "line_units",
            [
                ("80", _("about 80 characters")),
                ("sentence", _("a sentence each")),
                ("turn", _("a turn each")),
                ("paragraph", _("a paragraph each")),
            ],
            _("Numbers of lines are fixed when a source is imported, and reports cite them."),
        )
        self.hints = self._tick(
            _("Show hints"),
            "gerund_hints",
            _("In amber: labels that name a topic, claims that rest on one source. Never more than advice."),
        )
        self._make_model_field()
        self._part(_("Tables"))
        self.profile = self._choice(_("Style of tables"), "table_profile", _profiles())
        self._part(_("Safety"))
        self.originals = self._tick(
            _("Keep imported files"),
            "keep_originals",
            _("The file itself is kept in the study beside its text. Leave off if it holds real names."),
        )
        self.backups = self._number(_("Newest backups to keep"), "backups", (1, 200))
        self.backup_days = self._number(_("Days with a backup each"), "backup_days", (0, 3650))
        self.recent = self._tick(
            _("Remember studies"),
            "remember_recent",
            _("Lists the last studies, by title and place, on the start page. Off: none is remembered."),
        )

    def _make_model_field(self) -> None:
        self.model = self._line(
            _("Language model"),
            "language_model",
            _("A folder with a spaCy model; empty: the one that came with Gerund. It is used on this computer only."),
        )
        button = QPushButton(_("Choose…"))
        button.setObjectName("button")
        button.setAccessibleName(_("Choose the folder of a language model"))
        button.clicked.connect(self._choose_model)
        self._beside(self.model, button)

    def _choose_model(self) -> None:
        found = QFileDialog.getExistingDirectory(self, _("Folder of a language model"), self.model.text())
        if found:
            self.model.setText(str(Path(found)))
            self._set(language_model=self.model.text())

    # --- making a row -------------------------------------------------------------------------------------

    def _part(self, title: str) -> None:
        row = self._grid.rowCount()
        self._grid.setRowMinimumHeight(row, 2 * STEP)
        self._grid.addWidget(heading(title, 1.15), row + 1, 0, 1, 3)

    def _row(self, name: str, widget: QWidget, hint: str) -> None:
        row = self._grid.rowCount()
        label = QLabel(name)
        label.setBuddy(widget)
        widget.setAccessibleName(name)
        widget.setAccessibleDescription(hint)
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(widget, row, 1)
        if hint:
            words = QLabel(hint)
            words.setObjectName("soft")
            words.setFont(small_font())
            words.setWordWrap(True)
            self._grid.addWidget(words, row + 1, 1, 1, 2)

    def _beside(self, widget: QWidget, other: QWidget) -> None:
        at = self._grid.indexOf(widget)
        row = self._grid.getItemPosition(at)[0]  # type: ignore[index]  # a tuple of four, typed as object
        self._grid.addWidget(other, row, 2, Qt.AlignmentFlag.AlignLeft)

    def _line(self, name: str, key: str, hint: str = "") -> QLineEdit:
        field = QLineEdit()
        field.setMinimumWidth(280)
        field.editingFinished.connect(lambda: self._set(**{key: field.text().strip()}))
        self._row(name, field, hint)
        return field

    def _choice(self, name: str, key: str, choices: Sequence[tuple[str, str]], hint: str = "") -> QComboBox:
        field = QComboBox()
        for value, words in choices:
            field.addItem(words, value)
        field.setMinimumWidth(280)
        field.setMaxVisibleItems(20)
        field.currentIndexChanged.connect(lambda _row: self._set(**{key: field.currentData()}))
        self._row(name, field, hint)
        return field

    def _number(
        self, name: str, key: str, limits: tuple[int, int], least: str = "", suffix: str = "", hint: str = ""
    ) -> QSpinBox:
        field = QSpinBox()
        field.setRange(*limits)
        field.setSpecialValueText(least)
        field.setSuffix(suffix)
        field.setMinimumWidth(120)
        field.valueChanged.connect(lambda value: self._set(**{key: value}))
        box = QWidget()
        box.setFocusProxy(field)
        inner = QHBoxLayout(box)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(field)
        inner.addStretch(1)
        field.setAccessibleName(name)
        self._row(name, box, hint)
        return field

    def _tick(self, name: str, key: str, hint: str) -> QCheckBox:
        field = QCheckBox(_("yes"))
        field.toggled.connect(lambda on: self._set(**{key: on}))
        self._row(name, field, hint)
        return field


def _choose(field: QComboBox, value: str) -> None:
    at = field.findData(value)
    if at < 0:  # a font that is no longer installed stays chosen until another is
        field.addItem(value, value)
        at = field.count() - 1
    field.setCurrentIndex(at)


def _families() -> list[tuple[str, str]]:
    usual = theme.reading_font().family()
    names = [name for name in QFontDatabase.families() if not QFontDatabase.isPrivateFamily(name)]
    return [("", _("usual ({name})").format(name=usual)), *((name, name) for name in sorted(names))]


def _profiles() -> list[tuple[str, str]]:
    return [("apa", _("APA, English")), ("german", _("German"))]
