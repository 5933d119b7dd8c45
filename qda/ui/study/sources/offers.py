"""What has been used before, offered where it can be used again."""

from __future__ import annotations

from qda.ui.study.contents import Contents


class Offers:
    """Names and words that the study holds already."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents

    def _used(self, field: str) -> list[str]:
        return sorted({getattr(row, field) for row in self._contents.sources if getattr(row, field)}, key=str.casefold)

    def kinds(self) -> list[str]:
        """The usual kinds of source, and those that were typed."""
        from qda.sources.service import KINDS

        return list(dict.fromkeys([*KINDS, *self._used("kind")]))

    def perspectives(self) -> list[str]:
        """The perspectives that were typed."""
        return self._used("perspective")

    def units(self) -> list[str]:
        """The names of the units."""
        return [unit.name for unit in self._contents.units]

    def cases(self) -> list[str]:
        """The names of the cases."""
        return list(self._contents.case_names().values())

    def people(self) -> list[str]:
        """The pseudonyms of the participants."""
        return [person.name for person in self._contents.people]
