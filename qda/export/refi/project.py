"""A study's plain values as project.qde: elements in the order of the schema, no list without a member."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qda.export.refi.codebook import book, references
from qda.export.refi.positions import Layout, Places
from qda.export.refi.values import (
    CaseValue,
    CodingValue,
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
)
from qda.export.refi.xmltext import HEAD, Xml, colour, moment, wrapped

NAMESPACE = "urn:QDA-XML:project:1.0"
NAMED = 100
"""Characters of a quote that become the name of its selection, by which a reader can check how places are counted."""


def qde(study: StudyValue, layout: Layout, xml: Xml) -> Iterator[str]:
    """The whole of project.qde, in portions."""
    xml.place = ("study", study.name)
    yield HEAD + xml.start(
        "Project",
        [
            ("xmlns", NAMESPACE),
            ("name", study.name),
            ("origin", study.origin),
            ("creatingUserGUID", study.user),
            ("creationDateTime", moment(study.at)),
            ("modifiedDateTime", moment(study.changed)),
        ],
    ) + "\n"  # fmt: skip
    yield from wrapped(xml, "Users", (_user(each, xml) for each in study.users))
    yield from book(study.codes, xml)
    yield from wrapped(xml, "Variables", (_variable(each, xml) for each in study.variables))
    yield from wrapped(xml, "Cases", (_case(each, xml) for each in study.cases))
    yield from wrapped(xml, "Sources", _sources(study.sources, layout, xml))
    yield from wrapped(xml, "Notes", (_note(each, layout, xml) for each in study.own_notes))
    yield from wrapped(xml, "Links", (_link(each, xml) for each in study.links))
    yield from wrapped(xml, "Sets", (_set(each, xml) for each in study.sets))
    yield from wrapped(xml, "Graphs", (_graph(each, xml) for each in study.graphs))
    xml.place = ("study", study.name)
    yield xml.text("Description", study.description) + references(study.notes, xml) + "</Project>\n"


def _user(user: UserValue, xml: Xml) -> str:
    xml.place = ("coder", user.name)
    return xml.empty("User", [("guid", user.guid), ("name", user.name)]) + "\n"


def _variable(variable: VariableValue, xml: Xml) -> str:
    xml.place = ("attribute", variable.name)
    head = xml.start("Variable", [("guid", variable.guid), ("name", variable.name), ("typeOfVariable", variable.type)])
    return f"{head}{xml.text('Description', variable.description)}</Variable>\n"


def _held(values: Iterable[Held], xml: Xml) -> str:
    return "".join(
        xml.start("VariableValue")
        + xml.empty("VariableRef", [("targetGUID", held.variable)])
        + xml.text(f"{held.type}Value", held.value, always=True)
        + "</VariableValue>"
        for held in values
    )


def _case(case: CaseValue, xml: Xml) -> str:
    xml.place = ("case", case.name)
    parts = [
        xml.start("Case", [("guid", case.guid), ("name", case.name)]),
        xml.text("Description", case.description),
        _held(case.values, xml),
        *(xml.empty("SourceRef", [("targetGUID", source)]) for source in case.sources),
        *(xml.empty("SelectionRef", [("targetGUID", selection)]) for selection in case.selections),
        "</Case>\n",
    ]
    return "".join(parts)


# --- texts --------------------------------------------------------------------------------------------------


def _sources(sources: Iterable[SourceValue], layout: Layout, xml: Xml) -> Iterator[str]:
    for source in sources:
        xml.place = ("source", source.name)
        yield xml.start(
            "TextSource",
            [
                ("guid", source.guid),
                ("name", source.name),
                ("plainTextPath", f"internal://{source.guid}.txt"),
                ("creationDateTime", moment(source.at)),
            ],
        ) + xml.text("Description", source.description) + "\n"  # fmt: skip
        places = Places(source.text() if layout.doubles else "", layout)
        for selection in source.selections:
            yield _selection(selection, places, xml)
        yield references(source.notes, xml) + _held(source.values, xml) + "</TextSource>\n"


def _selection(selection: SelectionValue, places: Places, xml: Xml) -> str:
    by = min(selection.codings, key=_made, default=None)
    parts = [
        xml.start(
            "PlainTextSelection",
            [
                ("guid", selection.guid),
                ("name", selection.quote[:NAMED]),
                ("startPosition", str(places.at(selection.start))),
                ("endPosition", str(places.at(selection.end))),
                ("creatingUser", by.user if by else None),
                ("creationDateTime", moment(by.at) if by else None),
            ],
        ),
        *(_coding(coding, xml) for coding in selection.codings),
        references(selection.notes, xml),
        "</PlainTextSelection>\n",
    ]
    return "".join(parts)


def _made(coding: CodingValue) -> int:
    return coding.at or 0


def _coding(coding: CodingValue, xml: Xml) -> str:
    attributes = [("guid", coding.guid), ("creatingUser", coding.user), ("creationDateTime", moment(coding.at))]
    code = xml.empty("CodeRef", [("targetGUID", coding.code)])
    return f"{xml.start('Coding', attributes)}{code}{references(coding.notes, xml)}</Coding>"


def _note(note: NoteValue, layout: Layout, xml: Xml) -> str:
    xml.place = ("memo", note.name)
    head = xml.start(
        "Note",
        [
            ("guid", note.guid),
            ("name", note.name),
            ("creatingUser", note.user),
            ("creationDateTime", moment(note.at)),
            ("modifiedDateTime", moment(note.changed)),
        ],
    )
    # Whatever a reader of XML sees as a line end is one character, so CR LF never counts here.
    places = Places(note.text, Layout(layout.name, layout.words, wide=layout.wide))
    selections = "".join(_selection(each, places, xml) for each in note.selections)
    text = xml.text("PlainTextContent", note.text, always=True)
    return f"{head}{text}{selections}{references(note.notes, xml)}</Note>\n"


# --- what joins -----------------------------------------------------------------------------------------------


def _link(link: LinkValue, xml: Xml) -> str:
    xml.place = ("relation", link.name)
    head = xml.start(
        "Link",
        [
            ("guid", link.guid),
            ("name", link.name),
            ("direction", link.direction),
            ("originGUID", link.origin),
            ("targetGUID", link.target),
        ],
    )
    return f"{head}{references(link.notes, xml)}</Link>\n"


def _set(each: SetValue, xml: Xml) -> str:
    xml.place = ("set", each.name)
    parts = [
        xml.start("Set", [("guid", each.guid), ("name", each.name)]),
        xml.text("Description", each.description),
        *(xml.empty("MemberCode", [("targetGUID", code)]) for code in each.codes),
        *(xml.empty("MemberNote", [("targetGUID", note)]) for note in each.notes),
        "</Set>\n",
    ]
    return "".join(parts)


def _graph(graph: GraphValue, xml: Xml) -> str:
    xml.place = ("map", graph.name)
    parts = [xml.start("Graph", [("guid", graph.guid), ("name", graph.name)]), "\n"]
    for vertex in graph.vertices:
        corners = zip(("firstX", "firstY", "secondX", "secondY"), map(str, vertex.box), strict=True)
        own = [("guid", vertex.guid), ("representedGUID", vertex.stands_for), ("name", vertex.name), *corners]
        parts.append(xml.empty("Vertex", [*own, ("shape", vertex.shape), ("color", colour(vertex.color))]) + "\n")
    for edge in graph.edges:
        own = [("guid", edge.guid), ("representedGUID", edge.stands_for), ("name", edge.name)]
        ends = [("sourceVertex", edge.source), ("targetVertex", edge.target)]
        looks = [("direction", edge.direction), ("lineStyle", edge.line)]
        parts.append(xml.empty("Edge", [*own, *ends, *looks]) + "\n")
    return "".join([*parts, "</Graph>\n"])
