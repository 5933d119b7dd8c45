"""Making and upgrading the schema. Alembic is imported only when an older file has to be upgraded."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, text

from qda.store import engine as engines
from qda.store import fulltext
from qda.store.keys import Key
from qda.store.models import Base
from qda.store.version import SCHEMA_VERSION

MIGRATIONS = Path(__file__).with_name("migrations")


def create_all(connection: Connection) -> None:
    """Make all tables of the present schema in an empty database."""
    Base.metadata.create_all(connection)
    fulltext.create(connection)
    # As Alembic itself would make it, so that importing Alembic can wait until there is something to upgrade.
    stamp = "version_num VARCHAR(32) NOT NULL,\nCONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)"
    connection.execute(text(f"CREATE TABLE alembic_version (\n{stamp}\n)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:now)"), {"now": f"{SCHEMA_VERSION:04d}"})
    engines.set_schema_version(connection, SCHEMA_VERSION)


def upgrade(path: Path, key: Key | None = None) -> Path:
    """Copy an older project beside itself, then bring it to the present schema; gives the copy's path."""
    from alembic import command
    from alembic.config import Config

    _application, version = engines.header(path, key)
    kept = path.with_name(f"{path.stem} (format {version}){path.suffix}")
    if not kept.exists():
        engines.copy(path, kept, key)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    writer = engines.connect(path, writable=True, key=key)
    try:
        with writer.connect() as connection:
            config.attributes["connection"] = connection
            with connection.begin():
                command.upgrade(config, "head")
                engines.set_schema_version(connection, SCHEMA_VERSION)
    finally:
        writer.dispose()
    return kept
