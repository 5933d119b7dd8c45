"""Every way out leads through the gate: told by the code itself, beside what `files.replacing` refuses."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import qda

ROOT = Path(qda.__file__).parent


def _modules(package: str) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / package).rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def _from_export(tree: ast.Module) -> set[str]:
    """Names that a module has from `qda.export`."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("qda.export")
        for alias in node.names
    }


def _writes(call: ast.Call, known: set[str]) -> bool:
    """True for `writing.write(…)`, `lineage_picture.save(…)` and the like."""
    called = call.func
    return (
        isinstance(called, ast.Attribute)
        and isinstance(called.value, ast.Name)
        and called.value.id in known
        and (called.attr.startswith("write") or called.attr == "save")
    )


def _opens_the_gate(node: ast.AST) -> bool:
    return isinstance(node, ast.With) and any(
        isinstance(item.context_expr, ast.Call)
        and isinstance(item.context_expr.func, ast.Attribute)
        and item.context_expr.func.attr == "leaving"
        for item in node.items
    )


def _past_the_gate(node: ast.AST, known: set[str]) -> Iterator[int]:
    """Lines that write and are not inside an opened gate."""
    if _opens_the_gate(node):
        return
    if isinstance(node, ast.Call) and _writes(node, known):
        yield node.lineno
    for child in ast.iter_child_nodes(node):
        yield from _past_the_gate(child, known)


def test_the_window_writes_nothing_past_the_gate() -> None:
    found = [
        f"{name}:{line}"
        for name, tree in _modules("ui")
        for line in _past_the_gate(tree, _from_export(tree) - {"gate"})
    ]

    assert found == [], "write inside `with gate.leaving(project, …) as cleared`"


def test_the_command_line_exports_nothing_but_what_was_cleared() -> None:
    """`cli.projects.reading` clears; what exports opens its project by it, and nobody opens one by himself."""
    open_ = {
        name
        for name, tree in _modules("cli")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "open" and ast.unparse(node.value) == "Project"
    }
    both = {
        name
        for name, tree in _modules("cli")
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and any(
            isinstance(each, ast.ImportFrom) and (each.module or "").startswith("qda.export") for each in ast.walk(node)
        )
        and "writing(" in ast.unparse(node)
    }

    assert open_ <= {"cli/projects.py", "cli/password.py"}
    assert both == set()


def test_the_check_finds_a_way_past() -> None:
    tree = ast.parse("from qda.export import writing\ndef work():\n    writing.write(path, [])\n")

    assert list(_past_the_gate(tree, _from_export(tree))) == [3]


def test_every_writer_uses_the_one_way_to_a_file() -> None:
    """What writes elsewhere than beside the file first would not be seen by the gate."""
    own = {"export/leaving/files.py"}
    found = [
        f"{name}:{node.lineno}"
        for name, tree in _modules("export")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("write_text", "write_bytes")
        and ast.unparse(node.func.value) not in ("draft", "target", "plain", "path")
        and name not in own
    ]

    assert found == []
