"""Files that other programs wrote, beside the project: they come in with the counts of their own XML."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from qda.coding import queries as coding_queries
from qda.flows.importing.bring_in import bring_in
from qda.project import audit
from qda.project.project import Project
from qda.sources import queries as source_queries

SAMPLES = Path(__file__).resolve().parents[3] / ".." / "shared" / "refi" / "samples"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples of other programs lie beside the project")

ATLAS = ("atlasti8mac-skyloom-TestProject.qdpx", "atlasti8mac-skyloom-vendor-standard-project.qde")


def elements(path: Path) -> Counter[str]:
    """How many elements of each name a file has."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            inner = next(name for name in archive.namelist() if name.lower().endswith(".qde"))
            words = archive.read(inner).decode("utf-8")
    else:
        words = path.read_text(encoding="utf-8")
    return Counter(re.findall(r"<([A-Z]\w*)[\s/>]", re.sub("<!--.*?-->", "", words, flags=re.DOTALL)))


@pytest.mark.parametrize("name", ATLAS)
def test_atlas_ti_comes_in_with_the_counts_of_its_xml(project: Project, name: str) -> None:
    counts = elements(SAMPLES / name)

    report = bring_in(project, SAMPLES / name)

    kinds = ("TextSource", "PDFSource", "PictureSource", "AudioSource", "VideoSource")
    assert report.new["coders"] + report.known["coders"] == counts["User"] == 3
    assert report.new["codes"] == counts["Code"] == 14
    assert report.new["sources"] == sum(counts[kind] for kind in kinds) == 12
    selections = sum(counts[f"{kind}Selection"] for kind in ("PlainText", "PDF", "Picture", "Video"))
    twins = 2  # selections of a PDF that its text has again, under the same guid
    assert report.new["segments"] == selections - twins == 13
    assert report.new["codings"] == counts["Coding"] - twins == 14
    assert (report.new["maps"], counts["Graph"]) == (1, 1)
    assert audit.check(project).sound


def test_places_in_atlas_ti_hold_the_words_that_it_quotes(project: Project) -> None:
    bring_in(project, SAMPLES / ATLAS[1])

    quotes = {row.quote for row in coding_queries.everything(project)}
    assert "Oh, that was great. See you tomorrow? Eleven thirty. Mm." in quotes
    assert "I did try the gluten free bread, but it was always so soggy," in quotes
    assert "granola" in quotes
    begun = "I'm a single mum with an 8 month old and a toddler and breakfast is mayhem. The baby has porridge, I"
    assert any(quote.startswith(begun) for quote in quotes)


def test_transana_in_the_old_namespace_comes_in_with_the_counts_of_its_xml(project: Project) -> None:
    path = SAMPLES / "transana3.22-spec-annexA3.qde"
    counts = elements(path)

    report = bring_in(project, path)

    assert report.new["coders"] == counts["User"] == 63
    assert report.new["codes"] == counts["Code"] == 19
    assert report.new["sources"] == counts["TextSource"] + counts["PictureSource"] + counts["VideoSource"] == 16
    assert report.new["codings"] == counts["Coding"] == 66
    selections = counts["PlainTextSelection"] + counts["PictureSelection"] + counts["TranscriptSelection"]
    whole = 16  # each of its sources is coded as a whole, too
    assert report.new["segments"] == selections + whole == 41
    remarks = sum(("was written on a selection" in e.text and len(e.places)) or 0 for e in report.of("carried"))
    assert report.new["memos"] == counts["Note"] + remarks == 60
    assert "urn:QDA-XML:project:0:10" in report.text()
    assert audit.check(project).sound


def test_the_code_book_of_the_specification_with_its_empty_list(project: Project) -> None:
    path = SAMPLES / "spec-annexA1-portableqda.qdc"

    report = bring_in(project, path)

    rows = {row.name: row for row in coding_queries.code_rows(project)}
    assert report.new["codes"] == elements(path)["Code"] == 6
    assert rows["Economy"].color == "#ffff00"
    assert rows["Economy"].definition == "Anything about jobs or taxes or business"
    assert source_queries.rows(project) == []


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*")), ids=lambda path: path.name)
def test_the_same_file_again_brings_nothing_new(project: Project, path: Path) -> None:
    first = bring_in(project, path)

    again = bring_in(project, path)

    assert any(first.new.values())
    assert not any(again.new.values()), again.new
