"""Every field of the window that takes words is known here: a crash takes none of them, or why it may is said.

A new field makes this fail: give it an `Unfinished` (`qda/ui/working/unfinished.py`), or say why it needs none.
"""

from __future__ import annotations

import ast
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

_UI = Path(__file__).resolve().parents[2] / "qda" / "ui"
_QT = {"QLineEdit", "QPlainTextEdit", "QTextEdit"}

_SEARCH = "finds something, and is nothing to keep"
_NAME = "a short name, typed anew in two seconds"
_MEMO = "a memo, which has a draft of its own"
_OPTION = "a setting or a figure, or words for a file that is about to be written"
_SECRET = "a password, or a real name that has no place in the study"
_READ = "only read"
_FILE = "of a file that is not in the study yet"

KEPT = {
    "cases/case_page.py": (2, ""),
    "claims/chain/frame.py": (5, "claims/chain/page.py"),
    "claims/chain/trail.py": (1, ""),
    "claims/desk/frame.py": (1, "claims/desk/page.py"),
    "claims/patterns/frame.py": (2, "claims/patterns/page.py"),
    "claims/patterns/table.py": (1, ""),
    "coding/categories/asking.py": (1, ""),
    "coding/codes/details.py": (1, ""),
    "coding/compare/note.py": (1, "coding/compare/page.py"),
    "coding/correct.py": (1, ""),
    "coding/saturation/category.py": (2, ""),
    "coding/saturation/cells.py": (1, ""),
    "grid/bar.py": (1, "grid/changing.py"),
    "grid/evidence.py": (1, ""),
    "grid/paint.py": (1, ""),
    "parts/held_passage.py": (1, "claims/desk/page.py"),
    "parts/quoting_strip.py": (1, ""),
    "study/attributes/editors.py": (3, "study/attributes/grid.py"),
    "study/attributes/form.py": (2, ""),
    "study/checklist_page.py": (1, ""),
    "study/feedback_part.py": (4, ""),
    "study/homes_part.py": (1, ""),
    "study/importing/consent.py": (1, ""),
    "study/instruments/part.py": (2, ""),
    "study/literature/form.py": (6, ""),
    "study/page.py": (2, ""),
    "study/plan_part.py": (5, ""),
    "study/sources/processing_line.py": (3, ""),
    "study/questions_part.py": (1, ""),
    "study/sources/detail.py": (2, ""),
    "study/tables/view.py": (2, ""),
    "study/timeline_part.py": (4, ""),
    "study/withdrawal/page.py": (3, ""),
}
"""Modules that make fields whose words are kept: how many, and the module that gives them to the disk, if another."""

EXEMPT = {
    "analysis/choosing.py": (1, _SEARCH),
    "analysis/chosen_codes.py": (1, _SEARCH),
    "analysis/reports/compose_panel.py": (2, _OPTION),
    "analysis/figures/options.py": (1, _OPTION),
    "analysis/figures/panel.py": (1, _OPTION),
    "analysis/words/kwic_panel.py": (1, _SEARCH),
    "analysis/queries/results.py": (1, _SEARCH),
    "analysis/queries/row.py": (1, _SEARCH),
    "analysis/queries/saved.py": (1, _NAME),
    "analysis/reports/options.py": (3, _OPTION),
    "analysis/search_page.py": (1, _SEARCH),
    "analysis/search_strip.py": (1, _SEARCH),
    "analysis/words/options.py": (1, _OPTION),
    "window/bar.py": (1, _SEARCH),
    "coding/biography/past.py": (1, _SEARCH),
    "coding/board/frame.py": (2, _NAME),
    "coding/categories/pick.py": (1, _SEARCH),
    "coding/codes/panel.py": (1, _SEARCH),
    "coding/codes/rows.py": (1, _NAME),
    "coding/compare/memo.py": (1, _MEMO),
    "coding/find_strip.py": (1, _SEARCH),
    "coding/lines/field.py": (1, _NAME),
    "coding/codes/quick_code.py": (1, _NAME),
    "coding/saturation/sampling_picker.py": (1, _SEARCH),
    "coding/segments_page.py": (1, _SEARCH),
    "grid/picker.py": (1, _SEARCH),
    "window/help_page.py": (1, _SEARCH),
    "parts/last_step.py": (1, _SECRET),
    "memos/listed/side.py": (1, _SEARCH),
    "memos/memo_panel.py": (1, _MEMO),
    "memos/page.py": (2, _MEMO),
    "memos/table/page.py": (2, _NAME),
    "memos/listed/tags.py": (1, _NAME),
    "memos/written/versions.py": (2, _READ),
    "parts/password_field.py": (1, _SECRET),
    "problems.py": (1, _READ),
    "project/names/stopped.py": (1, _SECRET),
    "project/names/parts.py": (1, _SECRET),
    "project/names/proposals.py": (2, _SECRET),
    "project/new_page.py": (2, _NAME),
    "project/settings_page.py": (1, _OPTION),
    "study/attributes/part.py": (1, _SEARCH),
    "study/sources/bulk.py": (1, _NAME),
    "study/consent/form.py": (4, _NAME),
    "study/consent/part.py": (2, _NAME),
    "study/importing/form.py": (7, _FILE),
    "study/importing/preview.py": (2, _READ),
    "study/instruments/asked.py": (1, _OPTION),
    "study/literature/part.py": (1, _SEARCH),
    "study/tree/passage_field.py": (1, _SEARCH),
    "study/sources/part.py": (1, _SEARCH),
    "study/tree/painter.py": (1, _NAME),
}
"""The others: how many, and why a crash may take what stands in them."""


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def _fields_of(path: Path) -> frozenset[str]:
    """The names by which a module knows classes of fields: Qt's own, its own, and those it imports."""
    names: set[str] = set()
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module == "PySide6.QtWidgets":
            names |= {each.name for each in node.names} & _QT
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("qda.ui."):
            there = _UI.joinpath(*node.module.split(".")[2:]).with_suffix(".py")
            if there.is_file() and there != path:
                names |= {each.name for each in node.names} & _classes(there)
    return frozenset(names | _classes(path))


@cache
def _classes(path: Path) -> frozenset[str]:
    """The classes of fields that a module defines."""
    imported = {
        each.name: _UI.joinpath(*node.module.split(".")[2:]).with_suffix(".py")
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("qda.ui.")
        for each in node.names
    }
    found: set[str] = set()
    for node in _tree(path).body:
        if isinstance(node, ast.ClassDef):
            for base in (ast.unparse(each) for each in node.bases):
                there = imported.get(base)
                if base in _QT or base in found or (there is not None and there.is_file() and base in _classes(there)):
                    found.add(node.name)
    return frozenset(found)


def made() -> dict[str, int]:
    """How many fields each module of the window makes."""
    count: Counter[str] = Counter()
    for path in sorted(_UI.rglob("*.py")):
        fields = _fields_of(path)
        count[path.relative_to(_UI).as_posix()] += sum(
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in fields
            for node in ast.walk(_tree(path))
        )
    return {module: number for module, number in count.items() if number}


def test_every_field_is_known() -> None:
    known = {module: number for module, (number, _told) in (KEPT | EXEMPT).items()}

    assert made() == known


@pytest.mark.parametrize("module", KEPT)
def test_what_is_kept_is_given_to_the_disk(module: str) -> None:
    _number, elsewhere = KEPT[module]

    source = (_UI / (elsewhere or module)).read_text("utf-8")

    assert "Unfinished(" in source
