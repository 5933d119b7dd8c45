"""An auditor has the folder and nothing else: every class is in it, and a claim is followed to its words by links."""

from __future__ import annotations

import csv
import hashlib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from qda import __version__
from qda.errors import Cancelled
from qda.export.audit import folder as audit_folder
from qda.export.audit.folder import Written
from qda.export.audit.plan import CLASSES
from qda.export.leaving import gate
from qda.export.leaving.folders import FolderTaken, folder, safe
from qda.export.profiles import GERMAN
from qda.memos import service as memos
from qda.project import issued
from qda.project.project import Project
from qda.study import instruments
from qda.synthesis import claims
from qda.synthesis.targets import Target
from tests.export import walking
from tests.export.coded_study import build
from tests.workflows import leaving


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    path = tmp_path_factory.mktemp("audited") / "study.gerund"
    with Project.create(path, title="A study of arriving", coder="AQ") as project:
        made = build(project)
        claims.create(project, "Arriving is being let in", links=[(Target("code", made["theme"]), "rests on")])
        memos.begin(project, "I wanted her to be calm.", title="On me", kind="reflexive")
        memos.begin(project, "I coded line by line.", title="How", kind="methodological")
        instruments.create(project, "Guide for parents", version="2", date="2012-05-01", text="How did it begin?")
        yield project


@pytest.fixture(scope="module")
def trail(study: Project) -> Written:
    """The whole audit trail, beside the project."""
    with gate.leaving(study, "audit trail", "For the auditor") as cleared:
        return audit_folder.write(study.path.parent / "trail", cleared)


def test_each_of_the_six_classes_has_a_folder_with_what_there_is(trail: Written) -> None:
    top = trail.first.parent

    held = {each.name for each in top.iterdir()}

    assert held == {each.folder for each in CLASSES} | {"index.html", "README.txt", "files.csv"}
    assert [number for number, count in trail.classes if count] == [1, 2, 3, 4, 5, 6]
    names = {path.relative_to(top).as_posix() for path in top.rglob("*")}
    assert {
        *("1-raw-data/texts/001-interview.txt", "2-data-reduction/2-01-code-book.docx"),
        *("2-data-reduction/2-03-segments-with-their-codes.xlsx", "4-process-notes/4-01-event-log.csv"),
        *("5-intentions-and-dispositions/5-03-reflexive-memos.docx", "6-instrument-development/6-01-instruments.html"),
    } <= names


def test_a_claim_is_followed_to_its_words_with_nothing_but_the_links(trail: Written) -> None:
    walk = next(href for href in walking.read(trail.first).hrefs if "chain-of-evidence-to-walk" in href)
    path = (trail.first.parent / walk).resolve()
    claim = next(spot for name, spot in walking.read(path).spots.items() if "Arriving is being let in" in spot.words
                 and name.startswith("claim-") and name[6:].isdigit())  # fmt: skip

    path, theme = walking.follow(path, claim.links["being seen"])
    path, category = walking.follow(path, theme.links["being met"])
    path, focused = walking.follow(path, category.links["arriving"])
    path, initial = walking.follow(path, focused.links["sitting down"])
    path, line = walking.follow(path, next(href for told, href in initial.links.items() if "line" in told))

    assert "“sat down”" in initial.words
    assert "sat down. She did not judge me." in line.words
    _path, back = walking.follow(path, line.links["sitting down"])
    assert "“sat down”" in back.words and "Theresa" in back.words
    assert "Arriving is being let in" in walking.follow(_path, back.links["Claim 2"])[1].words


def test_every_link_of_every_page_leads_somewhere(trail: Written) -> None:
    assert walking.broken(trail.first.parent) == []


def test_the_first_page_names_every_file_its_hash_the_counts_and_the_program(trail: Written) -> None:
    top, page = trail.first.parent, walking.read(trail.first)
    linked = {href for href in page.hrefs if not href.startswith("#")}
    written = {path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file()}

    assert written - linked - {"index.html", "README.txt"} == {
        name for name in written if "/3-01-" in name and not name.endswith("index.html")
    }
    words = page.spots[""].words
    assert f"Gerund {__version__}" in words
    assert "1 source with" in words and "2 segments with 2 codings" in words
    assert "nobody has withdrawn" in words
    assert hashlib.sha256((top / "files.csv").read_bytes()).hexdigest() in words


