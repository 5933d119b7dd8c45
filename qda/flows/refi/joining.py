"""What joins the things of a file: notes become memos; links, sets and graphs relations, tags, memos and maps."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from qda.flows.refi import tags
from qda.flows.refi.carried import (
    AttributeIn,
    CodeIn,
    EdgeIn,
    EvidenceIn,
    MapIn,
    MembershipIn,
    MemoIn,
    NodeIn,
    PropertyIn,
    RelationIn,
    Target,
    ValueIn,
)
from qda.flows.refi.elements import moment
from qda.flows.refi.gathering import Gathering
from qda.flows.refi.positions import RawText
from qda.flows.refi.raw import RawGraph, RawLink, RawSet, RawSource, RawVertex
from qda.flows.refi.texts import words_of
from qda.i18n import N_, _

_JOINED = N_("is associated with")
"""The kind of a relation whose link has no name."""
_FARTHEST = 100_000
_BOX = (120, 40)  # of a vertex that does not say how large it is
_SPACED = frozenset({"source", "code", "segment", "case", "participant", "unit", "memo"})
_ON_MAPS = frozenset({"code", "memo", "case"})


class Joining:
    """Goes on with a study whose codes, cases and texts have been gathered."""

    def __init__(self, gathering: Gathering) -> None:
        self._of = gathering
        self._raw, self._study, self._report = gathering.raw, gathering.study, gathering.report
        self._texts: dict[str, str] = {}  # of carrying notes, by guid
        self._links_of: dict[str, str] = {}  # the description of a map by its guid
        self._own_tags: dict[str, tuple[str, ...]] = {}  # notes by the name of their set
        self._colors = {code.guid: code.color for code in self._raw.codes}

    def notes_first(self) -> None:
        """Read those notes that others need: first codes, before codings are made."""
        for note in self._raw.notes:
            self._of.what.setdefault(note.guid, ("memo", note.guid))
        firsts = set(self._of.members("first codes"))
        living = {tags.first_code_note(code.guid): code.guid for code in self._raw.codes}
        names = {code.name: code.guid for code in self._raw.codes}
        for note in self._raw.notes:
            if note.guid not in firsts:
                continue
            key = living.get(note.guid)
            if key is None:
                key = note.guid
                self._study.codes.append(self._retired(note, names))
                self._of.what[note.guid] = ("code", note.guid)
            self._of.first_notes[note.guid] = key
            for hung in note.notes:
                self._of.hung[hung].append(("code", key))

    def _retired(self, note: RawSource, names: dict[str, str]) -> CodeIn:
        about = tags.parts_of(note.content or "", tags.FIRST)
        parts = tags.parts_of(about[""], tags.CODE)
        level = about.get("Level:", "")
        return CodeIn(
            key=note.guid,
            name=note.name,
            level=level if level in ("focused", "category", "theme") else "initial",
            definition=parts[""],
            include_when=parts.get("Include when:", ""),
            exclude_when=parts.get("Exclude when:", ""),
            example=parts.get("Example:", ""),
            retired=True,
            merged_into=names.get(about.get("Merged into:", "")),
        )

    def join(self) -> None:
        """Everything else."""
        self._carrying_notes()
        self._links()
        self._sets()
        self._memos()
        self._graphs()

    # --- notes --------------------------------------------------------------------------------------------------------

    def _carrying_notes(self) -> None:
        properties = set(self._of.members("properties"))
        detached = set(self._of.members("detached segments"))
        for note in self._raw.notes:
            if note.guid in properties:
                self._property(note)
            elif note.guid in detached:
                self._detached(note)
            elif note.guid in self._of.not_memos:
                self._texts[note.guid] = note.content or ""

    def _property(self, note: RawSource) -> None:
        owners = [key for kind, key in self._of.hung.pop(note.guid, []) if kind == "code"]
        if not owners:
            self._report.lost(_("A property belongs to no category."), note.name)
            return
        parts = tags.parts_of(note.content or "", tags.PROPERTY)
        ranges = [line.partition(" … ") for line in parts.get("Dimensions:", "").split("\n") if line]
        poles = tuple((low, high) for low, _between, high in ranges)
        self._study.properties.append(PropertyIn(note.guid, owners[0], note.name, parts[""], poles))
        self._of.what[note.guid] = ("property", note.guid)
        for hung in note.notes:
            self._of.hung[hung].append(("property", note.guid))

    def _detached(self, note: RawSource) -> None:
        """Words that are gone from their text: a memo on the source and on the codes they carried."""
        codes = [("code", coding.code) for selection in note.selections for coding in selection.codings]
        on = [*self._of.hung.pop(note.guid, []), *dict.fromkeys(codes)]
        for selection in note.selections:
            self._of.what.pop(selection.guid, None)
        self._study.memos.append(MemoIn(note.guid, note.name, note.content or "", targets=tuple(on)))
        self._report.carried(
            _("Words that were gone from their text are a memo on the source and their codes."), note.name
        )

    def _memos(self) -> None:
        kinds, stages = self._of.tagged_as("memo kind "), self._of.tagged_as("memo stage ")
        untitled = set(self._of.members("memo untitled"))
        labels: defaultdict[str, list[str]] = defaultdict(list)
        for tag, members in self._of.tagged.items():
            if tag.startswith("memo tag "):
                for each, _since in members:
                    labels[each].append(tag.removeprefix("memo tag "))
        for name, members_ in self._own_tags.items():
            for each in members_:
                labels[each].append(name)
        for note in self._raw.notes:
            for hung in note.notes:
                if note.guid not in self._of.not_memos:
                    self._of.hung[hung].append(("memo", note.guid))
        for note in self._raw.notes:
            if note.guid in self._of.not_memos:
                continue
            on = tuple(dict.fromkeys(target for target in self._of.hung[note.guid] if target != ("memo", note.guid)))
            self._study.memos.append(
                MemoIn(
                    key=note.guid,
                    title="" if note.guid in untitled else note.name,
                    text=self._memo_text(note),
                    kind=kinds.get(note.guid, _kind(on)),
                    stage=stages.get(note.guid, "early"),
                    coder=note.user or self._raw.user,
                    at=note.at,
                    changed=note.changed,
                    tags=tuple(labels[note.guid]),
                    targets=on,
                )
            )
        known = {note.guid for note in self._raw.notes}
        for gone in sorted(self._of.hung.keys() - known):
            self._report.lost(_("A note that something refers to is not in the file."), gone)

    def _memo_text(self, note: RawSource) -> str:
        words = words_of(note, self._of.archive, self._report)
        if words is None and (note.plain_path or note.rich_path):
            self._report.lost(_("The text of a note is not in the file."), note.name)
        if self._of.ours:
            return words or ""
        for _selection in note.selections:
            self._report.lost(_("Memos are not coded here; a selection in a note was left out."), note.name)
        for _coding in note.codings:
            self._report.lost(_("Memos are not coded here; a code on a note was left out."), note.name)
        parts = [RawText(words or "").text, note.description]
        return "\n\n".join(part for part in parts if part.strip())

    # --- links --------------------------------------------------------------------------------------------------------

    def _links(self) -> None:
        for link in self._raw.links:
            origin, target = self._of.what.get(link.origin), self._of.what.get(link.target)
            if link.origin in self._texts and link.name == "description":
                self._links_of[link.target] = self._texts[link.origin]
            elif origin is None or target is None:
                if self._graph_memo(link):
                    continue
                self._report.lost(_("A link leads to what was not imported."), link.name)
            elif self._of.ours and self._own_link(link, origin, target):
                continue
            elif origin[0] == target[0] == "code":
                self._relation(link, origin[1], target[1])
            else:
                self._other_link(link, origin, target)

    def _graph_memo(self, link: RawLink) -> bool:
        """A memo on a map, which is none of the things that are known by now."""
        graphs = {graph.guid for graph in self._raw.graphs}
        for note, drawing in ((link.origin, link.target), (link.target, link.origin)):
            if drawing in graphs and self._of.what.get(note, ("", ""))[0] == "memo":
                self._of.hung[note].append(("category_map", drawing))
                return True
        return False

    def _own_link(self, link: RawLink, origin: Target, target: Target) -> bool:
        if link.name == "belongs to" and origin[0] == "participant" and target[0] == "case":
            self._study.participants = [
                replace(person, cases=(*person.cases, (target[1], link.guid))) if person.key == origin[1] else person
                for person in self._study.participants
            ]
            return True
        if origin[0] == "segment" and target[0] == "property":
            self._evidence(link, origin[1], target[1])
            return True
        return False

    def _evidence(self, link: RawLink, segment: str, owner: str) -> None:
        poles = next(each.dimensions for each in self._study.properties if each.key == owner)
        dimension = next((pole for pole in poles if link.name.endswith(f" from {pole[0]} to {pole[1]}")), None)
        found = re.match(r"shows ([-+.0-9e]+)", link.name)
        try:
            place = float(found.group(1)) if found is not None else None
        except ValueError:
            place = None
        if place is not None and not 0 <= place <= 1:  # from pole to pole
            self._report.lost(_("A place on a dimension lies beyond its poles and was left out."), link.name)
            place = None
        self._study.evidence.append(EvidenceIn(link.guid, owner, segment, dimension, place))

    def _relation(self, link: RawLink, origin: str, target: str) -> None:
        if origin == target:
            self._report.lost(_("A code can't be related to itself."), link.name)
            return
        notes = [self._texts[note] for note in link.notes if note in self._texts]
        for note in link.notes:
            if note not in self._texts:
                self._of.hung[note].append(("relation", link.guid))
        both = link.direction != "OneWay"
        name = link.name.strip() or _(_JOINED)
        self._of.what.setdefault(link.guid, ("relation", link.guid))
        self._study.relations.append(RelationIn(link.guid, origin, target, name, both, "\n\n".join(notes)))

    def _other_link(self, link: RawLink, origin: Target, target: Target) -> None:
        for note in link.notes:
            self._of.hung[note] += [origin, target]
        if "memo" in (origin[0], target[0]):
            memo, other = (origin, target) if origin[0] == "memo" else (target, origin)
            self._of.hung[memo[1]].append(other)
            return
        if origin[0] not in _SPACED or target[0] not in _SPACED:
            self._report.lost(_("A link leads to what was not imported."), link.name)
            return
        title = link.name.strip() or _("Link")
        self._study.memos.append(MemoIn(tags.derived("link", link.guid), title, "", targets=(origin, target)))
        self._report.carried(_("A link between things that are no codes became a memo on both."), title)

    # --- sets ---------------------------------------------------------------------------------------------------------

    def _sets(self) -> None:
        self._own_sets()
        attributes: dict[str, str] = {}
        for each in self._raw.sets:
            if tags.tag_of(each.description)[0]:
                continue
            if not (each.codes or each.sources or each.notes):
                self._report.lost(_("A set without members was left out."), each.name)
            if each.codes:
                self._set_of_codes(each)
            elif each.description and (each.sources or each.notes):
                self._report.lost(_("The description of a set has no place here."), f"{each.name}: {each.description}")
            if each.sources:
                self._set_of_sources(each, attributes)
            if each.notes:
                self._own_tags[each.name.strip() or _("Set")] = each.notes
                self._report.carried(_("A set of notes became a tag of memos."), each.name)

    def _own_sets(self) -> None:
        for tag, members in self._of.tagged.items():
            if tag.startswith("gathered under "):
                group = tag.removeprefix("gathered under ").strip()
                for member, since in members:
                    self._study.memberships.append(MembershipIn(member, group, moment(since)))

    def _set_of_codes(self, each: RawSet) -> None:
        on = tuple(("code", code) for code in each.codes if self._of.what.get(code) == ("code", code))
        names = self._of.code_names  # but not those of codes that were merged into others
        listed = "\n".join(f"- {names[code]}" for _kind, code in on if code in names)
        told = "\n\n".join(part for part in (each.description, listed) if part)
        self._study.memos.append(MemoIn(tags.derived("set", each.guid), each.name, told, kind="code", targets=on))
        self._report.carried(_("A set of codes became a memo that hangs on each of them."), each.name)

    def _set_of_sources(self, each: RawSet, attributes: dict[str, str]) -> None:
        """“gender: male” is a value of an attribute, as ATLAS.ti writes them; any other set is a yes."""
        name, colon, value = (part.strip() for part in each.name.partition(":"))
        if not (colon and name and value):
            name, value = each.name.strip() or _("Set"), _("yes")
        if name not in attributes:
            attributes[name] = f"set {each.guid}"
            self._study.attributes.append(AttributeIn(attributes[name], name))
        for source in each.sources:
            if self._of.what.get(source) == ("source", source):
                self._study.values.append(ValueIn(attributes[name], ("source", source), value))
        self._report.carried(_("A set of sources became an attribute of theirs."), each.name)

    # --- maps ---------------------------------------------------------------------------------------------------------

    def _graphs(self) -> None:
        related = {(each.origin, each.target): each.key for each in self._study.relations}
        for graph in self._raw.graphs:
            nodes = tuple(self._node(vertex, graph) for vertex in graph.vertices)
            stands = {node.key: node.target for node in nodes}
            edges = []
            for edge in graph.edges:
                if edge.source not in stands or edge.target not in stands:
                    self._report.lost(_("A line of a map ends at no box."), f"{graph.name}: {edge.name}")
                    continue
                relation = edge.stands_for if self._of.what.get(edge.stands_for, ("",))[0] == "relation" else None
                if relation is None and not self._of.ours:
                    relation = related.get((stands[edge.source][1], stands[edge.target][1]))
                label = "" if relation is not None else edge.name
                edges.append(EdgeIn(edge.source, edge.target, relation, label, edge.guid))
            told = self._links_of.get(graph.guid, "")
            self._study.maps.append(MapIn(graph.guid, graph.name, told, nodes, tuple(edges)))

    def _node(self, vertex: RawVertex, graph: RawGraph) -> NodeIn:
        (x, y), second = vertex.first, vertex.second
        x, y = _near(x), _near(y)
        right, bottom = map(_near, second) if second is not None else (x + _BOX[0], y + _BOX[1])
        box = (min(x, right), min(y, bottom), max(abs(right - x), 8), max(abs(bottom - y), 8))
        target = self._of.what.get(vertex.stands_for, ("", ""))
        text = ""
        if target[0] not in _ON_MAPS:
            if vertex.stands_for:
                self._report.carried(
                    _("A box of a map that stands for no code, memo or case is a note."), f"{graph.name}: {vertex.name}"
                )
            frame = self._of.ours and vertex.shape == "Rectangle" and not vertex.stands_for
            target, text = ("group" if frame else "note", ""), vertex.name
        color = vertex.color if not self._of.ours or self._own_color(vertex, target) else ""
        return NodeIn(vertex.guid, target, text, tuple(map(float, box)), color)  # type: ignore[arg-type]  # four numbers

    def _own_color(self, vertex: RawVertex, target: Target) -> bool:
        """True if a box has another colour than the code that it stands for."""
        return vertex.color != self._colors.get(target[1], "")


def _near(place: int) -> int:
    """A place on a map to which one can still scroll."""
    return max(-_FARTHEST, min(_FARTHEST, place))


def _kind(on: tuple[Target, ...]) -> str:
    kinds = {kind for kind, _key in on}
    if kinds == {"code"}:
        return "code"
    return "case" if kinds and kinds <= {"case", "unit", "participant"} else "initial"
