"""The texts beside the project: complete against an extractor of another make, with the speakers that a reader sees."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from qda.sources.readers import Reading, read
from qda.text import unit_starts, units

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared"
CORPUS, SEEDS = SHARED / "corpus", SHARED / "seeds"
SPEAKERS = {
    "bitcoin-interview-back-stark.md": {"stark": 13, "adam3us": 12},
    "bitcoin-podcast-wuille.md": {"Pieter": 56, "John": 53, "Jonas": 9},
    "haski-german-pair-interview-1.docx": {"I": 4, "S1": 4, "S2": 5},
    "haski-german-pair-interview-2.docx": {"I": 4, "S3": 8, "S4": 7},
    "haski-german-pair-interview-3.docx": {"I": 3, "S5": 9, "S6": 8},
    "pdpilot-P1.pdf": {"Dan": 47, "Participant": 47},
    "pdpilot-P7.pdf": {"Dan": 53, "Participant": 53},
}

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the project")
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not beside the project")


def only(path: Path) -> Reading:
    (reading,) = read(path)
    return reading


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@needs_corpus
@pytest.mark.parametrize("name", SPEAKERS)
def test_the_speakers_of_a_transcript_are_found(name: str) -> None:
    reading = only(CORPUS / name)

    assert Counter(mark.value for mark in reading.marks if mark.kind == "speaker") == SPEAKERS[name]


@needs_corpus
@pytest.mark.parametrize("name", [name for name in SPEAKERS if name.endswith(".docx")])
def test_every_sign_of_a_word_document_is_read(name: str) -> None:
    with zipfile.ZipFile(CORPUS / name) as archive:
        document = archive.read("word/document.xml").decode()

    reading = only(CORPUS / name)

    words = html.unescape("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", document)))
    assert squeezed(reading.text) == squeezed(words)


@needs_corpus
@pytest.mark.parametrize("name", [name for name in SPEAKERS if name.endswith(".pdf")])
def test_every_word_of_a_pdf_is_read_and_its_lines_are_joined(name: str) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    command = ["pdftotext", str(CORPUS / name), "-"]
    theirs = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    ours = only(CORPUS / name).text

    # it joins “non-” and “monotonic” over a line's end, and reads the numbers in the margin elsewhere
    words = Counter(re.findall(r"[^\W\d]+", ours.replace("non-monotonic", "nonmonotonic")))
    assert words == Counter(re.findall(r"[^\W\d]+", theirs))
    loose = [line for line in ours.split("\n") if not re.match(r"Dan:|Participant:|[\d /]+$", line)]
    assert len(loose) <= 8  # the title, and what goes on over a page's end


@needs_seeds
@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: str(path.name)[:3])
def test_a_seed_is_stored_as_it_is_and_has_no_speakers(path: Path) -> None:
    reading = only(path)

    assert reading.text == path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    assert not [mark for mark in reading.marks if mark.kind == "speaker"]
    assert "".join(squeezed(reading.text[a:b]) for a, b in units(reading.text, unit_starts(reading.text, "80"))) == (
        squeezed(reading.text)
    )
