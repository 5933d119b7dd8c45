"""Words as LaTeX writes them, read as text and written again: accents, letters of their own, quotes and dashes."""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", "d": "\u0323",
    "b": "\u0331", "t": "\u0361",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å",
    "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ",
    "textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…", "textquoteleft": "‘", "textquoteright": "’",
    "textquotedblleft": "“", "textquotedblright": "”", "copyright": "©", "textregistered": "®", "S": "§", "P": "¶",
    "pounds": "£", "euro": "€", "texteuro": "€", "textbackslash": "\\", "textasciitilde": "~", "glqq": "„",
    "grqq": "“", "textsuperscript": "", "textsubscript": "", "emph": "", "textit": "", "textbf": "", "textsc": "",
    "textrm": "", "mbox": "", "url": "", "it": "", "bf": "", "em": "", "relax": "",
}  # fmt: skip
_SIGN = re.compile(r"""\\(["'`^~=.])\s*(?:\{\s*(\\[ij]|[^\W\d_])?\s*\}|(\\[ij](?![A-Za-z])|[^\W\d_]))""")
_WORDY = re.compile(r"\\([cvuHkrdbt])(?:\s*\{\s*(\\[ij]|[^\W\d_]{1,2})\s*\}|\s+(\\[ij](?![A-Za-z])|[^\W\d_]))")
_COMMAND = re.compile(r"\\([A-Za-z]+)[ \t]*(\{\})?")
_ESCAPED = re.compile(r"\\([&%$#_{}])")
_DOTLESS = {"\\i": "i", "\\j": "j"}
_OPEN, _CLOSE = "\ue000", "\ue001"  # braces that are meant: no BibTeX file has private letters


def read(words: str) -> str:
    """Text from LaTeX: accents become letters, braces go; a command that is not known stays as it is written."""
    words = _SIGN.sub(_accented, words)
    words = _WORDY.sub(_accented, words)
    words = _ESCAPED.sub(lambda found: {"{": _OPEN, "}": _CLOSE}.get(found[1], found[1]), words)
    words = _COMMAND.sub(_letter, words)
    words = words.replace("{", "").replace("}", "").replace(_OPEN, "{").replace(_CLOSE, "}")
    words = words.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    return unicodedata.normalize("NFC", words.replace("~", " ").replace("\\,", " "))


def _accented(found: re.Match[str]) -> str:
    letter = found[2] or found[3] or ""
    letter = _DOTLESS.get(letter, letter)
    return unicodedata.normalize("NFC", f"{letter[:1]}{_ACCENTS[found[1]]}{letter[1:]}") if letter else ""


def _letter(found: re.Match[str]) -> str:
    return _LETTERS.get(found[1], found[0])


def written(words: str) -> str:
    """Text for a .bib in UTF-8: only what LaTeX would take for its own is marked."""
    marked = words.replace("\\", "\\textbackslash{}").replace("{", "\\{").replace("}", "\\}")
    marked = marked.replace("\\textbackslash\\{\\}", "\\textbackslash{}")
    return re.sub(r"([&%$#_])", r"\\\1", marked)
