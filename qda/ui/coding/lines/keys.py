"""The keys of the line-by-line mode: those that anybody may change are actions, the others belong to the field."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from qda.i18n import N_, _
from qda.ui.actions import Actions
from qda.ui.coding.lines.completions import Completions
from qda.ui.coding.lines.field import Act, LineEditor
from qda.ui.coding.lines.work import LineWork

KEYS: tuple[tuple[str, str], ...] = (
    ("Return", N_("Give the label to the line and go on; in an empty field: pass the line over")),
    ("Ctrl+Return", N_("Give the label to the line and stay, for a second one")),
    ("Down, Up", N_("Through the completions while they are open, else through the lines")),
    ("Tab", N_("Take the completion into the field")),
    ("Shift+Right, Shift+Left", N_("In an empty field: choose a part of the line, word by word")),
    ("Backspace", N_("In an empty field: take the last label off, or take the line up again")),
    ("PgUp, PgDown", N_("A page of lines up or down")),
    ("Ctrl+Home, Ctrl+End", N_("To the first line, to the last")),
    ("Alt+1, Alt+2, Alt+3", N_("Take an example of the hint")),
    ("Esc", N_("Give up: completions, the part, what is typed")),
)
"""The keys that the field of a line answers to, for the page that lists them all."""

_CTRL, _SHIFT, _ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
_NONE = Qt.KeyboardModifier.NoModifier
_SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -10_000, Qt.Key.Key_End: 10_000}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LineKeys:
    """Says what a key does in the field. It takes over keys of the window for what this mode does in its own way."""

    def __init__(
        self, actions: Actions, work: LineWork, editor: LineEditor, completions: Completions, view: QWidget
    ) -> None:
        self._actions = actions
        self._work = work
        self._editor = editor
        self._completions = completions
        # By the id of the action; the window's own are only done here while the field has the keyboard.
        self._acts: dict[str, Act] = {
            "memo.new": work.memo,
            "code.in_vivo": work.in_vivo,
            "code.repeat": work.repeat,
            "code.remove": work.take_off,
            "code.recode": work.recode,
            "code.quick": work.add,
            "memo.on_words": work.memo,
        }
        self._may: dict[str, Callable[[], bool]] = {
            "code.repeat": work.can_repeat,
            "code.remove": work.can_take_off,
            "code.recode": work.can_recode,
            "code.quick": work.can_add,
            "lines.join": work.can_join,
            "lines.separate": work.can_separate,
            "lines.recode": work.can_recode,
        }
        own = (
            ("lines.next_open", _("Next open line"), work.next_open, "Ctrl+Down"),
            ("lines.last_open", _("Open line before"), work.last_open, "Ctrl+Up"),
            ("lines.join", _("Join with the line above"), work.join, "Ctrl+J"),
            ("lines.separate", _("Separate joined lines"), work.separate, "Ctrl+Shift+J"),
            ("lines.part", _("Narrow to a part of the line"), work.narrow, "Alt+N"),
            ("lines.in_vivo", _("Label the line with its own words"), work.in_vivo, "Ctrl+I"),
            ("lines.recode", _("Another label in place of this"), work.recode, "F2"),
        )
        for name, text, act, keys in own:
            done, when = partial(self._when_shown, view, act), partial(self.can, name)
            actions.add(name, text, done, keys=keys, menu="&Code", where=view, when=when)
            self._acts[name] = act

    @staticmethod
    def _when_shown(view: QWidget, act: Act) -> None:
        if view.isVisible():
            act()

    def do(self, name: str) -> None:
        """Do on the current line what an action of this id does. Raises KeyError."""
        self._acts[name]()

    def can(self, name: str) -> bool:
        """True if an action of this id could do something on the current line."""
        return self._work.active and self._may.get(name, _always)()

    def keys(self, name: str, otherwise: str = "") -> str:
        """The first key of an action, to be shown."""
        if all(action.objectName() != name for action in self._actions.all()):
            return otherwise
        found = self._actions.keys_of(name)
        return found[0] if found else ""

    def act_of(self, event: QKeyEvent) -> Act | None:
        """What a key does; None if it is not for us."""
        if not self._work.active:
            return None
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        named = self._named(event, key, modifiers)
        return named or self._fixed(key, modifiers) or self._sideways(key, modifiers)

    def _named(self, event: QKeyEvent, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> Act | None:
        is_command = modifiers & ~_SHIFT or Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35
        if not is_command or (key in _ENTER and modifiers == _CTRL):
            return None
        pressed = QKeySequence(event.keyCombination())
        for action in self._actions.all():
            act = self._acts.get(action.objectName())
            if act is not None and pressed in action.shortcuts():
                return act
        return self._work.memo if modifiers == _CTRL and key == Qt.Key.Key_M else None

    def _fixed(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> Act | None:
        work = self._work
        if key in _ENTER:
            return {_NONE: work.next, _CTRL: work.add}.get(modifiers)
        if key == Qt.Key.Key_Escape and modifiers == _NONE:
            return work.cancel if work.cancels() else None
        if modifiers == _ALT and Qt.Key.Key_1 <= key <= Qt.Key.Key_3:
            number = int(key) - int(Qt.Key.Key_1)
            return partial(work.example, number) if number < len(self._editor.note.examples) else None
        if modifiers == _CTRL and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return partial(work.to_end, key == Qt.Key.Key_End)
        return self._plain(key) if modifiers == _NONE else None

    def _plain(self, key: Qt.Key) -> Act | None:
        work = self._work
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            return partial(self._completions.step if self._completions.open else work.step, step)
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            return partial(work.page, 1 if key == Qt.Key.Key_PageDown else -1)
        if key == Qt.Key.Key_Tab:
            return work.complete if self._completions.open else None
        if key == Qt.Key.Key_Backspace and not self._editor.field.text():
            return work.take_off
        return None

    def _sideways(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> Act | None:
        """Arrows choose a part of the line while they have nothing to do in the field."""
        words = _SIDEWAYS.get(key)
        if words is None or modifiers not in (_NONE, _SHIFT):
            return None
        begins = modifiers == _SHIFT and not self._editor.field.text()
        if not self._work.narrowing and not begins:
            return None
        return partial(self._work.move_part, words, extend=modifiers == _SHIFT)


def _always() -> bool:
    return True
