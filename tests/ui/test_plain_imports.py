"""Modules come in without PySide's look into their source, and as they are."""

from __future__ import annotations

import builtins
import importlib

import pytest

from qda.ui import plain_imports


def test_modules_come_in_without_a_look_into_their_source(monkeypatch: pytest.MonkeyPatch) -> None:
    def looking(*_asked: object) -> object:
        raise AssertionError

    monkeypatch.setattr(builtins, "__orig_import__", importlib.__import__, raising=False)
    monkeypatch.setattr(builtins, "__feature_import__", looking, raising=False)
    monkeypatch.setattr(builtins, "__import__", looking)

    restored = plain_imports.restore()
    import colorsys

    assert restored
    assert colorsys.rgb_to_hls(0, 0, 0) == (0, 0, 0)


def test_imports_stay_as_they_are_where_pyside_does_not_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(builtins, "__feature_import__", raising=False)
    now = builtins.__import__

    restored = plain_imports.restore()

    assert not restored
    assert builtins.__import__ is now
