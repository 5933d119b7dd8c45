from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from qda.coding import segments
from qda.memos import service as memos
from qda.project import audit
from qda.project.project import Project
from tests import bare
from tests.factories import make_source, span_of


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a little of everything that can be damaged."""
    path = tmp_path_factory.mktemp("sound") / "study.gerund"
    with Project.create(path, coder="AQ") as project:
        segments.apply_new(project, make_source(project), span_of("came in"), "arriving")
        memos.begin(project, "How do they arrive?")
    return path


@pytest.fixture
def tampered(sound: Path, tmp_path: Path) -> Callable[[str], tuple[str, ...]]:
    """What a check finds in a copy after somebody wrote into it past the program."""

    def faults(statement: str) -> tuple[str, ...]:
        copy = tmp_path / "study.gerund"
        shutil.copy(sound, copy)
        connection = bare.connect(copy)
        connection.executescript(statement)
        connection.close()
        with Project.open(copy, writable=False) as project:
            return audit.check(project).faults

    return faults


def test_an_untouched_project_is_sound(tampered: Callable[[str], tuple[str, ...]]) -> None:
    assert tampered("SELECT 1") == ()


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE segment SET quote = 'went out'", "does not hold the words at its place"),
        ("UPDATE code SET color = '#ff0000' WHERE id = 2", "Row 2 of code is not what the history says"),
        ("DELETE FROM coding", "Row 1 of coding is not what the history says"),
        (
            "UPDATE content SET text = 'X' || substr(text, 2) WHERE kind = 'text'",
            "A stored text is not what was stored",
        ),
        ("UPDATE content SET data = x'00' WHERE kind = 'units'", "A stored units is not what was stored"),
        ("DELETE FROM content WHERE kind = 'text'", "something is missing"),
        ("DELETE FROM paragraph_text WHERE rowid = 2", "search index of “Interview” does not hold its words"),
        ("UPDATE paragraph SET start = start + 1 WHERE id = 3", "search index of “Interview” does not hold its words"),
        ("UPDATE paragraph_text_data SET block = zeroblob(10) WHERE id > 10", "The search index is damaged"),
        ("UPDATE audit_change SET before = '{}' WHERE id = 4", "contradicts the steps before it"),
        ("UPDATE audit_change SET after = '{bad' WHERE id = 4", "Replaying the history: the file is damaged"),
        ("DELETE FROM audit_command WHERE id = 3", "Step 3 is missing in the history"),
        ("UPDATE code SET retired = 1 WHERE id = 2", "is bound to a code that is retired"),
        ("INSERT INTO memo_link (guid, memo_id, target, target_id) VALUES ('x', 1, 'code', 99)", "a missing code"),
        ("UPDATE source SET version_id = 99", "“Interview” has no text"),
        ("DROP INDEX ix_segment_source_start", "ix_segment_source_start is missing"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM segment", "refers to a missing segment"),
    ],
)
def test_what_was_written_past_the_program_is_found(
    tampered: Callable[[str], tuple[str, ...]], statement: str, told: str
) -> None:
    assert any(told in fault for fault in tampered(statement))


def test_a_damaged_page_is_a_fault_and_no_error(sound: Path, tmp_path: Path) -> None:
    copy = tmp_path / "study.gerund"
    data = bytearray(sound.read_bytes())
    data[-3 * 4096 : -2 * 4096] = b"\xff" * 4096
    copy.write_bytes(data)

    with Project.open(copy, writable=False) as project:
        findings = audit.check(project)

    assert not findings.sound
