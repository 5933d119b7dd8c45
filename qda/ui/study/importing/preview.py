"""One file of an import looked at closely: its text as it will be stored, its speakers, its encoding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from qda.i18n import _, ngettext
from qda.ui.parts.small import ElidedLabel, Tick, heading
from qda.ui.session import Session
from qda.ui.study.importing.files import FileRow, Sample, seen
from qda.ui.study.importing.numbered_text import NumberedText
from qda.ui.study.parts import Chooser, soft
from qda.ui.study.sources.line_units import unit_names
from qda.ui.study.sources.who import Who
from qda.ui.study.sources.who_field import WhoField
from qda.ui.theme import STEP

_SPEAKERS = 132  # the most that the list of speakers takes, in pixels


class ImportPreview(QWidget):
    """The right side of the import page."""

    encoding_wanted = Signal(str)  # blank: let the program find it
    lines_chosen = Signal(str)  # kind of line unit
    speaker_chosen = Signal(str, object)  # label, Who
    edges_kept = Signal(bool)  # page numbers and running heads

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._samples: list[Sample] = []
        self._row: FileRow | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 4, 0, 0, 0)
        column.setSpacing(STEP)
        self._name = heading("", 1.2)
        self._told = soft(QLabel())
        self._told.setWordWrap(True)
        self.notes = soft(QLabel())
        self.notes.setWordWrap(True)
        column.addWidget(self._name)
        column.addWidget(self._told)
        column.addLayout(self._choices())
        column.addWidget(self.which)
        self._speakers = QGridLayout()
        self._area = self._scrolling(self._speakers)
        column.addWidget(self._area)
        column.addWidget(self.notes)
        column.addWidget(self.edges)
        self.text = NumberedText(session, _("The text as it will be stored"))
        self.text.setMinimumHeight(STEP * 40)
        column.addSpacing(STEP * 2)
        column.addWidget(self.text, 1)
        self._rest = soft(QLabel())
        self._rest.setWordWrap(True)
        column.addWidget(self._rest)
        self.clear(_("Choose a file to see its text."))

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(STEP * 2)
        self._encoding_label = soft(QLabel(_("Encoding")))
        self.encoding = Chooser(_("Encoding"))
        self.encoding.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToContents)
        self.encoding.activated.connect(lambda _at: self.encoding_wanted.emit(str(self.encoding.currentData() or "")))
        self.edges = Tick(_("Keep page numbers and running heads"))
        self.edges.clicked.connect(lambda: self.edges_kept.emit(self.edges.isChecked()))
        self.which = Chooser(_("Which text of the file"))
        self.which.activated.connect(lambda _at: self._show_sample())
        row.addWidget(self._encoding_label)
        row.addWidget(self.encoding)
        row.addStretch(1)
        self._lines_label = soft(QLabel(_("Lines")))
        self.lines = Chooser(_("Lines"))
        for kind, title in unit_names().items():
            self.lines.addItem(title, kind)
        self.lines.activated.connect(lambda _at: self.lines_chosen.emit(str(self.lines.currentData())))
        row.addWidget(self._lines_label)
        row.addWidget(self.lines)
        return row

    def _scrolling(self, grid: QGridLayout) -> QScrollArea:
        inner = QWidget()
        inner.setLayout(grid)
        grid.setContentsMargins(0, STEP, STEP, STEP)
        grid.setVerticalSpacing(STEP)
        grid.setHorizontalSpacing(STEP * 3)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMaximumHeight(_SPEAKERS)
        return area

    # --- showing -----------------------------------------------------------------------------------------------

    def clear(self, sentence: str) -> None:
        """Show no file, but say why."""
        self._row, self._samples = None, []
        self._name.setText("")
        self._told.setText(sentence)
        parts: tuple[QWidget, ...] = (self._encoding_label, self.encoding, self._lines_label, self.lines)
        for part in (*parts, self.edges, self.which, self._area, self.notes, self._rest):
            part.hide()
        self.text.clear_text()

    def show_row(self, row: FileRow, speakers: Mapping[str, Who], people: Sequence[str]) -> None:
        """Show what is known of a file before its text is there."""
        if self._row is not row:
            self.text.clear_text()
            self._samples = []
            self._rest.hide()
            self.which.hide()
        self._row = row
        self._name.setText(row.path.name)
        head = row.head
        if head is None:
            self.clear(_("Reading…"))
            self._row = row
            self._name.setText(row.path.name)
            return
        self._told.setText(f"{head.problem} {head.hint}" if head.problem else seen(head))
        self._show_encoding(row)
        self.lines.show_choice(row.lines)
        self._lines_label.setVisible(not head.problem)
        self.lines.setVisible(not head.problem)
        self.edges.setVisible(not head.problem and bool(head.edges or row.way.keep_edges))
        self.edges.setChecked(row.way.keep_edges)
        self._show_speakers(speakers, people)
        self.notes.setText("\n".join(head.notes))
        self.notes.setVisible(bool(head.notes))

    def _show_encoding(self, row: FileRow) -> None:
        head = row.head
        shown = head is not None and bool(head.encoding or row.way.encoding)
        self._encoding_label.setVisible(shown)
        self.encoding.setVisible(shown)
        if head is None or not shown:
            return
        from qda.sources.readers.encodings import CHOICES

        self.encoding.clear()
        chosen = row.way.encoding
        if chosen is None:
            self.encoding.addItem(_("{encoding} (found)").format(encoding=head.encoding), "")
        else:
            self.encoding.addItem(_("find it"), "")
        for choice in dict.fromkeys([*CHOICES, *([chosen] if chosen else [])]):
            self.encoding.addItem(choice, choice)
        self.encoding.show_choice(chosen or "")

    def show_samples(self, samples: Sequence[Sample]) -> None:
        """Show the texts of the file."""
        self._samples = list(samples)
        self.which.clear()
        for sample in self._samples:
            self.which.addItem(sample.name)
        self.which.setVisible(len(self._samples) > 1)
        self._show_sample()

    def show_lines(self) -> None:
        """Number the lines anew."""
        self._show_sample()

    def _show_sample(self) -> None:
        if self._row is None or not self._samples:
            self.text.clear_text()
            self._rest.hide()
            return
        sample = self._samples[max(0, self.which.currentIndex())]
        self.text.show_text(sample.text, sample.marks, self._row.lines)
        more = sample.whole - len(sample.text)
        words = _("This is the beginning; {count} more characters follow and will all be stored.")
        self._rest.setText(words.format(count=f"{more:,}"))
        self._rest.setVisible(more > 0)

    # --- speakers ----------------------------------------------------------------------------------------------

    def _show_speakers(self, speakers: Mapping[str, Who], people: Sequence[str]) -> None:
        while (item := self._speakers.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        turns = dict(self._row.head.labels) if self._row is not None and self._row.head is not None else {}
        for number, (label, one) in enumerate(speakers.items()):
            self._speakers.addWidget(ElidedLabel(label), number, 0)
            count = turns.get(label, 0)
            told = ngettext("{count} turn", "{count} turns", count).format(count=count)
            self._speakers.addWidget(soft(QLabel(told)), number, 1)
            self._speakers.addWidget(self._who(label, one, people), number, 2)
        self._speakers.setColumnStretch(2, 1)
        self._area.setVisible(bool(speakers))
        line = self.fontMetrics().height() + 12 + STEP
        self._area.setFixedHeight(min(_SPEAKERS, line * len(speakers) + 2 * STEP))

    def _who(self, label: str, one: Who, people: Sequence[str]) -> WhoField:
        field = WhoField(label, lambda: people)
        field.show_who(one)
        field.decided.connect(lambda who: self.speaker_chosen.emit(label, who))
        return field
