"""What carries no code: all texts at once, against a recount from unit to unit."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from qda.analysis.segments import coverage, ground, uncoded
from qda.coding import codes, segments
from qda.names import name_key
from qda.project.project import Project
from qda.sources import service as sources
from qda.store.models import Speaker
from qda.text import Span, turns
from tests.factories import make_source

HOSTILE = (
    "INT: \u00a0 Was it?\n\n\u2009\n Theresa:  She came \U0001f642 in.   \n \t\n"
    "INT: And?\nTheresa: Yes.\u3000\nNo. It was.",
    "",
    "\n\n  \n",
    "No label here.\n\n   \nAnd a second line, ünd more of it, said by nobody whom we know of at all in this study.\n",
    "Theresa: " + "long words follow one another here " * 12 + "\n" + " " * 60 + "\nINT: So?\n",
    "日本語。です。\nINT:\nTheresa: e\u0301.",
)
SPANS = ((0, 3, 9), (0, 1, 2), (0, 30, 44), (3, 14, 17), (3, 15, 30), (4, 100, 140), (4, 430, 440), (5, 0, 4))


@pytest.fixture
def studied(project: Project) -> Project:
    """Hostile texts, some of them coded here and there."""
    made = [make_source(project, text, name=f"Text {at}") for at, text in enumerate(HOSTILE)]
    sources.assign_speaker(project, made[0], "INT", interviewer=True)
    code = codes.create(project, "coming in")
    for text, start, end in SPANS:
        if end <= len(HOSTILE[text]):
            segments.apply(project, made[text], Span(start, end), code)
    return project


def _recounted(project: Project, here: ground.Ground) -> Iterator[tuple[int, int, int, int]]:
    """Source, start, end and speaker of each stretch, from one line unit to the next."""
    with project.read() as session:
        voices = {(each.source_id, each.label_key): each for each in session.query(Speaker)}
        for told in here.sources.values():
            text, starts = project.texts.text(session, told.text_sha), project.texts.units(session, told.units_sha)
            spoken = turns(project.texts.marks(session, told.marks_sha), told.length)
            places = here.by_source.get(told.id, range(0))
            spans = [(here.places[at].start, here.places[at].end) for at in places]
            coded = coverage.coded_units(text, starts, spans)
            open_at: list[int] | None = None
            for unit, (start, end) in enumerate(pairwise([*starts, told.length])):
                word = coverage._first_word(text, start)
                label = next((turn.label for turn in spoken if turn.start <= word < turn.end), None)
                voice = None if label is None else voices.get((told.id, name_key(label)))
                speaker = voice.id if voice else 0
                left = unit not in coded and not (voice and voice.interviewer)
                if open_at and not (left and open_at[2] == speaker):
                    yield from _trimmed(told.id, text, open_at)
                    open_at = None
                if left:
                    open_at = [open_at[0] if open_at else start, end, speaker]
            if open_at:
                yield from _trimmed(told.id, text, open_at)


def _trimmed(source: int, text: str, stretch: list[int]) -> Iterator[tuple[int, int, int, int]]:
    words = text[stretch[0] : stretch[1]]
    start = stretch[0] + len(words) - len(words.lstrip())
    if words.strip():
        yield source, start, start + len(words.strip()), stretch[2]


@pytest.mark.parametrize("at_once", [1, 1_000_000])
def test_what_carries_no_code_is_what_is_left_from_unit_to_unit(
    studied: Project, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr("qda.analysis.segments.bulk._TOGETHER", at_once)
    here = ground.load(studied)

    found = uncoded.with_uncoded(studied, here)

    places = [each for each in found.places if not each.segment]
    expected = list(_recounted(studied, here))
    assert [(each.source, each.start, each.end, each.speaker or 0) for each in places] == expected
    assert len(expected) == 6
