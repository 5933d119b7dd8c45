"""Questions asked of the data."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from qda.store.models.base import Row, table_args


class SavedQuery(Row):
    """A query of the query workspace under a name; `query` is its JSON form."""

    __tablename__ = "saved_query"
    __table_args__ = table_args(UniqueConstraint("name_key"))

    name: Mapped[str]
    name_key: Mapped[str]
    query: Mapped[str]
    created_at: Mapped[int]
