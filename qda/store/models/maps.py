"""Category maps: boxes, groups, arrows, and suggestions that were refused."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qda.store.models.base import Row, ref, since, table_args


class CategoryMap(Row):
    """A named drawing of categories, codes, memos, cases and notes."""

    __tablename__ = "category_map"
    __table_args__ = table_args(UniqueConstraint("name_key"))

    name: Mapped[str]
    name_key: Mapped[str]
    created_at: Mapped[int]
    description: Mapped[str] = since("")
    # What the boxes' sizes and colours tell: a kind of count, or nothing.
    size_by: Mapped[str] = since("")
    color_by: Mapped[str] = since("")


class MapNode(Row):
    """A box on a map: `target` is a table's name (code, memo, case), or `note` or `group` with its own text."""

    __tablename__ = "map_node"
    __table_args__ = table_args()

    map_id: Mapped[int] = ref("category_map", index=True)
    target: Mapped[str]
    target_id: Mapped[int | None]
    text: Mapped[str] = mapped_column(default="")
    x: Mapped[float]
    y: Mapped[float]
    width: Mapped[float]
    height: Mapped[float]
    # Placed by hand: an automatic layout leaves it where it is.
    placed: Mapped[bool] = since(True)
    color: Mapped[str] = since("")


class MapMember(Row):
    """A box of a map that belongs to a group on it."""

    __tablename__ = "map_member"
    __table_args__ = table_args(UniqueConstraint("node_id"))

    group_id: Mapped[int] = ref("map_node", index=True)
    node_id: Mapped[int] = ref("map_node")


class MapRefusal(Row):
    """A relation that the program proposed on a map, and that the researcher set aside."""

    __tablename__ = "map_refusal"
    __table_args__ = table_args(UniqueConstraint("map_id", "one_id", "other_id"))

    map_id: Mapped[int] = ref("category_map")
    one_id: Mapped[int] = ref("code", index=True)
    other_id: Mapped[int] = ref("code", index=True)


class MapEdge(Row):
    """A line on a map: a relation of the study, or a plain association (`relation_id` null) drawn here only."""

    __tablename__ = "map_edge"
    __table_args__ = table_args()

    map_id: Mapped[int] = ref("category_map", index=True)
    from_id: Mapped[int] = ref("map_node", index=True)
    to_id: Mapped[int] = ref("map_node", index=True)
    relation_id: Mapped[int | None] = ref("relation", index=True)
    label: Mapped[str] = mapped_column(default="")
