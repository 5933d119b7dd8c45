"""Alembic's entry: the caller brings the connection and the transaction."""

from __future__ import annotations

from alembic import context

from qda.store.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    # SQLite can alter little: tables are copied, with their constraints under the names of the convention.
    render_as_batch=True,
)
context.run_migrations()
