from __future__ import annotations

from pathlib import Path

import pytest

from qda.cli import main
from qda.project.project import Project
from tests.export.coded_study import build


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Project.create(tmp_path / "s.gerund", title="A study", coder="AQ") as project:
        build(project)
    return tmp_path / "s.gerund"


def test_the_reports_are_listed(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(path), "list"]) == 0

    assert "cases\tCase reports\tFor each case" in capsys.readouterr().out


def test_who_asks_for_a_very_long_document_hears_how_long_it_is(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from qda.export.word import heights

    monkeypatch.setattr(heights, "about_pages", lambda blocks, profile: 3_126)

    assert main(["report", str(path), "segments", "--out", str(path.with_name("long.docx"))]) == 0

    said = capsys.readouterr().out
    assert "It has about 3,126 pages" in said
    assert ".xlsx" in said


@pytest.mark.parametrize(
    "options", [["themes"], ["all", "--parts", "memos,codebook"], ["coded", "--source", "Interview"]]
)
def test_a_report_a_document_and_a_coded_text_are_written(path: Path, options: list[str]) -> None:
    for ending in (".docx", ".html"):
        out = path.with_name(f"out{ending}")

        assert main(["report", str(path), *options, "--out", str(out)]) == 0

        assert out.stat().st_size > 1_000


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["poems", "--out", "x.docx"], "There is no report called “poems”."),
        (["themes"], "It is not said where to write the report."),
        (["coded", "--out", "x.docx"], "It is not said which source to write."),
        (["cases", "--case", "Nobody", "--out", "x.docx"], "There is no case called “Nobody”."),
        (["all", "--template", "none.docx", "--out", "x.docx"], "“none.docx” cannot serve as a template"),
    ],
)
def test_what_cannot_be_written_is_said(
    path: Path, options: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", str(path), *options]) == 2

    assert sentence in capsys.readouterr().err
