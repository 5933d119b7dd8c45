"""Studies in a project, made by the services: one with something of everything, one with words that break writers."""

from __future__ import annotations

from qda.coding import codes, focused, maps, properties, relations, segments
from qda.memos import service as memos
from qda.memos.service import Target
from qda.project.project import Project
from qda.sources import service as sources
from qda.study import attributes
from qda.study import service as study
from qda.text import Span
from tests.factories import make_case, make_source, span_of

HOSTILE = (
    "]]>",
    "a\x01b\x02",
    "<b>&amp;\"'",
    "שָׁלוֹם \u202etxet",
    "😀𐍈",
    "\ufffe\uffff",
    "x" * 400,
    "Gerund: level theme",
)


def fill(project: Project) -> None:
    """Something of everything that the standard can carry."""
    study.describe(project, title="Success ]]> & more", context="One Trust", description="Words.\nContext:\nmore")
    study.set_questions(project, ["What is success?", "Whose?"])
    unit, case = make_case(project)
    theresa = study.create_participant(project, "Theresa", role="parent", case_ids=(case,))
    source = make_source(project)
    sources.move(project, [source], case_id=case)
    sources.describe(project, [source], kind="interview", date="2010-07")
    sources.set_participants(project, source, [theresa])
    sources.assign_speaker(project, source, "Theresa", participant_id=theresa)
    other = study.create_case(project, unit, "Paul")
    sources.assign_passage(project, source, span_of("came in"), [other])
    age = attributes.create(project, "Age", "number")
    attributes.set_value(project, age, "participant", [theresa], "41")
    calm, quiet = codes.create(project, "calming"), codes.create(project, "quietening ]]>", color="#336699")
    success = codes.create(project, "success", level="category")
    codes.define(project, success, definition="It went well.", include_when="Somebody says so.")
    first = segments.apply(project, source, span_of("sat down"), quiet)
    segments.apply(project, source, span_of("did not judge me"), calm)
    codes.merge(project, [quiet], into=calm)
    focused.cluster(project, [calm], success)
    pace = properties.add_property(project, success, "pace", dimensions=[("slow", "fast")])
    properties.attach(project, pace, [first.segment_id], place=0.25)
    relation = relations.relate(project, calm, "leads to", success, note="Seen twice.")
    drawing = maps.create(project, "The Board", description="How it holds together.")
    boxes = [maps.place(project, drawing, "code", code, (0, 0, 210.4, 52)) for code in (calm, success)]
    maps.join(project, drawing, *boxes, relation_id=relation)
    held = segments.hold(project, source, span_of("And then"))
    on = [("segment", held), ("code", calm), ("source", source), ("case", case), ("study", 1), ("relation", relation)]
    on += [("property", pace), ("category_map", drawing), ("participant", theresa)]
    memo = memos.begin(project, "A thought 😀", title="Calm", targets=[Target(kind, row) for kind, row in on])
    memos.tag(project, memo, ["method"])
    memos.attach(project, memos.begin(project, "Untitled words"), Target("memo", memo))


def fill_with_hostile_words(project: Project) -> None:
    """Names and texts of all kinds that are hard to write as XML."""
    for number, words in enumerate(HOSTILE):
        source = make_source(project, f"{words}\nmore {words}", f"Source {words} {number}")
        code = codes.create(project, words)
        codes.define(project, code, definition=words, example=words)
        segments.apply(project, source, Span(0, len(words)), code)
        memo = memos.begin(project, words, title=words, targets=[Target("source", source)])
        memos.tag(project, memo, [words])
        unit = study.create_unit(project, words)
        study.create_case(project, unit, words, words)
        attribute = attributes.create(project, words)
        attributes.set_value(project, attribute, "source", [source], words)
