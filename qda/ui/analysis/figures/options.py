"""Which figure, of what, and how: what a kind has no use for is not shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from qda.i18n import N_, _
from qda.ui.analysis.matrices.options import CodeLimits
from qda.ui.analysis.own_words import OwnWords
from qda.ui.analysis.pieces import Picker, Tick, section
from qda.ui.analysis.queries.choices import attribute_names
from qda.ui.parts.small import soft
from qda.ui.session import Session
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.export.figures.wishes import FigureWish

KINDS = (
    ("heat", N_("Heat map")), ("bars", N_("Bars of codes")), ("lines", N_("Code lines along a text")),
    ("portrait", N_("Portrait of a text")), ("together", N_("Codes together, as a matrix")),
    ("network", N_("Codes together, as a net")), ("likeness", N_("Likeness by codes")), ("cloud", N_("Word cloud")),
)  # fmt: skip
_COLUMNS = (
    ("case", N_("cases")), ("source", N_("sources")), ("participant", N_("participants")), ("unit", N_("units")),
    ("kind", N_("kinds of source")), ("perspective", N_("perspectives")), ("coder", N_("coders")),
)  # fmt: skip
_COUNTED = (
    ("segments", N_("segments")), ("sources", N_("sources")), ("cases", N_("cases")),
    ("participants", N_("participants")),
)  # fmt: skip
_PERCENT = (("", N_("none")), ("row", N_("of the row")), ("column", N_("of the column")))
_STYLES = (
    ("plain", N_("one for each code")),
    ("grouped", N_("groups side by side")),
    ("stacked", N_("groups stacked")),
)
_MEASURES = (("jaccard", N_("which codes (Jaccard)")), ("cosine", N_("how often each (cosine)")))
_TOGETHER = (("overlap", N_("overlapping")), ("line", N_("on the same line")), ("near", N_("within 200 characters")))
_PROFILES = (("apa", N_("English (APA)")), ("german", N_("German")))
_PARTS = {
    "heat": ("columns", "counted", "percent", "limits"),
    "bars": ("style", "columns", "counted", "ordered", "limits"),
    "lines": ("source", "limits"),
    "portrait": ("source", "limits"),
    "together": ("together", "limits"),
    "network": ("together", "limits"),
    "likeness": ("columns", "measure", "limits"),
    "cloud": ("lemma", "interviewer", "stopped", "own"),
}


class FigureOptions(QWidget):
    """`altered` when another figure is wanted."""

    altered = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * STEP)
        self._rows: dict[str, tuple[QWidget, ...]] = {}
        self.kind = self._picker("kind", _("Figure"), _("Which figure"), KINDS)
        self.source = self._picker("source", _("Text"), _("Which text"), ())
        self.bar_style = self._picker("style", _("Bars"), _("How bars stand"), _STYLES)
        self.columns = self._picker("columns", _("By"), _("What codes are crossed with"), _COLUMNS)
        self.counted = self._picker("counted", _("Count"), _("What is counted"), _COUNTED)
        self.percent = self._picker("percent", _("Percentages"), _("Percentages"), _PERCENT)
        self.measure = self._picker("measure", _("Alike by"), _("Measure of likeness"), _MEASURES)
        self.together = self._picker("together", _("Together are segments"), _("When segments are together"), _TOGETHER)
        self.ordered = self._tick("ordered", _("The most frequent first"), on=True)
        self.lemma = self._tick("lemma", _("Forms of a word count as one"), on=True)
        self.interviewer = self._tick("interviewer", _("The interviewer’s words too"))
        self.stopped = self._tick("stopped", _("Leave out small words (and, the, was …)"), on=True)
        self._add_own()
        self.limits = CodeLimits(session, level="focused")
        self.limits.altered.connect(self.altered)
        self._rows["limits"] = (self.limits,)
        self._column.addWidget(self.limits)
        self.caution = self._tick("caution", _("Say what the count is not"), on=True)
        self.profile = self._picker("profile", _("Language of the figure"), _("Language of the figure"), _PROFILES)
        self._show_parts()

    def _picker(self, key: str, words: str, name: str, items: tuple[tuple[str, str], ...]) -> Picker:
        made = Picker(name, 14)
        for value, text in items:
            made.addItem(_(text), value)
        head = section(words)
        self._column.addWidget(head)
        self._column.addWidget(made)
        self._rows[key] = (head, made)
        made.activated.connect(lambda _index: self._on_altered())
        return made

    def _tick(self, key: str, words: str, *, on: bool = False) -> Tick:
        made = Tick(words, on=on)
        made.clicked.connect(lambda _on: self._on_altered())
        self._column.addWidget(made)
        self._rows[key] = (made,)
        return made

    def _add_own(self) -> None:
        self.own = OwnWords(self._session)
        self.own.entered.connect(self.altered)
        head, told = section(_("Leave out these too")), soft(_("Words between blanks; Enter draws anew."), wrap=True)
        for part in (head, self.own, told):
            self._column.addWidget(part)
        self._rows["own"] = (head, self.own, told)

    def _on_altered(self) -> None:
        self._show_parts()
        self.altered.emit()

    def _show_parts(self) -> None:
        shown = {"kind", "caution", "profile", *_PARTS[self.kind.currentData()]}
        if self.kind.currentData() == "bars" and self.bar_style.currentData() == "plain":
            shown.discard("columns")
        for key, parts in self._rows.items():
            for part in parts:
                part.setVisible(key in shown)

    def set_profile(self, name: str) -> None:
        """Speak the language of the tables of the settings ("apa" or "german")."""
        if name != self.profile.currentData():
            self.profile.setCurrentIndex(max(0, self.profile.findData(name)))
            if self.isVisible():  # what nobody looks at need not be drawn
                self.altered.emit()

    def choose(self, kind: str) -> None:
        """Show the options of this figure."""
        self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))
        self._show_parts()

    def follow(self) -> None:
        """Texts, attributes and codes may be others now."""
        from qda.sources import queries

        if not self._session.is_open:
            return
        chosen = self.columns.currentData()
        self.columns.clear()
        for key, words in _COLUMNS:
            self.columns.addItem(_(words), key)
        for name in attribute_names(self._session.project):
            self.columns.addItem(name, f"attribute:{name}")
        self.columns.setCurrentIndex(max(0, self.columns.findData(chosen)))
        source = self.source.currentData()
        self.source.clear()
        self.source.addItem(_("the text with the most codings"), None)
        for row in queries.rows(self._session.project):
            self.source.addItem(row.name, row.id)
        self.source.setCurrentIndex(max(0, self.source.findData(source)))
        self.limits.codes.follow()

    def wish(self, title: str = "") -> FigureWish:
        """The figure that is wanted, with a caption of one's own."""
        from qda.analysis.queries.cooccurrence import Meeting
        from qda.analysis.words.frequencies import Scope
        from qda.export.figures.wishes import FigureWish
        from qda.export.profiles import PROFILES

        axis = self.limits.axis()
        return FigureWish(
            kind=self.kind.currentData(),
            columns=self.columns.currentData() or "case",
            counted=self.counted.currentData(),
            percent=self.percent.currentData() or None,
            style=self.bar_style.currentData(),
            ordered=self.ordered.isChecked(),
            levels=axis.levels,
            code_ids=axis.code_ids,
            reach=axis.reach,
            source_id=self.source.currentData(),
            measure=self.measure.currentData(),
            meeting=Meeting(self.together.currentData()),
            scope=Scope(interviewer=self.interviewer.isChecked()),
            lemma=self.lemma.isChecked(),
            stop=None if self.stopped.isChecked() else frozenset[str](),  # None: those of the language that is spoken
            own=self.own.words(),
            title=title,
            caution=self.caution.isChecked(),
            profile=PROFILES[self.profile.currentData()],
        )
