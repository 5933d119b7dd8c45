"""What every table stands on: names of constraints, foreign keys, rows with an id and a guid."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import Boolean, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Text, true
from sqlalchemy import text as sql
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def new_guid() -> str:
    """A client-made identity, for exchange and for retrying what may have been committed."""
    return str(uuid.uuid4())


class Base(DeclarativeBase):
    """Integer ids that are never used twice; plain column types only, so that a row is a JSON object."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {str: Text, int: Integer, bytes: LargeBinary, float: Float, bool: Boolean}  # noqa: RUF012


def table_args(*args: Any, **options: Any) -> Any:
    """Constraints of a table; ids are never handed out again, or undo could not put a deleted row back."""
    return (*args, {"sqlite_autoincrement": True, **options})


def ref(target: str, **options: Any) -> Any:
    """A foreign key checked at commit."""
    constraint = ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")
    return mapped_column(constraint, **options)


def few(name: str, column: str) -> Index:
    """An index of a column that is empty in most rows: those are left out, so that writing one touches a page less."""
    return Index(name, column, sqlite_where=sql(f"{column} IS NOT NULL"))


def since(default: str | bool) -> Any:
    """A column that a later format added: rows from before it hold the default, in the file and in the journal."""
    return mapped_column(default=default, server_default=true() if default is True else sql(f"'{default}'"))


class Row(Base):
    """What every journalled row has."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    guid: Mapped[str] = mapped_column(default=new_guid, unique=True)
