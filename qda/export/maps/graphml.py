"""A map as GraphML (graphml.graphdrawing.org): what stands on it and how it relates, for programs that draw graphs."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from qda.export.characters import legal
from qda.export.maps.category_map import MapPicture, placed

_NODE_KEYS = (
    ("label", "string"), ("kind", "string"), ("note", "string"), ("group", "string"), ("color", "string"),
    ("x", "double"), ("y", "double"), ("width", "double"), ("height", "double"),
)  # fmt: skip
_EDGE_KEYS = (("label", "string"), ("line", "string"), ("direction", "string"))


def graphml(picture: MapPicture) -> str:
    """The nodes with their places (pixels at 96 to the inch, y downwards) and the relations as directed edges.

    `group` is the title of the frame that holds a node; `line` is solid for a relation of the study, dotted for a
    line of the map alone, proposed for what the data suggest; `direction` is one way or none.
    """
    keys = [_key("node", *key) for key in _NODE_KEYS] + [_key("edge", *key) for key in _EDGE_KEYS]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
            *keys,
            f'<graph id={_attribute(picture.title)} edgedefault="directed">',
            *_nodes(picture),
            *_edges(picture),
            "</graph>",
            "</graphml>",
            "",
        ]
    )


def _key(owner: str, name: str, kind: str) -> str:
    return f'<key id="{owner}.{name}" for="{owner}" attr.name="{name}" attr.type="{kind}"/>'


def _nodes(picture: MapPicture) -> Iterator[str]:
    rects = placed(picture)
    group_of = {member: group.title for group in picture.groups for member in group.members}
    for node in picture.nodes:
        rect = rects[node.id]
        told = {
            "label": node.title, "kind": node.kind, "note": node.subtitle, "group": group_of.get(node.id, ""),
            "color": node.fill or node.color, "x": f"{rect.x:.2f}", "y": f"{rect.y:.2f}",
            "width": f"{rect.w:.2f}", "height": f"{rect.h:.2f}",
        }  # fmt: skip
        yield f'<node id="n{node.id}">{_data("node", told)}</node>'


def _edges(picture: MapPicture) -> Iterator[str]:
    for number, edge in enumerate(picture.edges):
        # Not every program reads directed and undirected edges in one graph, so it is said in words.
        one_way = edge.arrow == "end" and edge.style != "proposed"
        ends = f'source="n{edge.from_id}" target="n{edge.to_id}"'
        told = {"label": edge.label, "line": edge.style, "direction": "one way" if one_way else "none"}
        yield f'<edge id="e{number}" {ends}>{_data("edge", told)}</edge>'


def _data(owner: str, told: dict[str, str]) -> str:
    return "".join(f'<data key="{owner}.{name}">{escape(legal(text))}</data>' for name, text in told.items() if text)


def _attribute(text: str) -> str:
    return quoteattr(legal(text))
