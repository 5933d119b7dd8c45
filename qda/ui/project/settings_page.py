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
from qda.ui.parts.small import Choice, Page, Tick, heading, small_font
from qda.ui.theme import STEP

_LABELS, _FIELDS = 22, 34  # mean characters: the columns of names and of fields


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
        self._grid.setColumnMinimumWidth(0, self.fontMetrics().averageCharWidth() * _LABELS)
        self._wide = self.fontMetrics().averageCharWidth() * _FIELDS
        self._grid.setColumnStretch(1, 1)
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
        self.lock.setValue(settings.lock_minutes)
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
        self.lock = self._number(
            _("Lock after"),
            "lock_minutes",
            (0, 240),
            _("never"),
            _(" minutes"),
            _("A study with a password is closed when nobody does anything for so long."),
        )

    def _make_model_field(self) -> None:
        button = QPushButton(_("Choose…"))
        button.setObjectName("button")
        button.setAccessibleName(_("Choose the folder of a language model"))
        button.clicked.connect(self._choose_model)
        self.model = self._line(
            _("Language model"),
            "language_model",
            _("A folder with a spaCy model; empty: the one that came with Gerund. It is used on this computer only."),
            button,
        )

    def _choose_model(self) -> None:
        found = QFileDialog.getExistingDirectory(self, _("Folder of a language model"), self.model.text())
        if found:
            self.model.setText(str(Path(found)))
            self._set(language_model=self.model.text())

    # --- making a row -------------------------------------------------------------------------------------

    def _part(self, title: str) -> None:
        row = self._grid.rowCount()
        self._grid.setRowMinimumHeight(row, 2 * STEP)
        self._grid.addWidget(heading(title, 1.15), row + 1, 0, 1, 2)

    def _row(self, name: str, field: QWidget, hint: str, beside: QWidget | None = None) -> None:
        row = self._grid.rowCount()
        field.setMinimumHeight(self.fontMetrics().height() + 3 * STEP)
        field.setAccessibleName(name)
        field.setAccessibleDescription(hint)
        label = QLabel(name)
        label.setBuddy(field)
        self._grid.addWidget(label, row, 0)
        line = QHBoxLayout()
        line.setSpacing(2 * STEP)
        line.addWidget(field, 1)
        if beside is not None:
            line.addWidget(beside)
        line.addStretch(1)
        self._grid.addLayout(line, row, 1)
        if hint:
            words = QLabel(hint)
            words.setObjectName("soft")
            words.setFont(small_font())
            words.setWordWrap(True)
            self._grid.addWidget(words, row + 1, 1)

    def _line(self, name: str, key: str, hint: str = "", beside: QWidget | None = None) -> QLineEdit:
        field = QLineEdit()
        self._let_shrink(field)
        field.editingFinished.connect(lambda: self._set(**{key: field.text().strip()}))
        self._row(name, field, hint, beside)
        return field

    def _let_shrink(self, field: QWidget) -> None:
        field.setMinimumWidth(self._wide // 2)
        field.setMaximumWidth(self._wide)

    def _choice(self, name: str, key: str, choices: Sequence[tuple[str, str]], hint: str = "") -> QComboBox:
        field = Choice()
        for value, words in choices:
            field.addItem(words, value)
        self._let_shrink(field)
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
        field.setFixedWidth(self._wide // 3)
        field.lineEdit().setTextMargins(2 * STEP, 0, 2 * STEP, 0)
        field.valueChanged.connect(lambda value: self._set(**{key: value}))
        self._row(name, field, hint)
        return field

    def _tick(self, name: str, key: str, hint: str) -> QCheckBox:
        field = Tick(_("yes"))
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
    usual = theme.reading_font("", 0).family()
    names = [name for name in QFontDatabase.families() if not QFontDatabase.isPrivateFamily(name)]
    return [("", _("usual ({name})").format(name=usual)), *((name, name) for name in sorted(names))]


def _profiles() -> list[tuple[str, str]]:
    return [("apa", _("APA, English")), ("german", _("German"))]
