"""The whole command line, in one process and in many: its arguments, its columns, its exit codes."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from qda import cli, settings
from qda.coding import codes, focused
from qda.memos import service as memos
from qda.memos.service import Target
from qda.project.project import Project
from tests import bare

TEXT = (
    "INT: How did it begin?\n\nTheresa: She came in and sat down. 👩‍👧 She did not judge me.\n\n"
    "INT: And then?\n\nTheresa: Then we talked about the “panel” for an hour.\n"
)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings that say who codes, beside nobody's own."""
    path = tmp_path / "config" / "settings.toml"
    settings.save(path, settings.Settings(coder="AQ"))
    monkeypatch.setattr(settings, "default_path", lambda: path)
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command in this process: its exit code, what it printed, and what it complained of."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str) -> tuple[int, str, str]:
        try:
            code = cli.main(arguments)
        except SystemExit as end:  # argparse's own way
            code = int(end.code or 0)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


@pytest.fixture
def study(run: Run, tmp_path: Path) -> Run:
    """A project with one interview, `s.gerund` in the working folder."""
    (tmp_path / "x.txt").write_text(TEXT, encoding="utf-8", newline="\n")
    code, _out, err = run(
        "import", "s.gerund", "x.txt", "--kind", "interview", "--unit", "Casework", "--case", "Martine",
        "--participant", "Theresa", "--date", "2010-07-07",
    )  # fmt: skip
    assert (code, err) == (0, "")
    return run


def listed(run: Run, *arguments: str) -> list[dict[str, Any]]:
    code, out, err = run(*arguments, "--json")
    assert (code, err) == (0, "")
    return list(json.loads(out))


def test_new_makes_a_project_and_refuses_an_existing_file(run: Run) -> None:
    assert run("new", "s.gerund", "--title", "Success")[0] == 0
    code, out, err = run("new", "s.gerund")

    assert (code, out) == (2, "")
    assert err.startswith("“s.gerund” already exists.")


def test_sources_have_their_columns(study: Run) -> None:
    (row,) = listed(study, "sources", "s.gerund")

    assert list(row) == [
        "name", "kind", "unit", "case", "participants", "date", "words", "lines", "coded_lines",
        "passed_lines", "sha256", "minutes", "processing",
    ]  # fmt: skip
    assert {key: row[key] for key in ("name", "kind", "unit", "case", "participants", "date", "lines")} == {
        "name": "x", "kind": "interview", "unit": "Casework", "case": "Martine", "participants": ["Theresa"],
        "date": "2010-07-07", "lines": 4,
    }  # fmt: skip


