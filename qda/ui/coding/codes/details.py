"""What a code means: definition, when it applies, when it does not, an example; kept when a field is left."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from qda.i18n import N_, _
from qda.ui.coding.fields import GrowingField
from qda.ui.parts.small import small_font
from qda.ui.session import Session
from qda.ui.theme import STEP
from qda.ui.working.unfinished import About, Unfinished

_FIELDS = (
    ("definition", N_("Definition"), N_("What is happening, in your words")),
    ("include_when", N_("Include when"), N_("What makes a passage belong here")),
    ("exclude_when", N_("Exclude when"), N_("What comes near and does not")),
    ("example", N_("Example"), N_("A passage that shows it")),
)


class CodeDetails(QScrollArea):
    """Four fields for one code. Nothing is asked: leaving a field keeps it, and undo takes it back."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._code_id: int | None = None
        self._kept: dict[str, str] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(3 * STEP, STEP, 3 * STEP, STEP)
        column.setSpacing(STEP)
        self.fields: dict[str, GrowingField] = {}
        for name, heading, hint in _FIELDS:
            self._add(column, name, _(heading), _(hint))
        column.addStretch(1)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)
        session.closing.connect(self.keep)

    def _add(self, column: QVBoxLayout, name: str, heading: str, hint: str) -> None:
        label = QLabel(heading)
        label.setFont(small_font())
        label.setObjectName("soft")
        field = GrowingField(heading, lines=(2, 8) if name == "definition" else (1, 6))
        field.setPlaceholderText(hint)
        field.left.connect(self.keep)
        Unfinished(self._session, field, partial(self._about, name, heading))
        label.setBuddy(field)
        self.fields[name] = field
        column.addWidget(label)
        column.addWidget(field)

    def _about(self, name: str, heading: str) -> About | None:
        return About(f"code.{name}", heading, ("code", self._code_id)) if self._code_id is not None else None

    def show_code(self, code_id: int | None) -> None:
        """Show another code's definition; what was written for the last one is kept first."""
        if code_id != self._code_id:
            self.keep()
        self._code_id = code_id
        self.refresh()

    def refresh(self) -> None:
        """Show the definition as it is now; a field that is being written in is left alone."""
        from qda.coding import lookups

        defined = None
        if self._code_id is not None and self._session.is_open:
            defined = lookups.defined(self._session.project, self._code_id)
        may_write = defined is not None and self._session.project.writable
        for name, field in self.fields.items():
            stored = "" if defined is None else getattr(defined, name)
            field.setReadOnly(not may_write)
            writing = field.hasFocus() and field.words() != self._kept.get(name, "")
            if not writing and field.words() != stored:
                field.setPlainText(stored)
            self._kept[name] = stored

    def keep(self) -> None:
        """Write what has changed, as one act."""
        if self._code_id is None or not self._session.is_open or not self._session.project.writable:
            return
        from qda.coding import codes

        changed = {name: field.words() for name, field in self.fields.items() if field.words() != self._kept.get(name)}
        if changed:
            self._session.act(codes.define, self._session.project, self._code_id, **changed)
