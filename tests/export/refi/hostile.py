"""Studies made up by hypothesis, as plain values, with texts that break careless writers."""

from __future__ import annotations

from hypothesis import strategies as st

from qda.export.refi.values import (
    CaseValue,
    CodeValue,
    CodingValue,
    EdgeValue,
    GraphValue,
    Held,
    LinkValue,
    NoteValue,
    SelectionValue,
    SetValue,
    SourceValue,
    StudyValue,
    UserValue,
    VariableValue,
    VertexValue,
)

WORDS = st.one_of(
    st.sampled_from(
        ["", "]]>", "<a&b>\"'", "\x00\x0b\x1f\ufffe", "😀 𝔘nd 𐍈", "שָׁלוֹם \u202e abc", "\ufeffmark", "a\r\nb\tc\rd"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)
GUID = st.uuids().map(str)
MOMENT = st.one_of(st.none(), st.integers(-(10**15), 10**15))
GUIDS = st.lists(GUID, max_size=2).map(tuple)
DIRECTION = st.sampled_from(["OneWay", "Associative", "Bidirectional"])

CODINGS = st.lists(
    st.builds(CodingValue, guid=GUID, code=GUID, user=st.none() | GUID, at=MOMENT, notes=GUIDS), max_size=2
).map(tuple)
HELD = st.one_of(
    st.builds(Held, GUID, st.just("Text"), WORDS),
    st.builds(Held, GUID, st.just("Integer"), st.integers().map(str)),
    st.builds(Held, GUID, st.just("Float"), st.decimals(allow_nan=False, allow_infinity=False, places=2).map(str)),
    st.builds(Held, GUID, st.just("Date"), st.dates().map(str)),
    st.builds(Held, GUID, st.just("Boolean"), st.sampled_from(["true", "false"])),
)
HELDS = st.lists(HELD, max_size=2).map(tuple)


@st.composite
def codes(draw: st.DrawFn) -> tuple[CodeValue, ...]:
    """A tree: each code lives under an earlier one, or at the top."""
    made: list[CodeValue] = []
    for _number in range(draw(st.integers(0, 4))):
        parents = [None, *(code.guid for code in made)]
        color = draw(st.sampled_from(["", "#AABBCC", "#abc", "teal", "#12345"]))
        made.append(CodeValue(draw(GUID), draw(st.sampled_from(parents)), draw(WORDS), color, draw(WORDS), draw(GUIDS)))
    return tuple(made)


@st.composite
def sources(draw: st.DrawFn) -> SourceValue:
    """A text with stretches of it."""
    text = draw(WORDS) + draw(st.sampled_from(["", "\n", "\n😀\n", "\r\n"])) + draw(WORDS)
    text = text.replace("\r\n", "\n")  # as texts are stored
    places = st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True).map(sorted)
    spans = draw(st.lists(places, max_size=3)) if text else []
    stretches = tuple(
        SelectionValue(draw(GUID), start, end, text[start:end], draw(CODINGS), draw(GUIDS)) for start, end in spans
    )
    guid, name, about = draw(GUID), draw(WORDS), draw(WORDS)
    return SourceValue(guid, name, lambda: text, stretches, about, draw(MOMENT), draw(GUIDS), draw(HELDS))


@st.composite
def graphs(draw: st.DrawFn) -> GraphValue:
    """A map with boxes and lines between them."""
    number = st.integers(-(10**6), 10**6)
    box = st.tuples(number, number, number, number)
    shape, line = st.sampled_from(["Person", "Note", "RoundedRectangle"]), st.sampled_from(["solid", "dotted"])
    vertex = st.builds(VertexValue, GUID, WORDS, st.none() | GUID, box, shape, st.sampled_from(["", "#123456", "red"]))
    edge = st.builds(EdgeValue, GUID, WORDS, st.none() | GUID, GUID, GUID, DIRECTION, line)
    return GraphValue(
        draw(GUID), draw(WORDS), tuple(draw(st.lists(vertex, max_size=2))), tuple(draw(st.lists(edge, max_size=2)))
    )


def some(of: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    """None to three."""
    return st.lists(of, max_size=3).map(tuple)


STUDIES = st.builds(
    StudyValue,
    name=WORDS,
    origin=WORDS,
    description=WORDS,
    user=st.none() | GUID,
    at=MOMENT,
    changed=MOMENT,
    users=some(st.builds(UserValue, GUID, WORDS)),
    codes=codes(),
    variables=some(st.builds(VariableValue, GUID, WORDS, st.sampled_from(["Text", "Date", "Float"]), WORDS)),
    cases=some(st.builds(CaseValue, GUID, WORDS, WORDS, HELDS, GUIDS, GUIDS)),
    sources=some(sources()),
    own_notes=some(st.builds(NoteValue, GUID, WORDS, WORDS, st.none() | GUID, MOMENT, MOMENT, notes=GUIDS)),
    links=some(st.builds(LinkValue, GUID, WORDS, GUID, GUID, DIRECTION, GUIDS)),
    sets=some(st.builds(SetValue, GUID, WORDS, WORDS, GUIDS, GUIDS)),
    graphs=some(graphs()),
    notes=GUIDS,
)