def test_the_list_of_files_has_the_hash_of_each(trail: Written) -> None:
    top = trail.first.parent
    with (top / "files.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert {row["file"] for row in rows} == {
        path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file()
    } - {"index.html", "files.csv"}
    assert all(hashlib.sha256((top / row["file"]).read_bytes()).hexdigest() == row["sha256"] for row in rows)
    assert trail.files == len(rows) + 2


def test_the_texts_carry_the_numbers_that_are_cited(trail: Written) -> None:
    text = (trail.first.parent / "1-raw-data/texts/001-interview.txt").read_text("utf-8")

    assert "2\tTheresa: She came in and sat down. She did not judge me." in text.split("\n")


def test_no_file_tells_a_folder_of_this_machine(trail: Written, study: Project) -> None:
    where = str(study.path.parent)

    found = [
        f"{path.name}: {part}"
        for path in trail.first.parent.rglob("*")
        if path.is_file()
        for part, text in leaving.texts_in(path.name, path.read_bytes())
        if where in text or str(Path.home()) + "/" in text
    ]

    assert found == []


def test_the_register_has_one_entry_that_vouches_for_all(trail: Written, study: Project) -> None:
    row = issued.rows(study)[-1]

    assert (row.kind, row.title, row.file_name) == ("audit trail", "For the auditor", "index.html")
    assert row.sha256 == hashlib.sha256(trail.first.read_bytes()).hexdigest()


def test_a_zip_holds_the_classes_that_were_asked_for(study: Project, tmp_path: Path) -> None:
    with gate.leaving(study, "audit trail") as cleared:
        told = audit_folder.write(tmp_path / "Für Ünal.zip", cleared, (5, 6))

    with zipfile.ZipFile(told.first) as archive:
        names = archive.namelist()
    assert len(names) == told.files
    assert {name.split("/")[0] for name in names} == {"fur-unal"}
    assert {name.split("/")[1] for name in names if name.count("/") > 1} == {CLASSES[4].folder, CLASSES[5].folder}
    assert [path.name for path in tmp_path.iterdir()] == ["Für Ünal.zip"]


def test_stopped_halfway_nothing_is_left(study: Project, tmp_path: Path) -> None:
    class Stops:
        def step(self, done: int, total: int, text: str) -> None:
            if text == "Segments with their codes":
                raise Cancelled

    for name in ("trail", "trail.zip"):
        with pytest.raises(Cancelled), gate.leaving(study, "audit trail") as cleared:
            audit_folder.write(tmp_path / name, cleared, progress=Stops())

    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_over(study: Project, tmp_path: Path) -> None:
    (tmp_path / "trail").mkdir()
    (tmp_path / "trail" / "notes.txt").write_text("mine")

    with pytest.raises(FolderTaken):
        audit_folder.write(tmp_path / "trail", study)

    assert [path.name for path in tmp_path.rglob("*")] == ["trail", "notes.txt"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "trail").mkdir()

    with folder(tmp_path / "trail") as draft:
        (draft / "a.txt").write_text("a")

    assert [path.name for path in tmp_path.rglob("*")] == ["trail", "a.txt"]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Interview with Anna & Stephen", "interview-with-anna-stephen"),
        ("../../etc/passwd", "etc-passwd"),
        ("Straße, 7. März", "strasse-7-marz"),
        ("会議", "text"),
        ("a" * 300, "a" * 48),
        ("x\u202etxt.exe\x00", "x-txt-exe"),
    ],
)
def test_names_are_safe_on_every_system(name: str, file: str) -> None:
    assert safe(name) == file


def test_a_class_that_is_none_is_refused() -> None:
    with pytest.raises(audit_folder.NoSuchClass, match="“7”"):
        audit_folder.numbers("1,7")


def test_in_german_every_word_of_the_first_page_is_german(study: Project, tmp_path: Path) -> None:
    with gate.leaving(study, "audit trail") as cleared:
        told = audit_folder.write(tmp_path / "spur", cleared, (1, 5, 6), profile=GERMAN)

    words = walking.read(told.first).spots[""].words
    assert "1 Rohdaten" in words and "Wie man einer Aussage bis zu den Worten folgt" in words
    assert "1 Quelle mit" in words and "Geschrieben von Gerund" in words
    for each in CLASSES:
        assert {each.title, each.sentence} <= GERMAN.texts.keys()
        assert {text for part in each.parts for text in (part.title, part.sentence)} <= GERMAN.texts.keys()
