"""What is derived from other rows and stands in no journal: kept in step by one function, on doing and on undoing."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from qda.store import fulltext
from qda.store.journal import Image, Key


def refresh(connection: Connection, images: Mapping[Key, Image]) -> None:
    """Bring up to date what hangs on these changed rows: the search index, of sources whose text is another now."""
    stale = {row_id for (table, row_id), image in images.items() if table == "source" and _text_changed(image)}
    fulltext.refresh(connection, sorted(stale))


def _text_changed(image: Image) -> bool:
    return image.before is None or image.after is None or "version_id" in image.after