def test_what_is_not_known_of_a_source_is_null(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(TEXT, encoding="utf-8")
    run("import", "s.gerund", "x.txt")

    (row,) = listed(run, "sources", "s.gerund")

    assert [row[key] for key in ("kind", "unit", "case", "date", "participants")] == [None, None, None, None, []]


def test_codes_segments_and_history_have_their_columns(study: Run) -> None:
    start = TEXT.index("sat down")
    study("code", "s.gerund", "--source", "x", "--span", f"{start}:{start + 8}", "--code", "settling", "--coder", "EB")

    (code,) = listed(study, "codes", "s.gerund")
    (segment,) = listed(study, "segments", "s.gerund", "--code", "settling")
    history = listed(study, "history", "s.gerund")

    assert code == {
        "name": "settling", "level": "initial", "path": "settling", "definition": "", "codings": 1, "segments": 1,
        "sources": 1, "cases": 1, "total_codings": 1, "total_sources": 1,
    }  # fmt: skip
    assert segment == {
        "source": "x", "start": start, "end": start + 8, "quote": "sat down", "code": "settling", "coder": "EB",
        "line": 2, "speaker": "Theresa", "cases": ["Martine"], "unit": "Casework",
    }  # fmt: skip
    assert list(history[0]) == ["id", "at", "coder", "key", "text", "reverts"]
    assert [row["id"] for row in history] == list(range(1, len(history) + 1))
    assert (history[-1]["text"], history[-1]["coder"], history[-1]["reverts"]) == ("Apply “settling”", "AQ", None)
    assert datetime.fromisoformat(history[-1]["at"]).tzinfo is not None


def test_memos_have_their_columns(study: Run, tmp_path: Path) -> None:
    with Project.open(tmp_path / "s.gerund", coder="AQ") as project:
        code = codes.create(project, "settling")
        memo = memos.begin(project, "Is it a **sign**?", title="Settling", kind="code", targets=[Target("code", code)])

    (row,) = listed(study, "memos", "s.gerund")

    assert list(row) == ["id", "kind", "stage", "title", "text", "links", "created", "modified", "tags"]
    assert (row["id"], row["kind"], row["stage"], row["text"]) == (memo, "code", "early", "Is it a **sign**?")
    assert row["links"] == [{"kind": "code", "id": code, "name": "settling"}]
    assert datetime.fromisoformat(row["created"]) <= datetime.fromisoformat(row["modified"])


def test_search_has_its_columns(study: Run) -> None:
    (hit,) = listed(study, "search", "s.gerund", "talked")

    start = TEXT.index("talked")
    assert hit == {"source": "x", "start": start, "end": start + 6, "quote": "talked", "line": 4}


def test_totals_are_distinct_over_the_subtree(study: Run, tmp_path: Path) -> None:
    with Project.open(tmp_path / "s.gerund", coder="AQ") as project:
        above = codes.create(project, "Seeing success", level="focused")
        focused.cluster(project, [codes.create(project, name) for name in ("venting", "settling")], above)
    for label in ("Seeing success > venting", "settling", "seeing success"):
        assert study("code", "s.gerund", "--source", "x", "--span", "5:8", "--code", label)[0] == 0

    rows = {row["path"]: row for row in listed(study, "codes", "s.gerund")}

    assert list(rows) == ["Seeing success", "Seeing success > venting", "Seeing success > settling"]
    assert [rows["Seeing success"][key] for key in ("codings", "segments", "total_codings", "total_sources")] == [
        1, 1, 3, 1,
    ]  # fmt: skip


def test_an_ambiguous_name_is_answered_with_the_paths(study: Run, tmp_path: Path) -> None:
    with Project.open(tmp_path / "s.gerund", coder="AQ") as project:
        for name in ("one", "two"):
            codes.create(project, "talking", parent_id=codes.create(project, name))

    for command in (("segments",), ("code", "--source", "x", "--span", "5:8")):
        code, _out, err = study(command[0], "s.gerund", *command[1:], "--code", "talking")

        assert code == 2
        assert "one > talking, two > talking" in err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("text", "s.gerund", "--source", "xx"), "Did you mean: x?"),
        (("segments", "s.gerund", "--code", "none"), "There is no code “none”."),
        (("code", "s.gerund", "--source", "x", "--span", "5:9999", "--code", "a"), "lies outside the text"),
        (("code", "s.gerund", "--source", "x", "--span", "8:5", "--code", "a"), "“8:5” is no stretch of text."),
        (("code", "s.gerund", "--source", "x", "--span", "5:8", "--code", " "), "A code needs a label."),
        (("code", "s.gerund", "--source", "x", "--span", "5:8", "--code", "a > b"), "There is no code “a > b”."),
        (("code", "s.gerund", "--source", "x", "--span", "5:8"), "It is not said what to code."),
        (("code", "s.gerund", "--from", "x.txt", "--code", "a"), "It is not said what to code."),
        (("search", "s.gerund", "!?"), "holds no word to search for"),
        (("undo", "s.gerund", "0"), "a number from 1 on"),
        (("undo", "s.gerund", "9"), "There is nothing to undo."),
        (("redo", "s.gerund"), "There is nothing to redo."),
        (("map", "s.gerund", "--out", "m.svg"), "This study has no map yet."),
        (("report", "s.gerund", "frequencies", "--out", "t.pdf"), "“t.pdf” is no format for a table."),
        (("sources", "gone.gerund"), "There is no project at"),
        (("sources", "."), "is a folder, not a project."),
        (("sources", "x.txt"), "“x.txt” is not a Gerund project."),
        (("new", "gone/s.gerund"), "there is no folder"),
        (("import", "s.gerund", "x.txt", "--date", "7.7.2010"), "“7.7.2010” is no date."),
        (("import", "s.gerund", "config"), "There is nothing to import"),
        (("import", "s.gerund", "x.txt", "--case", "Leah"), "The case “Leah” is new"),
        (("import", "s.gerund", "x.txt", "--case", "Martine", "--unit", "LSCB"), "belongs to the unit “Casework”"),
    ],
)
def test_what_the_user_can_mend_is_said_in_a_sentence_with_exit_code_2(
    study: Run, arguments: tuple[str, ...], told: str
) -> None:
    before = listed(study, "history", "s.gerund")

    code, _out, err = study(*arguments)

    assert code == 2
    assert told in err
    assert "Traceback" not in err
    if arguments[0] != "undo":
        assert listed(study, "history", "s.gerund") == before


