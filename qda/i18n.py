"""Translation of what the user reads: gettext in all layers, English until a catalogue is installed."""

from __future__ import annotations

import gettext
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

_translations: gettext.NullTranslations = gettext.NullTranslations()
_document: ContextVar[Mapping[str, str] | None] = ContextVar("document", default=None)
_thousands: ContextVar[str] = ContextVar("thousands", default=",")


def install(catalogues: Path, language: str | None) -> None:
    """Use the catalogue of `language` under `catalogues`; English where there is none."""
    global _translations  # noqa: PLW0603 - one language for the whole process, as gettext itself has it
    languages = [language] if language else None
    _translations = gettext.translation("gerund", catalogues, languages=languages, fallback=True)


@contextmanager
def speaking(texts: Mapping[str, str], thousands: str = ",") -> Iterator[None]:
    """Within, this thread tells in the words of a document (by their English), whatever language the window has.

    `thousands` is the mark that the document's numbers have at the thousands.
    """
    token, mark = _document.set(texts), _thousands.set(thousands)
    try:
        yield
    finally:
        _thousands.reset(mark)
        _document.reset(token)


def _(text: str) -> str:
    """The text in the user's language, or in that of the document that is being written."""
    texts = _document.get()
    return _translations.gettext(text) if texts is None else texts.get(text, text)


def ngettext(one: str, many: str, count: int) -> str:
    """`one` or `many` in the user's language, by count; the caller formats the number in."""
    texts = _document.get()
    if texts is None:
        return _translations.ngettext(one, many, count)
    told = one if count == 1 else many
    return texts.get(told, told)


def number(count: int) -> str:
    """A whole number as sentences tell it, with marks at the thousands: 40,000."""
    return f"{count:,}".replace(",", _thousands.get())


def N_(text: str) -> str:
    """Mark a text for translation where it must be kept in English: stored commands, class attributes."""
    return text
