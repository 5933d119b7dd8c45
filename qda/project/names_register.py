"""The register of names to hide: real names, how else they are written, and what stands in their place.

It is a file of its own, encrypted with a password of its own, wherever its owner keeps it; nothing of it is ever
written into a project, the settings or a log. What is done to it can be undone while it is open.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Literal, Self

from qda.errors import NotFound
from qda.i18n import N_, _
from qda.names import clean, name_key
from qda.nlp import lexicon
from qda.project.names_problems import (
    CantOpenRegister,
    NameThere,
    NoCipherForNames,
    NoName,
    NoNamesPassword,
    PseudonymIsName,
    RegisterThere,
    WrongNamesPassword,
)
from qda.store import keys, register_file
from qda.store.keys import Key
from qda.text.hidden import Finder, Form, Found, around

__all__ = [
    "KINDS",
    "KIND_NAMES",
    "CantOpenRegister",
    "HiddenName",
    "Kind",
    "NameThere",
    "NoCipherForNames",
    "NoName",
    "NoNamesPassword",
    "PseudonymIsName",
    "Register",
    "RegisterThere",
    "WrongNamesPassword",
    "halves",
    "is_word",
]

Kind = Literal["person", "place", "organisation", "other"]
KINDS: Final[tuple[Kind, ...]] = ("person", "place", "organisation", "other")
KIND_NAMES: Final[dict[Kind, str]] = {
    "person": N_("person"),
    "place": N_("place"),
    "organisation": N_("organisation"),
    "other": N_("other"),
}
SUFFIX = ".names"

_SIGN = 0x47524E4D  # in the header, where a project has another
_VERSION = 1
_TABLES = (
    "CREATE TABLE name (id INTEGER PRIMARY KEY AUTOINCREMENT, real TEXT NOT NULL, kind TEXT NOT NULL, "
    "pseudonym TEXT NOT NULL, variants TEXT NOT NULL, note TEXT NOT NULL, capital INTEGER NOT NULL)",
    "CREATE TABLE kept (words TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, "
    "PRIMARY KEY (words, before, after))",
)
_NO_NAMES = "CREATE TABLE IF NOT EXISTS no_name (words TEXT PRIMARY KEY)"  # not in registers of the first days


@dataclass(frozen=True, slots=True)
class HiddenName:
    """An entry. A variant may have a pseudonym of its own: “Anna Schmidt = Martine Keller”.

    With `capital` it is found only where it begins with a capital, for names that are words as well: “Rose”, “Will”.
    """

    id: int
    real: str
    kind: Kind = "person"
    pseudonym: str = ""
    variants: tuple[str, ...] = ()
    note: str = ""
    capital: bool = False

    def forms(self) -> Iterator[Form]:
        """All ways of writing it, and what stands in their place."""
        yield Form(self.real, self.id, self.pseudonym, self.capital)
        for variant in self.variants:
            words, by = halves(variant)
            capital = self.capital or (words != self.real and is_word(words))
            yield Form(words, self.id, by or self.pseudonym, capital)


_Place = tuple[str, str, str]  # a name in small letters, and the words before and after it


@dataclass(frozen=True, slots=True)
class _Step:
    """What was done to one entry, None where there was, or is, none; or which places were passed over, and are."""

    told: str
    before: HiddenName | None = None
    after: HiddenName | None = None
    passed_before: tuple[_Place, ...] = ()
    passed_after: tuple[_Place, ...] = ()

    def turned(self) -> _Step:
        """The way back."""
        return _Step(self.told, self.after, self.before, self.passed_after, self.passed_before)


def halves(variant: str) -> tuple[str, str]:
    """A variant and its own pseudonym, if it has one."""
    words, _sign, by = variant.partition("=")
    return clean(words), clean(by)


def is_word(name: str) -> bool:
    """True if a name is a word of the language as well."""
    return name.casefold() in lexicon.KNOWN


@dataclass(slots=True)
class _Steps:
    done: list[_Step] = field(default_factory=list)
    undone: list[_Step] = field(default_factory=list)


class Register:
    """One open register. Any thread may ask; it forgets its key when it is closed."""

    def __init__(self, path: Path, key: Key, connection: register_file.Connection) -> None:
        self.path = path
        self.version = 0  # goes up with every change: what was found before it is no longer all there is
        self._key, self._connection = key, connection
        self._lock = threading.RLock()
        self._steps = _Steps()
        self._finder: tuple[int, Finder] | None = None
        self._kept: tuple[int, frozenset[_Place]] | None = None

    @classmethod
    def create(cls, path: Path, password: str) -> Self:
        """A new register. Raises NoCipherForNames, NoNamesPassword, RegisterThere, CantOpenRegister."""
        if not keys.can_encrypt():
            raise NoCipherForNames
        if not password:
            raise NoNamesPassword
        try:
            path.touch(mode=0o600, exist_ok=False)
        except FileExistsError as error:
            raise RegisterThere(path) from error
        except OSError as error:
            raise CantOpenRegister(path, error.strerror or str(error)) from error
        try:
            return cls._connected(path, Key.new(password), new=True)
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    @classmethod
    def open(cls, path: Path, password: str) -> Self:
        """Open a register. Raises NoCipherForNames, CantOpenRegister, WrongNamesPassword."""
        if not keys.can_encrypt():
            raise NoCipherForNames
        try:
            if not path.is_file():
                raise CantOpenRegister(path, _("there is no such file"))
            if not keys.seems_encrypted(path):
                raise WrongNamesPassword(path)
            key = Key.of(path, password)
        except OSError as error:
            raise CantOpenRegister(path, error.strerror or str(error)) from error
        return cls._connected(path, key, new=False)

    @classmethod
    def _connected(cls, path: Path, key: Key, *, new: bool) -> Self:
        try:
            connection = register_file.connect(path, key, _SIGN, _TABLES if new else (), _VERSION)
        except OSError as error:
            key.forget()
            raise CantOpenRegister(path, str(error)) from error
        except ValueError as error:
            key.forget()
            raise WrongNamesPassword(path) from error
        except BaseException:
            key.forget()
            raise
        return cls(path, key, connection)

    def close(self) -> None:
        """Let go of the file, and forget the key and what was undone."""
        with self._lock:
            self._connection.close()
            self._key.forget()
            self._steps = _Steps()
            self._finder = self._kept = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_of: object) -> None:
        self.close()

    # --- names ------------------------------------------------------------------------------------

    def names(self) -> list[HiddenName]:
        """All entries, in alphabetical order."""
        columns = "id, real, kind, pseudonym, variants, note, capital"
        with self._lock:
            rows = self._connection.execute(f"SELECT {columns} FROM name").fetchall()
        return sorted(map(_read, rows), key=lambda name: (name_key(name.real), name.id))

    def name(self, number: int) -> HiddenName:
        """One entry. Raises NotFound."""
        for name in self.names():
            if name.id == number:
                return name
        raise NotFound(_("There is no name {number} in the register.").format(number=number))

    def find(self, real: str) -> HiddenName:
        """The entry of a name, however its letters are cased. Raises NotFound."""
        for name in self.names():
            if name_key(name.real) == name_key(real):
                return name
        raise NotFound(_("“{name}” is not in the register.").format(name=clean(real)))

    def add(
        self,
        real: str,
        *,
        pseudonym: str = "",
        kind: Kind = "person",
        variants: Sequence[str] = (),
        note: str = "",
        capital: bool | None = None,
    ) -> int:
        """Enter a name; gives its number. Raises NoName, NameThere, PseudonymIsName.

        Where it is not said, a name that is a word as well is found only with a capital.
        """
        made = _settled(HiddenName(0, real, kind, pseudonym, tuple(variants), note, bool(capital)))
        if capital is None:
            made = replace(made, capital=is_word(made.real))
        self._refuse(made)
        with self._lock, self._writing():
            made = replace(made, id=self._put(made))
        self._did(_Step(_("the new name"), None, made))
        return made.id

    def change(self, number: int, **values: Any) -> None:
        """Change an entry: real, kind, pseudonym, variants, note, capital. Raises NotFound, and as `add`."""
        before = self.name(number)
        after = _settled(replace(before, **values))
        if after == before:
            return
        self._refuse(after)
        with self._lock, self._writing():
            self._put(after)
        self._did(_Step(_("the change"), before, after))

    def delete(self, number: int) -> None:
        """Take a name out of the register. Raises NotFound."""
        before = self.name(number)
        with self._lock, self._writing():
            self._connection.execute("DELETE FROM name WHERE id = ?", (number,))
        self._did(_Step(_("the deletion"), before, None))

    def _refuse(self, made: HiddenName) -> None:
        others = [name for name in self.names() if name.id != made.id]
        theirs = {name_key(form.words) for name in others for form in name.forms()}
        for form in made.forms():
            if sum(map(str.isalpha, form.words)) < 2:
                raise NoName
            if name_key(form.words) in theirs:
                raise NameThere(form.words)
        finder = Finder(form for name in (*others, made) for form in name.forms())
        for by in {form.by for name in (*others, made) for form in name.forms()}:
            if finder.find(by):
                raise PseudonymIsName(by)

    # --- undo -------------------------------------------------------------------------------------

    @property
    def steps(self) -> int:
        """How many steps can be taken back."""
        return len(self._steps.done)

    def undo(self) -> str | None:
        """Take back what was last done here since it was opened; gives what, None where there is nothing."""
        return self._turn(self._steps.done, self._steps.undone, back=True)

    def redo(self) -> str | None:
        """Do again what was taken back last."""
        return self._turn(self._steps.undone, self._steps.done, back=False)

    def _turn(self, origin: list[_Step], target: list[_Step], *, back: bool) -> str | None:
        if not origin:
            return None
        step = origin.pop()
        done = step.turned() if back else step
        with self._lock, self._writing():
            if done.after is not None:
                self._put(done.after)
            elif done.before is not None:
                self._connection.execute("DELETE FROM name WHERE id = ?", (done.before.id,))
            self._pass_over(done.passed_before, done.passed_after)
        target.append(step)
        self.version += 1
        return step.told

    def _pass_over(self, before: Sequence[_Place], after: Sequence[_Place]) -> None:
        self._connection.executemany("DELETE FROM kept WHERE (words, before, after) = (?, ?, ?)", before)
        self._connection.executemany("INSERT OR IGNORE INTO kept VALUES (?, ?, ?)", after)

    def _did(self, step: _Step) -> None:
        self._steps.done.append(step)
        self._steps.undone.clear()
        self.version += 1

    # --- finding ----------------------------------------------------------------------------------

    def finder(self) -> Finder:
        """What finds all names of the register as it stands."""
        if self._finder is None or self._finder[0] != self.version:
            self._finder = (self.version, Finder(form for name in self.names() for form in name.forms()))
        return self._finder[1]

    def keep(self, text: str, found: Sequence[Found]) -> None:
        """These places of a text name somebody else, or nobody: they are passed over wherever the words stand so."""
        there = self._passed_over()
        rows = dict.fromkeys((each.words.casefold(), *around(text, each.span)) for each in found)
        new = tuple(row for row in rows if row not in there)
        if new:
            self._pass_and_tell(_Step(_("passing over “{name}”").format(name=found[0].words), passed_after=new))

    def keep_no_more(self) -> None:
        """Ask anew about all that was passed over."""
        there = tuple(sorted(self._passed_over()))
        if there:
            self._pass_and_tell(_Step(_("bringing back what was passed over"), passed_before=there))

    def passed_over(self) -> int:
        """How many places are passed over, in whichever texts."""
        return len(self._passed_over())

    def _pass_and_tell(self, step: _Step) -> None:
        with self._lock, self._writing():
            self._pass_over(step.passed_before, step.passed_after)
        self._did(step)

    def _passed_over(self) -> frozenset[_Place]:
        with self._lock:
            if self._kept is None or self._kept[0] != self.version:
                rows = self._connection.execute("SELECT words, before, after FROM kept").fetchall()
                self._kept = (self.version, frozenset(rows))
            return self._kept[1]

    def refuse(self, words: str, *, refused: bool = True) -> None:
        """These words are no name and are not proposed again; or they may be."""
        act = "INSERT OR IGNORE INTO no_name VALUES (?)" if refused else "DELETE FROM no_name WHERE words = ?"
        with self._lock, self._writing():
            self._connection.execute(_NO_NAMES)
            self._connection.execute(act, (name_key(words),))

    def refused(self) -> frozenset[str]:
        """The keys (`qda.names.name_key`) of all words that are no names."""
        there = "SELECT count(*) FROM sqlite_master WHERE name = 'no_name'"
        with self._lock:
            if not self._connection.execute(there).fetchone()[0]:
                return frozenset()
            return frozenset(row[0] for row in self._connection.execute("SELECT words FROM no_name").fetchall())

    def is_kept(self, text: str, found: Found) -> bool:
        """True if this place is known, by the words around it as far as there are any, to be passed over."""
        kept = self._passed_over()
        if not kept:
            return False
        words, (before, after) = found.words.casefold(), around(text, found.span)
        if (words, before, after) in kept:
            return True
        return any(words == w and (b or a) and _alike(before, b, last=True) and _alike(after, a) for w, b, a in kept)

    def hits(self, text: str) -> list[Found]:
        """Every place of a name in a text that is not passed over."""
        return [found for found in self.finder().find(text) if not self.is_kept(text, found)]

    # --- writing ----------------------------------------------------------------------------------

    @contextmanager
    def _writing(self) -> Iterator[None]:
        from sqlcipher3 import dbapi2

        try:
            self._connection.execute("BEGIN IMMEDIATE")
            yield
            self._connection.execute("COMMIT")
        except dbapi2.Error as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise CantOpenRegister(self.path, str(error)) from error

    def _put(self, name: HiddenName) -> int:
        values = (name.real, name.kind, name.pseudonym, json.dumps(name.variants), name.note, int(name.capital))
        held = "INSERT OR REPLACE INTO name (id, real, kind, pseudonym, variants, note, capital) VALUES (?,?,?,?,?,?,?)"
        return int(self._connection.execute(held, (name.id or None, *values)).lastrowid or 0)


def _alike(here: str, kept: str, *, last: bool = False) -> bool:
    """True if the words on one side are those that were kept, as far as a shorter place has them: two at least.

    Where there were none – at the end of a label – anything may stand there.
    """
    mine, theirs = here.split(), kept.split()
    if not theirs:
        return True
    count = min(len(mine), len(theirs))
    if count < min(2, len(theirs)):
        return False
    return mine[-count:] == theirs[-count:] if last else mine[:count] == theirs[:count]


def _settled(name: HiddenName) -> HiddenName:
    """As it is stored: white space folded, each variant once, the name itself no variant of it."""
    seen, variants = {name_key(name.real)}, []
    for variant in name.variants:
        words, by = halves(variant)
        if not words or (name_key(words) in seen and not by):
            continue
        seen.add(name_key(words))
        variants.append(f"{words} = {by}" if by else words)
    return replace(
        name, real=clean(name.real), pseudonym=clean(name.pseudonym), variants=tuple(variants), note=name.note.strip()
    )


def _read(row: Sequence[Any]) -> HiddenName:
    number, real, kind, pseudonym, variants, note, capital = row
    return HiddenName(number, real, kind, pseudonym, tuple(json.loads(variants)), note, bool(capital))