def test_text_is_printed_to_the_byte(study: Run, tmp_path: Path) -> None:
    assert study("text", "s.gerund", "--source", "X")[1] == TEXT


def test_only_line_feeds_end_lines_and_what_was_mapped_is_told(run: Run, tmp_path: Path) -> None:
    odd = "\ufeffone\r\ntwo\rthree\ffour\x85five\u2028six  seven\u00a0\te\u0301\n\n"
    (tmp_path / "odd.txt").write_bytes(odd.encode())

    code, out, _err = run("import", "s.gerund", "odd.txt")

    assert code == 0
    for told in ("Windows line end", "carriage return", "form feed", "next-line sign", "line separator"):
        assert told in out
    assert run("text", "s.gerund", "--source", "odd")[1] == "one\ntwo\nthree\nfour\nfive\nsix  seven\u00a0\te\u0301\n\n"
    lines = run("text", "s.gerund", "--source", "odd", "--lines")[1]
    assert [line.split("\t", 1)[0] for line in lines.splitlines()] == ["1", "2", "3", "4", "5", "6"]


def test_a_folder_is_imported_and_names_are_unique(study: Run, tmp_path: Path) -> None:
    for name in ("notes/x.txt", "notes/deep/X.md", "notes/.hidden.txt", "notes/sheet.bin"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Words.\n")

    code = study("import", "s.gerund", "notes", "--lines", "sentence")[0]

    assert code == 0
    assert [row["name"] for row in listed(study, "sources", "s.gerund")] == ["x", "x (2)", "X (3)"]
    assert listed(study, "history", "s.gerund")[-1]["text"] == "Import “X (3)”"
    assert study("undo", "s.gerund")[1] == "Undone: Import “x (2)” and 1 more\n"
    assert [row["name"] for row in listed(study, "sources", "s.gerund")] == ["x"]


def test_one_bad_file_of_a_batch_is_named_and_the_others_are_in(study: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "good.txt").write_text("Words.\n")

    code, out, err = study("import", "s.gerund", "empty.txt", "gone.txt", "good.txt")

    assert (code, out) == (2, "Imported “good”.\n")
    assert err.startswith("empty.txt: ")
    assert "\ngone.txt: " in err


def test_an_import_that_brings_nothing_makes_no_project(run: Run, tmp_path: Path) -> None:
    code, _out, err = run("import", "s.gerund", "gone.txt")

    assert (code, (tmp_path / "s.gerund").exists()) == (2, False)
    assert "gone.txt" in err


def test_a_table_of_codings_counts_what_was_there(study: Run, tmp_path: Path) -> None:
    with (tmp_path / "codings.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [
                ("source", "start", "end", "code", "coder"),
                ("x", 5, 8, "asking, how", ""),
                ("x", 5, 8, "asking, how", ""),
            ]
        )

    first, again = (study("code", "s.gerund", "--from", "codings.csv") for _ in range(2))

    assert (first[1], again[1]) == ("1 coding made, 1 there already.\n", "0 codings made, 2 there already.\n")
    assert [row["code"] for row in listed(study, "segments", "s.gerund")] == ["asking, how"]


def test_undo_and_redo_count(study: Run) -> None:
    for label in ("one", "two", "three"):
        study("code", "s.gerund", "--source", "x", "--span", "5:8", "--code", label)

    assert study("undo", "s.gerund", "2")[1] == "Undone: Apply “three”\nUndone: Apply “two”\n"
    assert study("redo", "s.gerund", "2")[1] == "Done again: Apply “two”\nDone again: Apply “three”\n"
    assert [row["name"] for row in listed(study, "codes", "s.gerund")] == ["one", "two", "three"]


def test_the_same_coding_again_is_said_and_is_no_act(study: Run) -> None:
    one = ("code", "s.gerund", "--source", "x", "--span", "5:8", "--code", "asking")
    study(*one)
    acts = listed(study, "history", "s.gerund")

    assert study(*one)[:2] == (0, "This was coded so already.\n")
    assert listed(study, "history", "s.gerund") == acts


