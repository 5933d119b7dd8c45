"""What may be a name is proposed with its places; what was refused, or is known, is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qda.flows.names import proposals
from qda.flows.names.proposals import Seen
from qda.project.names_register import Register
from qda.project.project import Project
from qda.store import keys
from tests.factories import make_source

TEXT = "INT: Who came?\n\nAnna: Anna’s mother came. We went to Hamburg with Mrs Hall, and Hamburg was cold.\n"


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    monkeypatch.setattr(keys, "ROUNDS", 10)
    with Register.create(tmp_path / "study.names", "walnut harbour tin seven") as opened:
        opened.add("Anna", pseudonym="Martine")
        yield opened


def test_candidates_are_those_that_the_register_has_not(project: Project, register: Register) -> None:
    make_source(project, TEXT)

    found = proposals.candidates(project, register)

    assert [(name.words, name.kind, name.count) for name in found.names] == [
        ("Hamburg", "other", 2),
        ("Hall", "person", 1),
    ]
    assert not found.by_model
    assert found.names[0].places[0] == Seen(
        "Interview", "Anna: Anna’s mother came. We went to ", " with Mrs Hall, and Hamburg was cold."
    )


def test_what_was_refused_is_not_proposed_again(project: Project, register: Register) -> None:
    make_source(project, TEXT)

    register.refuse("HAMBURG")
    without = proposals.candidates(project, register)
    register.refuse("Hamburg", refused=False)
    again = proposals.candidates(project, register)

    assert [name.words for name in without.names] == ["Hall"]
    assert [name.words for name in again.names] == ["Hamburg", "Hall"]
