"""From a stored map to a picture: nodes named and counted as they are today, lines as the study relates them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from qda.analysis import retrieval
from qda.coding import categories, maps
from qda.coding import queries as coding
from qda.coding.queries import CodeRow
from qda.errors import NotFound
from qda.export.category_map import MapEdge, MapNode, MapPicture, save
from qda.i18n import _, ngettext
from qda.memos import queries as memos
from qda.names import name_key
from qda.project.project import Project
from qda.study import queries as study


def find(project: Project, name: str | None) -> int:
    """The map of this name, or the first. Raises NotFound."""
    known = maps.named(project)
    for map_id, title in known:
        if name is None or name_key(title) == name_key(name):
            return map_id
    if name is None:
        raise NotFound(_("This study has no map yet."))
    raise NotFound(_("There is no map called “{name}”.").format(name=name), tuple(title for _id, title in known))


def picture(project: Project, map_id: int) -> MapPicture:
    """A map as it is drawn. Raises NotFound."""
    nodes, edges = maps.drawn(project, map_id)
    title = dict(maps.named(project))[map_id]
    relations = {row.id: row for row in categories.relations(project)}
    faces = _Faces(project)
    drawn = []
    for edge in edges:
        relation = relations.get(edge.relation_id) if edge.relation_id is not None else None
        drawn.append(
            MapEdge(
                from_id=edge.from_id,
                to_id=edge.to_id,
                label=relation.type if relation else edge.label,
                style="solid" if relation else "dotted",
                arrow="none" if relation and relation.symmetric else "end",
            )
        )
    return MapPicture(title=title, nodes=[faces.node(node) for node in nodes], edges=drawn)


class _Faces:
    """What stands in a box: the name and a line beneath it."""

    def __init__(self, project: Project) -> None:
        self._codes: dict[int, CodeRow] = {row.id: row for row in coding.code_rows(project)}
        self._counts = retrieval.count_subtrees(retrieval.facts(project), retrieval.parents(project))
        self._memos = {row.id: row for row in memos.memos(project)}
        self._cases = {case.id: case.name for unit in study.units(project) for case in unit.cases}

    def node(self, row: maps.NodeRow) -> MapNode:
        title, subtitle, kind, color = self._face(row)
        return MapNode(
            id=row.id,
            x=row.x,
            y=row.y,
            w=row.width,
            h=row.height,
            title=title,
            subtitle=subtitle,
            kind=kind,
            color=color,
        )

    def _face(self, row: maps.NodeRow) -> tuple[str, str, str, str]:
        if row.target == "code" and row.target_id in self._codes:
            code = self._codes[row.target_id]
            count = len(self._counts[code.id].segments)
            return (
                code.name,
                ngettext("{level} · {count} segment", "{level} · {count} segments", count).format(
                    level=_(code.level), count=count
                ),
                code.level,
                code.shown_color,
            )
        if row.target == "memo" and row.target_id in self._memos:
            memo = self._memos[row.target_id]
            day = datetime.fromtimestamp(memo.created_at / 1000, UTC)
            return memo.shown_title, _("memo, {day} {month:%B %Y}").format(day=day.day, month=day), "memo", ""
        if row.target == "case" and row.target_id in self._cases:
            return self._cases[row.target_id], _("case"), "case", ""
        return row.text or _("(gone)"), "", "note", ""


def write(path: Path, drawn: MapPicture) -> None:
    """Write a map as .svg, .png or .pdf. Raises CannotWrite."""
    save(path, drawn)
