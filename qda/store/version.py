"""The version of the schema, for those who look at a file before SQLAlchemy is there."""

from __future__ import annotations

SCHEMA_VERSION = 4
