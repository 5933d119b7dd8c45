"""Nothing leaves with a name of the register: in each format that we write, wherever the name is."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from qda.coding import codes, lookups, maps, queries, segments
from qda.export import plain, reports, wishes
from qda.export.figures import files as figure_files
from qda.export.figures import kinds as figure_kinds
from qda.export.figures.wishes import FigureWish
from qda.export.leaving import gate, leak_check
from qda.export.leaving.leak_check import Leak, NameInReason, NamesLeave, NoReason
from qda.export.maps import pictures as map_files
from qda.export.profiles import APA
from qda.export.texts import coded_files, coded_text
from qda.progress import Silent
from qda.project import issued
from qda.project.names_register import Register
from qda.project.project import Project
from qda.store import keys
from tests.export.coded_study import build
from tests.factories import span_of

FORMATS = (
    *("report.docx", "report.xlsx", "report.csv", "report.html"),
    *(
        "coded.docx",
        "coded.html",
        "coded.pdf",
        "map.svg",
        "map.pdf",
        "map.png",
        "map.graphml",
        "map.docx",
        "bars.svg",
        "bars.pdf",
        "bars.png",
        "bars.docx",
    ),
    *("study.qdpx", "study.qdc", "study.jsonl"),
)


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    monkeypatch.setattr(keys, "ROUNDS", 10)
    with Register.create(tmp_path / "study.names", "walnut harbour tin seven") as opened:
        opened.add("Ottilie", pseudonym="Claire", variants=["Tilly"])
        yield opened


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "study.gerund", title="A study", coder="AQ") as project:
        build(project)
        yield project


@pytest.fixture
def named(study: Project) -> Project:
    """A study with a name in a code, on a map, and in the label of a bar."""
    number = codes.create(study, "trusting Tilly", parent_id=lookups.codes_on(study, 1)[0])
    segments.apply(study, 1, span_of("Then we talked"), number)
    map_id = maps.create(study, "The map")
    maps.place(study, map_id, "code", number, (0, 0, 160, 60))
    return study


def write(project: Project, path: Path) -> None:
    """A file of the kind that its name says."""
    kind, ending = path.stem.rsplit(" ", 1)[-1], path.suffix
    if kind == "report":
        reports.write_report(path, project, wishes.Wish("codebook"), Silent())
    elif kind == "coded" and ending == ".pdf":
        from qda.ui.analysis.reports import coded_print

        coded_print.write_pdf(path, coded_text.read(project, 1), APA, Silent())
    elif kind == "coded":
        coded_files.write(path, coded_text.read(project, 1))
    elif kind == "map":
        map_files.write(path, map_files.picture(project, map_files.find(project, "The map")))
    elif kind == "bars":
        figure_files.save(path, [figure_kinds.make(project, FigureWish("bars"))])
    elif ending == ".jsonl":
        plain.write(project, path, Silent())
    else:
        from qda.export.refi import writing

        writing.write(project, path)


def stopped(project: Project, folder: Path, names: Iterable[str]) -> dict[str, tuple[Leak, ...]]:
    """Which of these files were stopped, and the names in them."""
    found: dict[str, tuple[Leak, ...]] = {}
    for name in names:
        try:
            write(project, folder / name)
        except NamesLeave as error:
            found[name] = error.leaks
    return found


def test_a_name_in_a_label_stops_every_format(
    named: Project, register: Register, tmp_path: Path, qapp: QApplication
) -> None:
    (tmp_path / "out").mkdir()

    with leak_check.watching(register):
        found = stopped(named, tmp_path / "out", FORMATS)

    assert set(found) == set(FORMATS)
    assert all(any("trusting" in leak.before for leak in leaks) for leaks in found.values())
    assert {leak.real for leaks in found.values() for leak in leaks} == {"Ottilie"}
    assert list((tmp_path / "out").iterdir()) == []


def test_without_a_name_in_it_every_format_leaves(
    named: Project, register: Register, tmp_path: Path, qapp: QApplication
) -> None:
    (trusting,) = (row.id for row in queries.code_rows(named) if row.name == "trusting Tilly")
    codes.rename(named, trusting, "trusting Claire")

    with leak_check.watching(register):
        found = stopped(named, tmp_path, FORMATS)

    # Plain lines hold the history, and in it the name still is.
    assert set(found) == {"study.jsonl"}
    assert all((tmp_path / name).stat().st_size for name in FORMATS if name != "study.jsonl")


@pytest.mark.parametrize("name", ["Tilly report.csv", "TillyReport report.docx", "Ottilies report.html"])
def test_a_name_in_the_file_name_stops_it(study: Project, register: Register, tmp_path: Path, name: str) -> None:
    with leak_check.watching(register), pytest.raises(NamesLeave) as caught:
        write(study, tmp_path / name)

    assert {leak.where for leak in caught.value.leaks} == {"name"}
    assert not (tmp_path / name).exists()


def planted(path: Path, part: str, words: str) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(part, words)


@pytest.mark.parametrize(
    ("name", "part", "words"),
    [
        ("a.docx", "docProps/core.xml", "<cp:lastModifiedBy>Tilly</cp:lastModifiedBy>"),
        ("a.docx", "docProps/custom.xml", '<property name="for Tilly"/>'),
        ("a.docx", "word/comments.xml", "<w:comment><w:t>Ti</w:t><w:t>lly</w:t></w:comment>"),
        ("a.docx", "word/charts/chart1.xml", "<c:chart><a:t>Tilly</a:t></c:chart>"),
        ("a.docx", "word/header1.xml", "<w:hdr>Tilly</w:hdr>"),
        ("a.xlsx", "xl/comments1.xml", "<comment><t>Tilly</t></comment>"),
        ("a.xlsx", "docProps/app.xml", "<TitlesOfParts><vt:lpstr>Tilly</vt:lpstr></TitlesOfParts>"),
        ("a.qdpx", "sources/Tilly.txt", "hello"),
    ],
)
def test_a_name_in_any_part_of_an_office_file_is_found(
    register: Register, tmp_path: Path, name: str, part: str, words: str
) -> None:
    planted(tmp_path / name, "word/document.xml", "<w:t>Hello</w:t>")
    planted(tmp_path / name, part, words)

    (leak,) = leak_check.in_file(tmp_path / name, register)

    assert leak.where.endswith(part)


def test_a_name_let_pass_leaves_and_the_reason_is_entered(named: Project, register: Register, tmp_path: Path) -> None:
    with (
        leak_check.watching(register),
        leak_check.letting_pass("for the supervisor, who knows her"),
        gate.leaving(named, "report", "Code book") as cleared,
    ):
        write(cleared, tmp_path / "report.csv")

    (row,) = issued.rows(named)
    assert row.title == "Code book – names let pass, because: for the supervisor, who knows her"


def test_what_holds_no_name_needs_no_reason(study: Project, register: Register, tmp_path: Path) -> None:
    with (
        leak_check.watching(register),
        leak_check.letting_pass("for the supervisor"),
        gate.leaving(study, "report", "Code book") as cleared,
    ):
        write(cleared, tmp_path / "report.csv")

    assert [row.title for row in issued.rows(study)] == ["Code book"]


def test_a_reason_is_needed_and_holds_no_name_itself(register: Register) -> None:
    with leak_check.watching(register):
        with pytest.raises(NoReason), leak_check.letting_pass("  "):
            pass
        with pytest.raises(NameInReason), leak_check.letting_pass("Tilly knows"):
            pass


def test_copied_words_are_looked_through(register: Register) -> None:
    leak_check.require_clean("Tilly came in")

    with leak_check.watching(register), pytest.raises(NamesLeave):
        leak_check.require_clean("Tilly came in")


def test_what_was_kept_leaves(named: Project, register: Register, tmp_path: Path) -> None:
    register.keep("trusting Tilly", register.hits("trusting Tilly"))

    with leak_check.watching(register):
        write(named, tmp_path / "map.svg")

    assert (tmp_path / "map.svg").exists()


def test_the_sentence_tells_how_many_and_no_name(named: Project, register: Register, tmp_path: Path) -> None:
    with leak_check.watching(register), pytest.raises(NamesLeave) as caught:
        write(named, tmp_path / "report.csv")

    told = f"{caught.value} {caught.value.hint}"
    assert "1 name that is to be hidden would leave" in told
    assert "Tilly" not in told
    assert "Ottilie" not in told
    assert any("trusting [Tilly]" in line for line in leak_check.told(caught.value.leaks))


def test_nobody_is_watched_when_the_register_is_closed(named: Project, register: Register, tmp_path: Path) -> None:
    with leak_check.watching(register):
        pass

    write(named, tmp_path / "report.csv")

    assert leak_check.watched() is None
    assert (tmp_path / "report.csv").exists()
