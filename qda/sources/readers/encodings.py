"""From bytes to text: byte-order mark, strict UTF-8, then a guess that is told and can be changed."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from qda.i18n import _, ngettext
from qda.sources.readers.problems import UnknownEncoding, UnknownFormat, WrongEncoding

# Offered in the import preview, the likeliest first.
CHOICES = (
    "utf-8",
    "cp1252",
    "utf-16",
    "mac_roman",
    "iso-8859-15",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp437",
    "cp850",
    "koi8-r",
    "shift_jis",
    "euc-jp",
    "gb18030",
    "big5",
    "euc-kr",
)

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x1B)])
_SAMPLE = 1 << 16
_HALF = re.compile("[\ud800-\udfff]")
"""Half of a character, which UTF-7 and some codecs of Python's let pass; no text can be stored with one."""
# What writers of Latin letters use above ASCII, by encoding: all of it, and what they use most. Its share tells
# encodings apart where chardet has little to go by: an interview may have three umlauts and a dash. The first of
# equals wins.
_MARKS = "“”‘’„‚«»–—…•€£§°\u00a0"
_WESTERN = (
    frozenset("äöüÄÖÜßéèêëàâçîïôûùœæåøñáíóúìòãõ¿¡ÉÈÀÇÅÆØÑ" + _MARKS),
    frozenset("äöüÄÖÜßéèêëàâçîïôùæåøñáíóúìòã¿¡ÉÈÀÇÅØÑ" + _MARKS),
)
_CENTRAL = (
    frozenset("áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽąćęłńóśźżĄĆĘŁŃÓŚŹŻőűŐŰäöüÄÖÜßľĺŕôăâîșțşţ" + _MARKS),
    frozenset("áčéěířšýžůąćęłńóśżőűăâîşţ" + _MARKS),
)
_TURKISH = (frozenset("çğıöşüÇĞİÖŞÜâîû" + _MARKS), frozenset("çğıöşü" + _MARKS))
_LATIN = {
    "cp1252": _WESTERN,
    "mac_roman": _WESTERN,
    "cp850": _WESTERN,
    "cp1250": _CENTRAL,
    "iso8859-2": _CENTRAL,
    "cp1254": _TURKISH,
}


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str, list[str]]:
    """(text, encoding used, notes for the report); `name` is the file's, for the sentence when it fails.

    With `encoding` the bytes must fit it. A byte-order mark is never part of the text.
    """
    if encoding is not None:
        return _as_asked(data, name, encoding), encoding, []
    for mark, found in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _replaced(data, name, found)
    silent = _utf16_without_mark(data)
    if silent is None and (text := _utf8(data)) is not None:
        if _is_binary(data):
            raise UnknownFormat(name)
        return text, "utf-8", []
    if silent is None and (nearly := _nearly_utf8(data)) is not None:
        return nearly
    guessed = silent or _guess(data, name)
    text = data.decode(guessed, errors="replace")
    return text, guessed, [_("The encoding was guessed: {encoding}.").format(encoding=guessed)]


def looks_like_text(data: bytes) -> bool:
    """True if the beginning of the bytes can be text in some encoding."""
    head = data[:_SAMPLE]
    marked = any(head.startswith(mark) for mark, _encoding in _BYTE_ORDER_MARKS)
    return marked or _utf16_without_mark(head) is not None or not _is_binary(head)


def _as_asked(data: bytes, name: str, encoding: str) -> str:
    try:
        info = codecs.lookup(encoding)
    except LookupError:
        raise UnknownEncoding(encoding) from None
    if not info._is_text_encoding:  # "rot13" and "hex" are codecs too
        raise UnknownEncoding(encoding)
    return _strict(data, name, encoding)


def _strict(data: bytes, name: str, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeError:
        raise WrongEncoding(name, encoding) from None
    if not text.isascii() and _HALF.search(text):
        raise WrongEncoding(name, encoding)
    return text.removeprefix("\ufeff")


def _replaced(data: bytes, name: str, encoding: str) -> tuple[str, str, list[str]]:
    """As the byte-order mark says, broken places replaced if they are few."""
    text = data.decode(encoding, errors="replace").removeprefix("\ufeff")
    broken = text.count("\ufffd")
    if broken * 10 > len(text):
        raise WrongEncoding(name, encoding)
    return text, encoding, _broken_places(broken, encoding)


def _broken_places(count: int, encoding: str) -> list[str]:
    if not count:
        return []
    one, many = "{count} place was not {encoding} and became “�”.", "{count} places were not {encoding} and became “�”."
    return [ngettext(one, many, count).format(count=count, encoding=encoding)]


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _nearly_utf8(data: bytes) -> tuple[str, str, list[str]] | None:
    """UTF-8 with a few broken bytes, which are replaced: far more signs fit than do not."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    fitting = sum(1 for _sign in re.finditer(r"[^\x00-\x7f\ufffd]", text))
    if fitting < 10 * broken or _is_binary(data):
        return None
    return text, "utf-8", _broken_places(broken, "utf-8")


def _is_binary(data: bytes) -> bool:
    """True if control characters are more than strays; form feed, tab, escape and line ends are no strays."""
    head = data[:_SAMPLE]
    return (len(head) - len(head.translate(None, _CONTROLS))) * 200 > len(head)


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 has a zero in every second byte of Latin text, and in that of spaces and line ends in any text."""
    head = data[: _SAMPLE // 2 * 2]
    if len(data) < 4 or len(data) % 2:
        return None
    for encoding, high, low in (("utf-16-le", head[1::2], head[0::2]), ("utf-16-be", head[0::2], head[1::2])):
        zeros = high.count(0)
        if zeros and low.count(0) < zeros and _reads_well(head, encoding):
            return encoding
    return None


def _reads_well(data: bytes, encoding: str) -> bool:
    """True if the bytes decode to letters, signs and spaces and nothing else, spaces and line ends among them."""
    if not _fits(data, encoding):
        return False
    text = data.decode(encoding)
    readable = sum(sign.isprintable() or sign.isspace() for sign in text)
    return (" " in text or "\n" in text) and readable >= 0.99 * len(text)


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True


def _guess(data: bytes, name: str) -> str:
    if _is_binary(data):
        raise UnknownFormat(name)
    sample = data[: _SAMPLE * 4]
    for encoding in _candidates(sample):
        if _fits(data, encoding):
            return encoding
    return "cp1252"


def _candidates(sample: bytes) -> Iterator[str]:
    if latin := _latin(sample):
        yield latin
    import chardet

    found = chardet.detect(sample)["encoding"]
    if found:
        yield codecs.lookup(found).name if _known(found) else "cp1252"
    yield from ("cp1252", "iso8859-15")


def _known(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding)._is_text_encoding
    except LookupError:
        return False


def _latin(sample: bytes) -> str | None:
    """The encoding in which nearly all high bytes are what writers of Latin letters use; None if there is none.

    In a text of another script most letters are high bytes, so those are left to chardet.
    """
    high = b"".join(re.findall(rb"[\x80-\xff]", sample))
    letters = len(re.findall(rb"[A-Za-z]", sample))
    if not high or len(high) * 2 > letters:
        return None
    scores = {}
    for encoding, (all_of_it, most) in _LATIN.items():
        signs = high.decode(encoding, errors="replace")
        if sum(sign in all_of_it for sign in signs) >= 0.95 * len(signs):
            scores[encoding] = sum(sign in most for sign in signs)
    return max(scores, key=lambda encoding: scores[encoding], default=None)
