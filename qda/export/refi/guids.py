"""Identities in an exchange file: those of the study's own rows, and derived ones that are the same at each export."""

from __future__ import annotations

import re
import uuid

_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_OURS = uuid.uuid5(uuid.NAMESPACE_URL, "https://gerund.invalid/refi-qda")


def derived(*parts: str) -> str:
    """A guid for what is no row of its own, worked out from what it belongs to."""
    return str(uuid.uuid5(_OURS, "\x1f".join(parts)))


def normal(raw: str) -> str:
    """A guid as the schema wants it: lower case, without braces; anything else is derived from what stands there."""
    plain = raw.strip().strip("{}").lower()
    return plain if _GUID.fullmatch(plain) else derived("not a guid", raw)


class Guids:
    """Hands out guids so that no two objects share one: some programs gave the same to a case and a coding."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, kind: str, raw: str) -> str:
        """The guid of an object that others refer to, kept free from now on."""
        guid = self.free(kind, raw)
        self._taken.add(guid)
        return guid

    def free(self, kind: str, raw: str) -> str:
        """The guid of one of many objects of a kind, which differ among themselves already."""
        guid = normal(raw)
        while guid in self._taken:
            guid = derived(kind, guid)
        return guid
