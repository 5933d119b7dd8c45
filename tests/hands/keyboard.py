"""What random hands do with the keyboard: keys, words, words that an input method composes, and what is pasted."""

from __future__ import annotations

import json
from random import Random

from PySide6.QtCore import QByteArray, QEvent, QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tests.hands.studies import PASSWORDS
from tests.hands.watching import Watch

_K = Qt.Key
_KEYS = (
    _K.Key_Return, _K.Key_Escape, _K.Key_Tab, _K.Key_Backtab, _K.Key_Down, _K.Key_Up, _K.Key_Left, _K.Key_Right,
    _K.Key_Delete, _K.Key_Space, _K.Key_F2, _K.Key_Home, _K.Key_End, _K.Key_PageDown, _K.Key_PageUp, _K.Key_Backspace,
    _K.Key_F6, _K.Key_F7, _K.Key_F8, _K.Key_F9, _K.Key_Menu, _K.Key_A, _K.Key_Z, _K.Key_D, _K.Key_F, _K.Key_Insert,
)  # fmt: skip
_PLAIN, _SHIFT, _CTRL, _ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
_HELD = (*[_PLAIN] * 6, _SHIFT, _CTRL, _ALT, _CTRL | _SHIFT)
_WORDS = ("a", "re", "what next", "V", "M", "N", "x", "m", "j", "U", "q", "2", "ü", "👩‍👧", " ", "“no”", "7")
_ENTERED = (
    "catching up", "being", "2010-07-07", "31.02.2013", "-1", "1e999", "12,5", "calm > very calm", "Theresa", "[[", "@",
    "%s {name} {0}", "<b>bold</b> & &amp;", "a" * 300, "=HYPERLINK()", "ﬁn", "e\u0301tat", "(", "[a-", "*", "..",
    "../../x", "x\\y:z?", "#tag", "~a or b~", "calm AND NOT (", "\"calm", "who = Martine", "שלום", "ＡＢＣ", "ß", "İ",
)  # fmt: skip
_PASTED = (
    "one\ttwo\nthree\tfour\n", "a\r\nb\rc\n\n\n", "\u2028\u2029\u00a0\u200b\ufeff", "\u202eabc\u202c", "nul\0inside",
    "👩‍👧" * 50, "\ud800", "<script>x</script>", "word " * 20_000, "e" + "\u0301" * 200, "\ufffc",
    "\x1b[31m\x07\x0b\x0c",
    "x" * 5_000, "\n" * 500, "-", "", "😀",
)  # fmt: skip
_OURS = tuple(f"application/x-gerund-{kind}" for kind in ("codes", "segments", "memos", "study", "claims"))
_COMPOSED = (("ni", "你"), ("´", "é"), ("かん", "漢字"), ("x", ""), ("한", "한글"), ("ab\u0301", "👩‍👧"))


class Keyboard:
    """Keys go to where a real keyboard’s would."""

    def __init__(self, window: QWidget, random: Random, watch: Watch) -> None:
        self._window = window
        self._random = random
        self._watch = watch

    def at(self) -> QWidget:
        """Where the keyboard is; what has popped up has it."""
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self._window

    def press(self) -> None:
        """One key."""
        at, key, held = self.at(), self._random.choice(_KEYS), self._random.choice(_HELD)
        if held == _CTRL and key == _K.Key_F9:
            return
        self._watch.note(f"{held.name} {key.name} in {_name(at)}")
        QTest.keyClick(at, key, held)

    def write(self) -> None:
        """A few signs."""
        at = self.at()
        self._type(at, self._words_for(at, _WORDS))

    def enter(self) -> None:
        """Words, and Enter, or Tab, after them."""
        at = self.at()
        self._type(at, self._words_for(at, _ENTERED))
        key = self._random.choice((_K.Key_Return, _K.Key_Return, _K.Key_Tab, _K.Key_Escape))
        self._watch.note(key.name)
        QTest.keyClick(self.at(), key)

    def _words_for(self, at: QWidget, words: tuple[str, ...]) -> str:
        """Passwords are of those that can be told again afterwards."""
        if isinstance(at, QLineEdit) and at.echoMode() == QLineEdit.EchoMode.Password:
            at.clear()
            return PASSWORDS[0] if self._random.random() < 0.8 else PASSWORDS[1]
        return self._random.choice(words)

    def _type(self, at: QWidget, words: str) -> None:
        self._watch.note(f"“{words}” in {_name(at)}")
        if words.isascii():
            for sign in words:
                QTest.keyClicks(self.at(), sign)  # the first may have opened a field, which has the others
            return
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(at, QKeyEvent(kind, 0, _PLAIN, words))

    def compose(self) -> None:
        """What an input method does: signs that are not yet there, then those that come of them, or none."""
        at, (before, after) = self.at(), self._random.choice(_COMPOSED)
        if not at.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
            return
        self._watch.note(f"“{before}” composed to “{after}” in {_name(at)}")
        kind = QInputMethodEvent.AttributeType.Cursor
        QApplication.sendEvent(
            at, QInputMethodEvent(before, [QInputMethodEvent.Attribute(kind, len(before), 1, QColor())])
        )
        at.inputMethodQuery(Qt.InputMethodQuery.ImSurroundingText)
        at.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        if self._random.random() < 0.2:
            return  # left in the middle; the focus may go on
        done = QInputMethodEvent()
        corrects = at.inputMethodQuery(Qt.InputMethodQuery.ImCursorPosition) and self._random.random() < 0.2
        done.setCommitString(after, *((-1, 1) if corrects else (0, 0)))
        QApplication.sendEvent(self.at(), done)

    def paste(self) -> None:
        """Copy or cut what is here, or paste something hostile."""
        at = self.at()
        key = self._random.choice((_K.Key_V, _K.Key_V, _K.Key_V, _K.Key_C, _K.Key_X))
        if key == _K.Key_V and self._random.random() < 0.9:
            self._fill_clipboard()
        self._watch.note(f"Ctrl {key.name} in {_name(at)}")
        QTest.keyClick(at, key, _CTRL)

    def _fill_clipboard(self) -> None:
        data, words = QMimeData(), self._random.choice(_PASTED)
        kind = self._random.random()
        if kind < 0.7:
            data.setText(words)
        elif kind < 0.8:
            data.setHtml(f"<table><tr><td>{words[:200]}<td><img src=x></table>")
        elif kind < 0.85:
            data.setUrls([QUrl.fromLocalFile("/nowhere/talk.txt"), QUrl("http://[")])
        elif kind < 0.9:
            data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
        else:
            ids = self._random.choice((b"[1, 2]", b"[999999]", b"[]", b"{}", b"\xff", b"[null]", b'["1"]', b"1"))
            data.setData(self._random.choice(_OURS), QByteArray(ids))
        self._watch.note(f"clipboard {data.formats()} {json.dumps(words[:20])}")
        QGuiApplication.clipboard().setMimeData(data)


def _name(widget: QWidget) -> str:
    above = widget.parentWidget()
    return f"{type(widget).__name__}/{'' if above is None else type(above).__name__}"