@pytest.mark.parametrize("kind", ["frequencies", "codebook", "segments"])
@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".csv"])
def test_reports_are_written_in_every_format(study: Run, tmp_path: Path, kind: str, suffix: str) -> None:
    study("code", "s.gerund", "--source", "x", "--span", "5:8", "--code", "asking")
    by = ("--by", "case") if kind == "frequencies" else ()

    code, out, err = study("report", "s.gerund", kind, "--out", f"table{suffix}", *by)

    assert (code, err) == (0, "")
    assert f"table{suffix}" in out
    assert (tmp_path / f"table{suffix}").stat().st_size > 0


def test_check_is_content_with_a_sound_project_and_exits_2_with_a_tampered_one(study: Run, tmp_path: Path) -> None:
    study("code", "s.gerund", "--source", "x", "--span", "5:8", "--code", "asking")
    assert study("check", "s.gerund")[0] == 0

    connection = bare.connect(tmp_path / "s.gerund")
    connection.execute("UPDATE segment SET quote = 'Why'")
    connection.commit()
    connection.close()

    code, out, _err = study("check", "s.gerund")
    assert code == 2
    assert "does not hold the words at its place" in out


def test_settings_that_can_t_be_read_are_said_and_do_not_stop_the_work(study: Run, own_settings: Path) -> None:
    own_settings.write_text("coder = ", encoding="utf-8")

    code, out, err = study("code", "s.gerund", "--source", "x", "--span", "5:8", "--code", "asking")

    assert (code, out) == (0, "Coded.\n")
    assert "can't be read" in err


def test_backups_are_kept_as_the_settings_say(study: Run, own_settings: Path, tmp_path: Path) -> None:
    settings.save(own_settings, settings.Settings(coder="AQ", backups=2, backup_days=0))

    for label in ("one", "two", "three", "four"):
        study("code", "s.gerund", "--source", "x", "--span", "5:8", "--code", label)

    assert len(list((tmp_path / "s backups").iterdir())) == 2


def test_a_bug_is_told_from_a_mistake(study: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object) -> None:
        raise KeyError("inside")

    monkeypatch.setattr("qda.sources.queries.rows", broken)

    code, _out, err = study("sources", "s.gerund")

    assert code == 70
    assert "This is a bug in Gerund" in err


# --- in processes of their own -----------------------------------------------------------------------


def process(folder: Path, *arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2]), "HOME": str(folder)}
    environment |= {"XDG_CONFIG_HOME": str(folder), "PYTHONIOENCODING": "ascii", "QT_QPA_PLATFORM": "offscreen"}
    options.setdefault("stdout", subprocess.PIPE)
    command = [sys.executable, "-m", "qda", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, stderr=subprocess.PIPE, check=False, **options)


@pytest.mark.plain
def test_text_comes_out_of_a_process_as_it_went_in(study: Run, tmp_path: Path) -> None:
    done = process(tmp_path, "text", "s.gerund", "--source", "x")

    assert (done.returncode, done.stdout) == (0, (tmp_path / "x.txt").read_bytes())


@pytest.mark.plain
def test_a_project_open_elsewhere_is_read_and_not_written(study: Run, tmp_path: Path) -> None:
    with Project.open(tmp_path / "s.gerund", coder="AQ", purpose="the window"):
        refused = process(tmp_path, "undo", "s.gerund")
        read = process(tmp_path, "sources", "s.gerund")

    assert (refused.returncode, read.returncode) == (2, 0)
    assert "“s.gerund” is open for writing in the window" in refused.stderr.decode()


@pytest.mark.plain
def test_a_reader_that_has_seen_enough_is_no_error(study: Run, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("a line of words\n" * 40_000, encoding="utf-8")
    study("import", "s.gerund", "long.txt")
    reading, writing = os.pipe()
    os.close(reading)

    done = process(tmp_path, "text", "s.gerund", "--source", "long", stdout=writing)
    os.close(writing)

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.plain
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_output_that_can_t_be_written_is_said(study: Run, tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = process(tmp_path, "sources", "s.gerund", stdout=full)

    assert done.returncode == 2
    assert done.stderr.decode().startswith("The output could not be written")


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are always text there")
def test_bytes_that_are_no_text_are_refused_where_text_belongs(study: Run, tmp_path: Path) -> None:
    done = process(tmp_path, "code", "s.gerund", "--source", "x", "--span", "5:8", "--code", os.fsdecode(b"caf\xe9"))

    assert done.returncode == 2
    assert b"is not UTF-8 text" in done.stderr


def test_the_readme_names_every_command() -> None:
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text("utf-8")

    assert [name for name in cli.COMMANDS if f"\ngerund {name} " not in readme] == []
