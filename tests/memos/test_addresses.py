"""A quotation's address leads to its words whatever happens to them."""

from __future__ import annotations

import pytest

from qda.coding import codes, segments
from qda.memos import addresses, service
from qda.memos.service import Target
from qda.project.project import Project
from qda.text import Span
from tests.factories import make_source, span_of

WORDS = "She did not judge me."


@pytest.fixture
def source(project: Project) -> int:
    return make_source(project)


def quoting(project: Project, segment: int) -> tuple[int, str, str]:
    """A memo that quotes a segment: its id, its words, the guid in the address."""
    address = addresses.of(project, [segment])[segment]
    text = addresses.quotation(address)
    return service.begin(project, text, targets=[Target("segment", segment)]), text, address.guid


def test_a_quotation_carries_speaker_source_and_line(project: Project, source: int) -> None:
    segment = segments.hold(project, source, span_of(WORDS))

    quotation = addresses.quotation(addresses.of(project, [segment])[segment])

    quoted, told = quotation.split("\n")
    assert quoted == f"> “{WORDS}”"
    assert told.startswith("> — Theresa, [Interview, line 2](segment:")


def test_an_address_leads_to_its_segment(project: Project, source: int) -> None:
    segment = segments.hold(project, source, span_of(WORDS))
    _memo, text, guid = quoting(project, segment)

    found = addresses.resolve(project, guid)

    assert addresses.guids_in(text) == [guid]
    assert found is not None
    assert (found.segment_id, found.quote) == (segment, WORDS)


def test_it_survives_a_merge_of_codes_and_undo(project: Project, source: int) -> None:
    one, other = codes.create(project, "not being judged"), codes.create(project, "being seen")
    segments.apply(project, source, span_of(WORDS), one)
    segment = segments.hold(project, source, span_of(WORDS))
    _memo, _text, guid = quoting(project, segment)

    codes.merge(project, [one], into=other)
    merged = addresses.resolve(project, guid)
    project.undo()

    assert merged is not None
    assert addresses.resolve(project, guid) == merged


def test_it_survives_a_resized_coding_and_the_undo_of_it(project: Project, source: int) -> None:
    code = codes.create(project, "not being judged")
    coding = segments.apply(project, source, span_of(WORDS), code).coding_id
    segment = segments.hold(project, source, span_of(WORDS))
    memo, text, guid = quoting(project, segment)
    longer = span_of("She came in and sat down. She did not judge me.")

    segments.resize(project, coding, longer)
    moved = addresses.resolve(project, guid, memo_id=memo, text=text)
    project.undo()

    back = addresses.resolve(project, guid, memo_id=memo, text=text)
    assert moved is not None
    assert Span(moved.start, moved.end) == longer
    assert back is not None
    assert back.quote == WORDS


def test_it_survives_a_correction_of_the_text(project: Project, source: int) -> None:
    from qda.sources import editing
    from qda.sources.queries import opened

    segment = segments.hold(project, source, span_of(WORDS))
    _memo, _text, guid = quoting(project, segment)
    text = opened(project, source).text

    editing.replace_with(project, source, text.replace("How did it begin?", "How, if I may ask, did it begin?"))

    found = addresses.resolve(project, guid)
    assert found is not None
    assert opened(project, source).text[found.start : found.end] == WORDS


def test_an_address_of_nothing_leads_nowhere(project: Project, source: int) -> None:
    memo = service.begin(project, "> “Other words”\n> — [Interview, line 9](segment:0-0)")

    assert addresses.resolve(project, "0-0") is None
    assert addresses.resolve(project, "0-0", memo_id=memo, text="> “Other words”\n> — [x](segment:0-0)") is None
