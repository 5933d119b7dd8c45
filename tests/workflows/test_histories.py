"""Any history of commands: undo restores every table exactly, redo does it again, the journal replays to the tables.

GERUND_HISTORIES says how many histories are walked (12 of 30 steps each when nothing is said). Thousands of them are
for the night, chosen by plain seeds: `python -m tests.faults histories --histories 5000`.
"""

from __future__ import annotations

import ast
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import qda
from qda.project.project import Project
from tests.workflows.histories import walking
from tests.workflows.histories.binding_rules import BindingRules
from tests.workflows.histories.claim_rules import ClaimRules
from tests.workflows.histories.coding_rules import CodeRules, CodingRules, FocusRules
from tests.workflows.histories.consent_rules import ConsentRules
from tests.workflows.histories.design_rules import DesignRules
from tests.workflows.histories.literature_rules import LiteratureRules
from tests.workflows.histories.matrix_rules import MatrixRules
from tests.workflows.histories.study_rules import SourceRules, StudyRules
from tests.workflows.histories.theory_rules import CategoryRules, MapRules, MemoRules
from tests.workflows.histories.withdrawal_rules import WithdrawalRules

FEATURES = ("study", "sources", "coding", "memos", "synthesis")
"""Where commands are made; what flows and screens bind together is made of these."""


class Histories(
    StudyRules,
    SourceRules,
    BindingRules,
    CodeRules,
    CodingRules,
    FocusRules,
    DesignRules,
    CategoryRules,
    MemoRules,
    MapRules,
    ClaimRules,
    LiteratureRules,
    MatrixRules,
    WithdrawalRules,
    ConsentRules,
):
    """Every rule at once."""


TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=int(os.environ.get("GERUND_HISTORIES", "12")),
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def test_a_walk_is_the_same_whenever_its_seed_is() -> None:
    assert walking.walk(Histories, 62, steps=6) == walking.walk(Histories, 62, steps=6)


def test_a_walk_finds_an_undo_that_leaves_something_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    undo = Project.undo

    def forgetful(project: Project) -> str:
        with project.unjournalled() as connection:
            connection.exec_driver_sql("UPDATE code SET color = '#000001' WHERE parent_id IS NULL")
        return undo(project)

    monkeypatch.setattr(Project, "undo", forgetful)

    with pytest.raises(AssertionError) as caught:
        walking.walk(Histories, 62)

    assert "seed 62, after:" in caught.value.__notes__[0]


def test_every_rule_can_be_walked() -> None:
    rng = random.Random(1)

    drawn = {rule.run.__name__ for rule in walking.rules(Histories) if set(rule.draw(rng)) == set(rule.draws)}

    assert len(drawn) == len(Histories.setup_state().rules)


def test_the_histories_know_every_command() -> None:
    rules = "\n".join(path.read_text("utf-8") for path in (Path(__file__).parent / "histories").glob("*.py"))

    unknown = {f"{module}.{name}" for module, name in _commands() if f"{_called(module)}.{name}" not in rules}

    assert unknown == set()


def _commands() -> Iterator[tuple[str, str]]:
    """Each public function of a feature that begins a command, itself or by a private helper of its module."""
    root = Path(qda.__file__).parent
    for path in sorted(path for feature in FEATURES for path in (root / feature).rglob("*.py")):
        made = {
            node.name: node for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)
        }
        begin = {name for name, node in made.items() if _begins(node, set())}
        private = {name for name in begin if name.startswith("_")}
        for name, node in made.items():
            if not name.startswith("_") and (name in begin or _begins(node, private)):
                yield f"{path.parent.name}.{path.stem}", name


def _begins(node: ast.FunctionDef, helpers: set[str]) -> bool:
    return any(
        (isinstance(part, ast.Attribute) and part.attr == "command")
        or (isinstance(part, ast.Name) and part.id in helpers)
        for part in ast.walk(node)
    )


def _called(module: str) -> str:
    """By what name the rules know a module."""
    return {"study.service": "study", "sources.service": "sources", "memos.service": "memos"}.get(
        module, module.rpartition(".")[2]
    )
