"""From a stored map to a picture: nodes named and counted as they are today, lines as the study relates them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from qda.analysis.figures import map_counts
from qda.analysis.figures.map_proposals import Proposal
from qda.coding import categories, maps
from qda.coding import queries as coding
from qda.coding.categories import RelationRow
from qda.coding.maps import EdgeRow, MapRow, NodeRow
from qda.coding.queries import CodeRow
from qda.errors import NotFound
from qda.export.leaving import gate
from qda.export.leaving.files import replacing
from qda.export.maps import category_map
from qda.export.maps.category_map import MapEdge, MapGroup, MapNode, MapPicture, UnknownPictureFormat
from qda.export.maps.geometry import Rect
from qda.export.maps.looks import code_words, counted, depth, grown, legend, most_of
from qda.export.profiles import APA, Profile
from qda.export.texts import outline
from qda.i18n import N_, _
from qda.memos import queries as memos
from qda.names import name_key
from qda.progress import Progress
from qda.project.project import Project
from qda.study import queries as study

FORMATS = (".svg", ".png", ".pdf", ".docx", ".graphml")
"""What a map can be written as."""


class UnknownMapFormat(UnknownPictureFormat):
    """A map was asked for in a format that is not written."""

    hint = N_("Choose a name that ends in .svg, .png, .pdf, .docx or .graphml.")


def find(project: Project, name: str | None) -> int:
    """The map of this name, or the first. Raises NotFound."""
    known = maps.named(project)
    for map_id, title in known:
        if name is None or name_key(title) == name_key(name):
            return map_id
    if name is None:
        raise NotFound(_("This study has no map yet."))
    raise NotFound(_("There is no map called “{name}”.").format(name=name), tuple(title for _id, title in known))


def picture(
    project: Project, map_id: int, proposed: Sequence[Proposal] = (), profile: Profile | None = None
) -> MapPicture:
    """A map as it is drawn; `proposed` are lines that the data suggest, if they are to be seen.

    What the researcher did not word is in the profile's language, else in that of the window. Raises NotFound.
    """
    head = maps.head(project, map_id)
    rows, edges = maps.drawn(project, map_id)
    boxes = [row for row in rows if row.target != "group"]
    relations = {row.id: row for row in categories.relations(project)}
    faces = _Faces(project, head, boxes, profile)
    box_of = {row.target_id: row.id for row in boxes if row.target == "code"}
    lines = [_edge(edge, relations, profile) for edge in edges]
    lines += [
        MapEdge(box_of[each.one], box_of[each.other], str(each.count), "proposed")
        for each in proposed
        if each.one in box_of and each.other in box_of
    ]
    return MapPicture(
        title=head.name,
        nodes=[faces.node(row) for row in boxes],
        edges=lines,
        groups=[_group(row, boxes) for row in rows if row.target == "group"],
        legend=legend(head.size_by, head.color_by, faces.most, faces.counts.base, len(proposed), profile),
        description=head.description,
        language=profile.language if profile else "",
    )


def _edge(edge: EdgeRow, relations: dict[int, RelationRow], profile: Profile | None) -> MapEdge:
    relation = relations.get(edge.relation_id) if edge.relation_id is not None else None
    label = relation.type if relation else edge.label
    return MapEdge(
        from_id=edge.from_id,
        to_id=edge.to_id,
        label=profile.translated(label) if relation and profile else label,
        style="solid" if relation else "dotted",
        arrow="none" if relation and relation.symmetric else "end",
    )


def _group(row: NodeRow, boxes: Iterable[NodeRow]) -> MapGroup:
    members = tuple(box.id for box in boxes if box.group_id == row.id)
    return MapGroup(row.text, members, Rect(row.x, row.y, row.width, row.height), row.color)


class _Faces:
    """What stands in a box: the name and a line beneath it; its size and colour where they tell a count."""

    def __init__(self, project: Project, head: MapRow, boxes: Sequence[NodeRow], profile: Profile | None) -> None:
        self._profile = profile
        self._head = head
        self._codes: dict[int, CodeRow] = {row.id: row for row in coding.code_rows(project)}
        self.counts = map_counts.count(project)
        self._memos = {row.id: row for row in memos.memos(project)}
        self._cases = {case.id: case.name for unit in study.units(project) for case in unit.cases}
        shown = [row.target_id for row in boxes if row.target == "code" and row.target_id in self._codes]
        self.most = {kind: most_of(of[code] for code in shown if code) for kind, of in self.counts.of.items()}

    def _count(self, kind: str, code: int) -> int:
        return self.counts.of[kind][code]

    def node(self, row: NodeRow) -> MapNode:
        title, subtitle, kind, color = self._face(row)
        size, deep = 1.0, None
        code = row.target_id if row.target == "code" and row.target_id in self._codes else None
        if code is not None and self._head.size_by:
            size = grown(self._count(self._head.size_by, code), self.most[self._head.size_by])
        if code is not None and self._head.color_by:
            deep = depth(self._count(self._head.color_by, code), self.most[self._head.color_by])
        return MapNode(
            id=row.id,
            x=row.x,
            y=row.y,
            w=row.width * size,
            h=row.height * size,
            title=title,
            subtitle=subtitle,
            kind=kind,
            color=color,
            fill=row.color,
            depth=deep,
        )

    def _face(self, row: NodeRow) -> tuple[str, str, str, str]:
        if row.target == "code" and row.target_id in self._codes:
            code = self._codes[row.target_id]
            told = [(kind, self._count(kind, code.id)) for kind in counted(self._head.size_by, self._head.color_by)]
            return code.name, code_words(code.level, told, self._profile), code.level, code.shown_color
        if row.target == "memo" and row.target_id in self._memos:
            memo = self._memos[row.target_id]
            written = self._say(N_("memo, {day}")).format(day=outline.day(memo.created_at, self._profile or APA))
            return memo.shown_title, written, "memo", ""
        if row.target == "case" and row.target_id in self._cases:
            return self._cases[row.target_id], self._say(N_("case")), "case", ""
        return row.text or self._say(N_("(gone)")), "", "note", ""

    def _say(self, text: str) -> str:
        return _(text) if self._profile is None else self._profile.translated(text)


def write(
    path: Path,
    drawn: MapPicture,
    *,
    dpi: float | None = None,
    number: int = 1,
    profile: Profile = APA,
    progress: Progress | None = None,
) -> None:
    """Write a map as .svg, .png, .pdf, .docx or .graphml by the name's ending.

    PNG and Word have 300 dots to the inch unless told otherwise; in Word it is Figure `number`, with the words of the
    profile around it. Raises UnknownMapFormat, CannotWrite, Cancelled.
    """
    ending = path.suffix.lower()
    if ending not in FORMATS:
        raise UnknownMapFormat(path)
    gate.look(drawn)
    if ending == ".docx":
        from qda.export.maps import word as map_word

        map_word.write(path, drawn, dpi=dpi or 300, number=number, profile=profile, progress=progress)
    elif ending == ".graphml":
        from qda.export.maps.graphml import graphml

        with replacing(path) as draft:
            draft.write_text(graphml(drawn), "utf-8", newline="\n")
    else:
        category_map.save(path, drawn, dpi=dpi or 300, progress=progress)
