"""Translation of what the user reads: gettext in all layers, English until a catalogue is installed."""

from __future__ import annotations

import gettext
from pathlib import Path

_translations: gettext.NullTranslations = gettext.NullTranslations()


def install(catalogues: Path, language: str | None) -> None:
    """Use the catalogue of `language` under `catalogues`; English where there is none."""
    global _translations  # noqa: PLW0603 - one language for the whole process, as gettext itself has it
    languages = [language] if language else None
    _translations = gettext.translation("gerund", catalogues, languages=languages, fallback=True)


def _(text: str) -> str:
    """The text in the user's language."""
    return _translations.gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """`one` or `many` in the user's language, by count; the caller formats the number in."""
    return _translations.ngettext(one, many, count)


def N_(text: str) -> str:
    """Mark a text for translation where it must be kept in English: stored commands, class attributes."""
    return text
