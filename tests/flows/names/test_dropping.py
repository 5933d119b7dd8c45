"""After pseudonyms and dropping, an auditor with a hex editor and the names finds none of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qda.coding import codes, segments
from qda.export import plain
from qda.export.leaving import gate, leak_check
from qda.flows.names import dropping, pseudonymise
from qda.flows.names.dropping import NamesLeft
from qda.memos import drafts
from qda.memos import service as memos
from qda.progress import Silent
from qda.project import audit, backup, unfinished
from qda.project.names_register import Register
from qda.project.problems import WordsErased
from qda.project.project import Project
from qda.project.texts import content_hash
from qda.sources import editing, queries, service
from qda.sources.anchoring import Edit
from qda.sources.service import NewSource
from qda.store import keys
from tests.factories import marks_of, span_of

TEXT = "INT: Who came?\n\nOttilie: Ottilie’s mother came, with Tilly Zwick. A rose for Rose.\n"
NAMES = (b"Ottilie", b"Tilly", b"Zwick", b"ottilie", b"tilly", b"zwick")

pytestmark = pytest.mark.plain


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    monkeypatch.setattr(keys, "ROUNDS", 10)
    (tmp_path / "apart").mkdir()
    with Register.create(tmp_path / "apart" / "study.names", "walnut harbour tin seven") as opened:
        opened.add("Ottilie Zwick", pseudonym="Claire Dupont", variants=["Ottilie = Claire", "Tilly", "Zwick"])
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A study with names in texts, their earlier versions, labels, originals, codes, memos, drafts and the history."""
    path = tmp_path / "study" / "study.gerund"
    path.parent.mkdir()
    with Project.create(path, title="Talks with Ottilie", coder="AQ") as project:
        data, marks = TEXT.encode(), marks_of(TEXT)
        sha = content_hash("original", data)
        new = NewSource("Ottilie 1", TEXT, marks, original=data, original_name="Tilly.txt", original_sha=sha)
        service.add(project, new)
        code = codes.create(project, "trusting Tilly", definition="Zwick")
        segments.apply(project, 1, span_of("Tilly Zwick", TEXT), code)
        segments.apply(project, 1, span_of("mother came, with", TEXT), code)
        editing.correct(project, 1, [Edit(0, 3, "Interviewer")])
        codes.rename(project, code, "trusting Ottilie")
        memos.begin(project, "Of Ottilie", title="Tilly")
        drafts.save(project, drafts.new_slot(), "Tilly, unfinished")
        unfinished.save(project, "code.definition/1", "Zwick, half a definition", title="definition of “Ottilie”")
        gone = service.add(project, NewSource("gone", "Ottilie was here."))
        service.delete(project, gone)
        backup.make_if_changed(project, newest=5, days=5)
    return path


def pseudonymised(path: Path, register: Register) -> None:
    with Project.open(path, coder="AQ") as project:
        pseudonymise.apply(project, register, pseudonymise.hits(project, register))


def holding(folder: Path) -> dict[str, list[bytes]]:
    """The files in which a name can be read, and which."""
    found = {}
    for path in folder.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        held = [name for name in NAMES if name in data]
        if held:
            found[path.name] = held
    return found


def test_no_byte_of_a_name_is_left_and_the_study_is_sound(path: Path, register: Register) -> None:
    pseudonymised(path, register)
    assert holding(path.parent) != {}

    done = dropping.drop(path, register, coder="AQ")

    assert holding(path.parent) == {}
    assert (done.originals, done.left, done.overwritten) == (1, (), True)
    assert done.texts >= 2
    with Project.open(path, coder="AQ") as project:
        assert audit.check(project).faults == ()
        assert queries.opened(project, 1).text.startswith(
            "Interviewer: Who came?\n\nClaire: Claire’s mother came, with"
        )


def test_no_export_of_it_holds_a_name(path: Path, register: Register, tmp_path: Path) -> None:
    pseudonymised(path, register)
    dropping.drop(path, register, coder="AQ")

    with (
        Project.open(path, coder="AQ") as project,
        leak_check.watching(register),
        gate.leaving(project, "export", exact=True) as cleared,
    ):
        plain.write(cleared, tmp_path / "out.jsonl", Silent())

    assert leak_check.in_file(tmp_path / "out.jsonl", register) == []


def test_what_touched_the_names_cannot_be_undone_and_later_steps_can(path: Path, register: Register) -> None:
    pseudonymised(path, register)
    dropping.drop(path, register, coder="AQ")

    with Project.open(path, coder="AQ") as project:
        codes.create(project, "later")
        assert project.undo() == "New code “later”"
        with pytest.raises(WordsErased, match="people whose names are hidden"):
            project.undo()


def test_while_names_stand_anywhere_nothing_is_dropped(path: Path, register: Register) -> None:
    before = path.read_bytes()

    with pytest.raises(NamesLeft, match="places still hold a name"):
        dropping.drop(path, register, coder="AQ")

    assert path.read_bytes() == before


def test_dropping_again_changes_nothing(path: Path, register: Register) -> None:
    pseudonymised(path, register)
    dropping.drop(path, register, coder="AQ")

    again = dropping.drop(path, register, coder="AQ")

    assert (again.texts, again.originals, again.steps) == (0, 0, 0)


def test_what_was_kept_stays_in_the_text_and_the_study_is_sound(path: Path, register: Register) -> None:
    register.add("Rose", pseudonym="Jo")
    with Project.open(path, coder="AQ") as project:
        text = queries.opened(project, 1).text
        register.keep(text, [found for found in register.hits(text) if found.words == "Rose"])
    pseudonymised(path, register)

    dropping.drop(path, register, coder="AQ")

    with Project.open(path, coder="AQ") as project:
        assert audit.check(project).faults == ()
        assert queries.opened(project, 1).text.endswith("A rose for Rose.\n")
