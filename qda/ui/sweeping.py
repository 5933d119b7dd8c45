"""When Python looks for what nobody holds any more: while nobody waits for the window.

A full search walks over all there is, modules and pages included: a tenth of a second in a small study, three in a
large one, and every thread waits for it. Python begins one after so many allocations, thus mostly just when a page is
opened or something is brought in. While a study is open it begins them rarely, and the window does when it rests; then
what has outlived a search is set aside (gc.freeze) until the next one that the window begins, so that a search of
Python's own, should one come, walks over little.
"""

from __future__ import annotations

import gc
import time
import weakref
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, SignalInstance

_USUAL = gc.get_threshold()
_RARELY = 1_000  # searches among younger things before all are looked at: about as many as 7 million new objects
_EVERY = 2_000  # milliseconds between two looks at whether the window rests
_REST = 4.0  # seconds without a key or the mouse
_holders: weakref.WeakSet[object] = weakref.WeakSet()  # Python has one collector, whatever number of studies is open


def hold_back(holder: object) -> None:
    """Let full searches wait, and pass over what is there already; what is young is looked through as ever."""
    _holders.add(holder)
    gc.set_threshold(*_USUAL[:2], _RARELY)
    gc.freeze()


def begin() -> None:
    """Search from now on; what was made for the first paint is passed over."""
    gc.freeze()
    gc.enable()


def let_go(holder: object) -> None:
    """Have Python search when it wants to, and everything, unless somebody else holds it back."""
    _holders.discard(holder)
    if not _holders:
        gc.unfreeze()
        gc.set_threshold(*_USUAL)


def holders() -> tuple[object, ...]:
    """Who holds full searches back."""
    return tuple(_holders)


def sweep() -> None:
    """Search everything now; what is left stays a while, and later searches pass it over."""
    gc.unfreeze()
    gc.collect()
    if _holders:
        gc.freeze()


def is_due() -> bool:
    """True if Python itself would have begun a full search by now."""
    return gc.isenabled() and gc.get_count()[2] > _USUAL[2]


class Sweeping(QObject):
    """Searches while nobody is at the window, nothing happens in it, and no job is at work.

    `rested` says for how many seconds nobody has been there; what happens is told by the signals `moves`.
    """

    def __init__(
        self, parent: QObject, rested: Callable[[], float], busy: Callable[[], bool], moves: Iterable[SignalInstance]
    ) -> None:
        super().__init__(parent)
        self._rested = rested
        self._busy = busy
        self._moved = time.monotonic()
        self._watch = QTimer(self, interval=_EVERY)
        self._watch.timeout.connect(self._look)
        self._watch.start()
        for moved in moves:
            moved.connect(self._on_moved)

    def _on_moved(self) -> None:
        self._moved = time.monotonic()

    def _look(self) -> None:
        rest = min(self._rested(), time.monotonic() - self._moved)
        if rest >= _REST and not self._busy() and is_due():
            sweep()
