"""The reader's edition: every link leads somewhere, hostile words stay words, and only what was chosen is in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qda.coding import codes, segments
from qda.export.profiles import GERMAN
from qda.export.reader import edition as reader_edition
from qda.export.reader.edition import Choice, NoSuchClaim, NothingToRead
from qda.memos import service as memos
from qda.memos.service import Target as On
from qda.project.project import Project
from qda.sources import processing
from qda.synthesis import claims, negative_cases
from qda.synthesis.targets import Target
from tests.export import walking
from tests.export.coded_study import build
from tests.factories import make_source, span_of

HOSTILE = (
    'She said <script>alert("x")</script> & </blockquote><img src=x onerror=alert(1)> \u202egnipool\u202c '
    "\x00 javascript:alert(2) <style>*{display:none}</style> and went."
)


@pytest.fixture
def study(project: Project) -> Project:
    """A claim on a theme, one on a segment alone; something held against the first."""
    made = build(project)
    claim = claims.create(project, "Arriving is being let in", links=[(Target("code", made["theme"]), "rests on")])
    alone = segments.apply(project, made["source"], span_of("Then we talked"), codes.create(project, "talking"))
    claims.create(project, "Talk comes last", links=[(Target("segment", alone.segment_id), "rests on")])
    against = segments.apply(project, made["source"], span_of("did not judge"), codes.create(project, "not judging"))
    negative_cases.judge(project, claim, against.segment_id, "contrary", note="Perhaps.")
    memo = memos.begin(project, "Who lets *whom* in?", title="On doors", kind="theoretical")
    memos.attach(project, memo, On("code", made["focused"]))
    return project


def write(project: Project, path: Path, **choice: object) -> walking.Page:
    told = reader_edition.write(path, project, Choice(**choice))  # type: ignore[arg-type]
    return walking.read(told.first)


def test_one_page_has_every_step_both_ways(study: Project, tmp_path: Path) -> None:
    page = write(study, tmp_path / "e.html")

    assert walking.broken(tmp_path) == []
    assert page.repeated == []
    code = next(spot for name, spot in page.spots.items() if re.fullmatch(r"code-\d+", name)
                and spot.words.startswith("\narriving"))  # fmt: skip
    assert {"Claim 2", "being met", "coming in", "sitting down", "On doors"} <= set(code.links)
    line = page.spots["text-1-2"]
    assert {"coming in", "sitting down", "against claim 2"} <= set(line.links)


def test_a_folder_of_pages_leads_across_them(study: Project, tmp_path: Path) -> None:
    told = reader_edition.write(tmp_path / "edition", study, Choice(all_codes=True))

    assert walking.broken(tmp_path / "edition") == []
    names = {path.name for path in told.files}
    assert {"index.html", "codes-initial.html", "codes-theme.html", "memos.html", "text-1.html"} <= names
    assert {path.name for path in (tmp_path / "edition").iterdir()} == names


def test_it_runs_nothing_and_loads_nothing(study: Project, tmp_path: Path) -> None:
    page = write(study, tmp_path / "e.html")

    policy = next(value for name, value in page.attributes if name == "content" and "default-src" in value)
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    assert "script" not in page.tags and "link" not in page.tags
    assert all(href.startswith("#") for href in page.hrefs)
    assert {"main", "nav", "header"} <= set(page.tags)
    assert ("lang", "en-GB") in page.attributes and "main" in page.spots and "#main" in page.hrefs


def test_hostile_words_are_words(project: Project, tmp_path: Path) -> None:
    source = make_source(project, HOSTILE, '"><script>name</script>')
    code = codes.create(project, "<img src=x onerror=alert(3)>\u202e", definition="</style><script>d</script>")
    segments.apply(project, source, span_of(HOSTILE, HOSTILE), code)
    claims.create(project, "<script>claim</script>", note="<b>note</b>", links=[(Target("code", code), "rests on")])
    memos.begin(project, "[words](javascript:alert(4)) <iframe src=x>", title="<script>", kind="theoretical")

    page = write(project, tmp_path / "e.html", title="</title><script>t</script>\u202e")

    assert not {"script", "img", "iframe", "b"} - {"b"} & set(page.tags)
    assert not [name for name, value in page.attributes if name.startswith("on") or "javascript:" in value]
    assert page.tags.count("style") == 1
    text = (tmp_path / "e.html").read_text("utf-8")
    assert "\x00" not in text and "\ufffd" in text
    assert "\u202e" not in text.partition("<body>")[0]
    assert '<script>alert("x")</script>' in page.spots["text-1-1"].words


def test_hostile_direction_ends_with_the_words(project: Project, tmp_path: Path) -> None:
    """A quote and a line are blocks of their own direction; a name in a line of ours is isolated."""
    source = make_source(project, HOSTILE, "\u202eevil")
    segments.apply(project, source, span_of(HOSTILE, HOSTILE), codes.create(project, "\u202ecode"))

    write(project, tmp_path / "e.html")

    text = (tmp_path / "e.html").read_text("utf-8")
    for found in re.finditer("\u202e[a-z]+", text.partition("<body>")[2]):
        before = text.partition("<body>")[2][: found.start()]
        assert before.endswith("<bdi>") or before.rfind("dir=") > before.rfind("</"), before[-80:]


def test_only_the_chosen_claims_and_what_they_rest_on(study: Project, tmp_path: Path) -> None:
    wanted = reader_edition.claim_ids(study, ["3"])

    page = write(study, tmp_path / "e.html", claims=wanted)

    words = page.spots[""].words
    assert "Talk comes last" in words and "“Then we talked”" in words
    assert "Arriving is being let in" not in words and "sitting down" not in words


def test_texts_are_whole_or_around_the_words_or_not_there(study: Project, tmp_path: Path) -> None:
    claim = reader_edition.claim_ids(study, ["Talk comes"])

    quoted = write(study, tmp_path / "q.html", claims=claim, around=0)
    whole = write(study, tmp_path / "w.html", claims=claim, texts="whole")
    none = write(study, tmp_path / "n.html", claims=claim, texts="none")

    assert "Lines 1 to 3 are not shown." in quoted.spots["text-1"].words
    assert "did not judge" not in quoted.spots["text-1"].words
    assert "did not judge" in whole.spots["text-1"].words and "not shown" not in whole.spots["text-1"].words
    assert "text-1" not in none.spots and walking.broken(tmp_path) == []


def test_it_is_told_which_texts_are_not_recorded_as_anonymised(study: Project, tmp_path: Path) -> None:
    before = reader_edition.write(tmp_path / "a.html", study)
    processing.done(study, [1], "anonymised", on="2012-05-01")
    after = reader_edition.write(tmp_path / "b.html", study)

    assert (before.not_anonymised, after.not_anonymised) == (1, 0)
    assert "anonymised" in walking.read(tmp_path / "b.html").spots["text-1"].words


def test_an_edition_of_nothing_is_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(NothingToRead):
        reader_edition.write(tmp_path / "e.html", project)

    assert not (tmp_path / "e.html").exists()


@pytest.mark.parametrize("said", ["9", "Nobody", ""])
def test_a_claim_that_is_not_there_is_told(study: Project, said: str) -> None:
    with pytest.raises(NoSuchClaim):
        reader_edition.claim_ids(study, [said])


def test_in_german_it_says_so_and_speaks_german(study: Project, tmp_path: Path) -> None:
    page = write(study, tmp_path / "e.html", profile=GERMAN)

    words = page.spots[""].words
    assert ("lang", "de-DE") in page.attributes
    assert "Leseausgabe" in words and "Worauf sie beruht" in words and "Initiale Codes" in words
    assert "What" not in words and "Claim" not in words


def test_with_no_claim_chosen_nothing_goes_out_unasked(study: Project, tmp_path: Path) -> None:
    with pytest.raises(NothingToRead):
        reader_edition.write(tmp_path / "e.html", study, Choice(claims=()))
