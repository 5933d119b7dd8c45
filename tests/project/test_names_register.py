from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qda.errors import NotFound
from qda.project import names_register
from qda.project.names_register import (
    CantOpenRegister,
    NameThere,
    NoCipherForNames,
    NoName,
    NoNamesPassword,
    PseudonymIsName,
    Register,
    RegisterThere,
    WrongNamesPassword,
)
from qda.project.project import Project
from qda.store import keys

PASSWORD = "walnut harbour tin seven"


@pytest.fixture(autouse=True)
def _few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "ROUNDS", 10)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register.create(tmp_path / "study.names", PASSWORD) as opened:
        yield opened


def test_a_register_opens_with_its_password_as_it_was_left(register: Register) -> None:
    register.add("Anna Schmidt", pseudonym="Martine", variants=["Anna", "Anni"], note="mother of the case")
    register.close()

    with Register.open(register.path, PASSWORD) as again:
        (name,) = again.names()

    assert (name.real, name.pseudonym, name.variants) == ("Anna Schmidt", "Martine", ("Anna", "Anni"))


def test_no_name_can_be_read_in_its_bytes_nor_beside_it(register: Register) -> None:
    register.add("Anneliese Schmidt", pseudonym="Martine", variants=["Anneli"], note="a long note on her")
    register.delete(register.add("Cornelius"))

    held = b"".join(path.read_bytes() for path in register.path.parent.iterdir())

    assert not any(word in held for word in (b"Annel", b"Martine", b"long note", b"Cornel", b"SQLite", b"CREATE"))


def test_a_wrong_password_is_refused_in_one_sentence(register: Register) -> None:
    register.close()

    with pytest.raises(WrongNamesPassword, match=r"^This password does not open “study.names”, or it is no"):
        Register.open(register.path, "another")


def test_a_project_is_no_register_though_its_password_is_right(tmp_path: Path) -> None:
    Project.create(tmp_path / "study.gerund", password=PASSWORD).close()

    with pytest.raises(WrongNamesPassword):
        Register.open(tmp_path / "study.gerund", PASSWORD)


@pytest.mark.parametrize("content", [b"", b"Anna = Martine\n", b"\0" * 9000])
def test_another_file_is_no_register(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.names"
    path.write_bytes(content)

    with pytest.raises(WrongNamesPassword):
        Register.open(path, PASSWORD)

    assert path.read_bytes() == content


def test_a_register_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(CantOpenRegister, match="there is no such file"):
        Register.open(tmp_path / "none.names", PASSWORD)


def test_a_new_register_overwrites_nothing_and_has_a_password(register: Register, tmp_path: Path) -> None:
    with pytest.raises(RegisterThere):
        Register.create(register.path, PASSWORD)
    with pytest.raises(NoNamesPassword):
        Register.create(tmp_path / "other.names", "")

    assert not (tmp_path / "other.names").exists()


def test_without_sqlcipher_there_is_no_register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "can_encrypt", lambda: False)

    with pytest.raises(NoCipherForNames):
        Register.create(tmp_path / "x.names", PASSWORD)

    assert not (tmp_path / "x.names").exists()


def test_what_was_done_is_taken_back_and_done_again(register: Register) -> None:
    number = register.add("Anna", pseudonym="Martine")
    register.change(number, pseudonym="Claire")
    register.delete(number)

    assert [register.undo(), register.undo()] == ["the deletion", "the change"]
    assert register.name(number).pseudonym == "Martine"
    assert [register.undo(), register.undo()] == ["the new name", None]
    assert register.names() == []
    assert [register.redo(), register.redo()] == ["the new name", "the change"]
    assert register.name(number).pseudonym == "Claire"


def test_a_name_is_entered_once_whichever_way_it_is_written(register: Register) -> None:
    register.add("Anna", variants=["Anni"])

    for words in ("anna", " ANNI "):
        with pytest.raises(NameThere):
            register.add(words)
    with pytest.raises(NoName):
        register.add("X")


def test_a_pseudonym_may_not_be_a_name_that_is_hidden(register: Register) -> None:
    register.add("Anna", pseudonym="Martine")

    with pytest.raises(PseudonymIsName):
        register.add("Berta", pseudonym="Anna")
    with pytest.raises(PseudonymIsName):
        register.add("Martine", pseudonym="Claire")


def test_a_name_that_is_a_word_is_found_with_a_capital_alone(register: Register) -> None:
    assert not register.name(register.add("Annegret")).capital
    assert register.name(register.add("Mark")).capital


def test_a_variant_may_have_a_pseudonym_of_its_own(register: Register) -> None:
    register.add("Anna Schmidt", pseudonym="Martine Keller", variants=["Anna = Martine", "Frau Schmidt=Frau Keller"])

    found = register.hits("Anna saw Frau Schmidt; Anna Schmidt it was.")

    assert [each.replacement() for each in found] == ["Martine", "Frau Keller", "Martine Keller"]


def test_a_place_that_was_kept_is_passed_over_and_known_again_in_a_shorter_quote(register: Register) -> None:
    register.add("Rose", pseudonym="Claire")
    text = "She planted a Rose in the old garden. Rose was there."
    register.keep(text, register.hits(text)[:1])

    assert [found.span.start for found in register.hits(text)] == [38]
    assert register.hits("planted a Rose in the") == []
    assert len(register.hits("Rose")) == 1

    register.keep_no_more()
    assert len(register.hits(text)) == 2


def test_passing_over_and_bringing_back_are_undone_like_any_step(register: Register) -> None:
    register.add("Rose", pseudonym="Claire")
    text = "She planted a Rose in the old garden. Rose was there."
    register.keep(text, register.hits(text)[:1])
    register.keep_no_more()

    back = register.undo()
    passed = register.passed_over()
    again = register.undo()

    assert (back, passed, again) == ("bringing back what was passed over", 1, "passing over “Rose”")
    assert len(register.hits(text)) == 2
    assert register.redo() == again
    assert len(register.hits(text)) == 1


def test_what_is_not_there_says_so(register: Register) -> None:
    with pytest.raises(NotFound):
        register.find("Anna")
    with pytest.raises(NotFound):
        register.change(3, note="x")


def test_a_register_that_can_only_be_read_is_read(register: Register) -> None:
    register.add("Anna")
    register.close()
    register.path.chmod(0o400)

    with Register.open(register.path, PASSWORD) as again:
        assert [name.real for name in again.names()] == ["Anna"]


def test_every_kind_has_a_word() -> None:
    assert set(names_register.KIND_NAMES) == set(names_register.KINDS)
