"""What the benchmarks give to processes of their own: nobody but a benchmark would notice that a module has moved."""

from __future__ import annotations

import ast
from importlib import import_module
from importlib.util import find_spec

import pytest

from tests.benchmarks import outgoing, starting


def _taken(program: str) -> list[tuple[str, str]]:
    """Each name that a program takes from a module of ours."""
    return [
        (node.module, alias.name)
        for node in ast.walk(ast.parse(program))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.partition(".")[0] == "qda"
        for alias in node.names
    ]


def _is_there(module: str, name: str) -> bool:
    return hasattr(import_module(module), name) or find_spec(f"{module}.{name}") is not None


@pytest.mark.parametrize("program", [outgoing._FIRST, starting._OURS], ids=["first figure", "start"])
def test_what_a_program_of_a_benchmark_takes_from_the_project_is_there(program: str) -> None:
    taken = _taken(program)

    missing = [(module, name) for module, name in taken if not _is_there(module, name)]

    assert taken
    assert not missing
