"""A register of names on the command line: kept, put in the place of names, and held back from what leaves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qda import cli
from qda.coding import codes
from qda.project import issued
from qda.project.project import Project
from qda.sources import queries
from qda.store import keys
from tests.factories import make_source

TEXT = "INT: Who came?\n\nAnna: Anna’s mother came from Bremen. A rose for Rose.\n"


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "ROUNDS", 10)
    monkeypatch.setenv("GERUND_NAMES_PASSWORD", "walnut harbour tin")


@pytest.fixture
def register(tmp_path: Path) -> str:
    path = str(tmp_path / "study.names")
    assert cli.main(["names", path, "new"]) == cli.OK
    assert cli.main(["names", path, "add", "Anna", "--pseudonym", "Martine", "--variant", "Anni"]) == cli.OK
    return path


@pytest.fixture
def study(tmp_path: Path) -> str:
    path = tmp_path / "study.gerund"
    with Project.create(path, title="A study", coder="AQ") as project:
        make_source(project, TEXT)
        codes.create(project, "trusting Anna")
    return str(path)


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    capsys.readouterr()
    cli.main([*arguments, "--json"])
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_a_register_is_kept(register: str, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["names", register, "add", "Bremen", "--kind", "place", "--pseudonym", "the town"])
    cli.main(["names", register, "change", "anna", "--pseudonym", "Claire", "--note", "of the first talk"])
    cli.main(["names", register, "delete", "Bremen"])

    (row,) = listed(capsys, "names", register, "list")

    assert (row["name"], row["pseudonym"], row["variants"], row["note"]) == (
        *("Anna", "Claire", ["Anni"]),
        "of the first talk",
    )


def test_a_wrong_password_is_one_sentence(
    register: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GERUND_NAMES_PASSWORD", "another")

    assert cli.main(["names", register, "list"]) == cli.USER

    assert "This password does not open “study.names”" in capsys.readouterr().err


def test_the_password_may_come_from_a_file(
    register: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("GERUND_NAMES_PASSWORD")
    (tmp_path / "secret.txt").write_text("walnut harbour tin\n", encoding="utf-8")

    assert listed(capsys, "names", register, "list", "--names-password-file", str(tmp_path / "secret.txt"))


def test_places_are_listed_kept_and_replaced(study: str, register: str, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["names", register, "add", "Rose", "--pseudonym", "Jo"])
    rows = listed(capsys, "pseudonymise", study, "--names", register)
    (rose,) = [str(row["number"]) for row in rows if row["words"] == "Rose"]

    assert cli.main(["pseudonymise", study, "--names", register, "--keep", rose]) == cli.OK
    assert cli.main(["pseudonymise", study, "--names", register, "--apply", "--brackets"]) == cli.OK

    assert "--drop-originals ends that for good" in capsys.readouterr().out
    with Project.open(Path(study), writable=False) as project:
        assert "[Martine]: [Martine]’s mother came from Bremen. A rose for Rose." in queries.opened(project, 1).text
    assert listed(capsys, "leaks", study, "--names", register) == []


def test_dropping_is_told_plainly(study: str, register: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["pseudonymise", study, "--names", register, "--apply", "--drop-originals"]) == cli.OK

    said = capsys.readouterr().out
    assert "earlier text has blocks now." in said
    assert "Copies elsewhere, and files that left before, are as they were." in said
    assert cli.main(["undo", study]) == cli.USER


def test_candidates_say_what_found_them(study: str, register: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = listed(capsys, "pseudonymise", study, "--names", register, "--candidates")

    assert [row["words"] for row in rows] == ["Bremen", "Rose"]
    assert rows[0]["found_by"]


def test_what_holds_a_name_does_not_leave_and_is_listed(
    study: str, register: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "book.csv"

    assert cli.main(["report", study, "codebook", "--out", str(out), "--names", register]) == cli.USER

    said = capsys.readouterr()
    assert "trusting [Anna]" in said.err
    assert "1 name that is to be hidden would leave" in said.err
    assert not out.exists()


def test_a_name_is_let_pass_with_a_reason_that_is_entered(study: str, register: str, tmp_path: Path) -> None:
    out = tmp_path / "book.csv"

    passing = ["--let-names-pass", "for the supervisor"]
    assert cli.main(["report", study, "codebook", "--out", str(out), "--names", register, *passing]) == cli.OK

    with Project.open(Path(study), writable=False) as project:
        assert [row.title for row in issued.rows(project)] == ["names let pass, because: for the supervisor"]


def test_nothing_with_a_name_is_printed(study: str, register: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["codes", study, "--json", "--names", register]) == cli.USER

    assert "Anna" not in capsys.readouterr().out


def test_leaks_are_looked_for_in_any_file(register: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Anni, …", encoding="utf-8")

    (row,) = listed(capsys, "leaks", str(path), "--names", register)

    assert (row["name"], row["context"]) == ("Anna", "Dear [Anni], …")
    assert cli.main(["leaks", str(path), "--names", register]) == cli.USER


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["leaks", "{study}"], "It is not said which register of names to use."),
        (["names", "{register}", "add"], "It is not said which name."),
        (["pseudonymise", "{study}", "--names", "{register}", "--keep", "99"], "There is no place 99 in the list."),
        (["leaks", "{study}.none", "--names", "{register}"], "There is no file"),
    ],
)
def test_what_is_missing_is_said(
    study: str, register: str, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert cli.main([each.format(study=study, register=register) for each in arguments]) == cli.USER

    assert said in capsys.readouterr().err


def test_what_is_refused_is_not_proposed_again(study: str, register: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = listed(capsys, "pseudonymise", study, "--names", register, "--candidates")
    cli.main(["names", register, "refuse", "Bremen"])

    after = listed(capsys, "pseudonymise", study, "--names", register, "--candidates")

    assert "Bremen" in {row["words"] for row in before}
    assert "Bremen" not in {row["words"] for row in after}
