"""The password of a project: giving it one, another, or none. The file is written anew beside itself, then takes its
own place in one step; whatever stops it before that leaves the project as it was.

The project is closed meanwhile. What was plain before is overwritten and deleted by wish, as far as a disk obeys.
"""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from qda.errors import Cancelled
from qda.i18n import _
from qda.progress import Progress, Silent
from qda.project import backup, files
from qda.project.lock import WriterLock
from qda.project.problems import (
    AlreadyProtected,
    CantWrite,
    CipherMissing,
    EmptyPassword,
    NotProtected,
    ProjectOpenElsewhere,
    WrongPassword,
)
from qda.store import engine as engines
from qda.store import keys
from qda.store.keys import Key

Copies = Literal["convert", "delete", "leave"]
"""What becomes of the copies beside the project: its backups, and those kept when its format was brought up to date."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a change of the password did; `left` are copies that still open as they did before."""

    converted: int = 0
    deleted: int = 0
    left: tuple[Path, ...] = ()
    overwritten: bool = True  # what was plain; False where the file system could only delete it


def set_password(
    path: Path, new: str, *, copies: Copies = "convert", purpose: str = "Gerund", progress: Progress | None = None
) -> Done:
    """Encrypt a plain project that nobody has open.

    Raises AlreadyProtected, EmptyPassword, CipherMissing, CantWrite, and what opening for writing raises.
    """
    with _closed(path, purpose) as real:
        if keys.seems_encrypted(real):
            raise AlreadyProtected(real)
        return _change(real, None, _new_key(new), copies, progress or Silent())


def change_password(
    path: Path,
    old: str,
    new: str,
    *,
    copies: Copies = "convert",
    purpose: str = "Gerund",
    progress: Progress | None = None,
) -> Done:
    """Encrypt a project anew under another password. Raises as `set_password`, NotProtected, WrongPassword."""
    with _closed(path, purpose) as real:
        return _change(real, _old_key(real, old), _new_key(new), copies, progress or Silent())


def remove_password(
    path: Path, old: str, *, copies: Copies = "convert", purpose: str = "Gerund", progress: Progress | None = None
) -> Done:
    """Make a protected project plain again. Raises as `change_password`."""
    with _closed(path, purpose) as real:
        return _change(real, _old_key(real, old), None, copies, progress or Silent())


def is_protected(path: Path) -> bool:
    """True if a project that is not open here has a password; False too where nothing can be read."""
    return files.is_protected(path)


def can_encrypt() -> bool:
    """True if SQLCipher is there."""
    return keys.can_encrypt()


def opens(path: Path, password: str) -> bool:
    """True if this is the password of a protected project that is not open here. Raises as opening it."""
    try:
        key = files.key_of(files.real(path), password)
    except WrongPassword:
        return False
    if key is not None:
        key.forget()
    return True


def copies_beside(path: Path) -> list[Path]:
    """The backups of a project, and what was kept when its format was brought up to date."""
    kept = sorted(path.parent.glob(f"{_literal(path.stem)} (format *){path.suffix}"))
    return [made.path for made in backup.existing(path)] + kept


def _literal(name: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", name)


# --- doing it -----------------------------------------------------------------------------------


@contextlib.contextmanager
def _closed(path: Path, purpose: str) -> Iterator[Path]:
    """The file itself, which nobody else writes meanwhile."""
    real = files.real(path)
    files.require_file(real)
    lock = WriterLock(real, purpose)
    try:
        yield real
    finally:
        lock.release()


def _new_key(password: str) -> Key:
    if not password:
        raise EmptyPassword
    if not keys.can_encrypt():
        raise CipherMissing
    return Key.new(password)


def _old_key(path: Path, password: str) -> Key:
    key = files.key_of(path, password)
    if key is None:
        raise NotProtected(path)
    return key


def _change(path: Path, old: Key | None, new: Key | None, copies: Copies, progress: Progress) -> Done:
    files.version_of(path, old)
    found = copies_beside(path)
    try:
        progress.step(0, len(found) + 1, _("Writing the study anew"))
        overwritten = _convert(path, old, new)
        return _settle_copies(found, old, new, copies, progress, overwritten=overwritten)
    finally:
        for key in (old, new):
            if key is not None:
                key.forget()


def _convert(path: Path, old: Key | None, new: Key | None) -> bool:
    """One file; true if what was plain is overwritten. Raises CantWrite, ProjectOpenElsewhere; then it is as it was."""
    written = path.with_name(f"{path.name}{files.UNFINISHED}")
    try:
        engines.export(path, written, old, new)
        kept = _keep_hold(path) if old is None else None
        written.replace(path)
        files.flush_folder(path.parent)
        if old is None:
            return _wipe(kept)
    except OSError as error:
        with contextlib.suppress(OSError):
            written.unlink(missing_ok=True)
        if "database is locked" in str(error):
            raise ProjectOpenElsewhere(path, "") from error
        raise CantWrite(path, error.strerror or str(error)) from error
    return True


def _keep_hold(path: Path) -> Path | None:
    """A second name for a file that is about to lose its first; None where a file can have but one."""
    held = path.with_name(f"{path.name}{files.PLAIN}")
    held.unlink(missing_ok=True)
    try:
        held.hardlink_to(path)
    except OSError:  # FAT, some network drives
        return None
    return held


def _wipe(path: Path | None) -> bool:
    """Overwrite and delete; false where there is nothing to overwrite any more."""
    if path is None:
        return False
    files.overwrite(path)
    path.unlink()
    return True


def _settle_copies(
    found: list[Path], old: Key | None, new: Key | None, copies: Copies, progress: Progress, *, overwritten: bool
) -> Done:
    """The study itself is done: what goes wrong from here on leaves a copy as it was, and is told, not raised."""
    converted, deleted, left = 0, 0, list[Path]()
    stopped = False
    for number, copy in enumerate(found, start=1):
        try:
            if not stopped:
                progress.step(number, len(found) + 1, _("Writing the backups anew"))
        except Cancelled:
            stopped = True
        protected = keys.seems_encrypted(copy)
        key = old if protected and old is not None and old.fits(copy) else None
        if stopped or copies == "leave" or (protected and key is None):
            left.append(copy)
            continue
        if copies == "convert" and key is None and new is None:
            continue  # it was plain all along
        try:
            if copies == "delete":
                overwritten = _delete(copy, plain=not protected) and overwritten
                deleted += 1
            else:
                overwritten = _convert(copy, key, new) and overwritten
                converted += 1
        except (OSError, CantWrite, ProjectOpenElsewhere):
            left.append(copy)
    return Done(converted, deleted, tuple(left), overwritten)


def _delete(path: Path, *, plain: bool) -> bool:
    if plain:
        return _wipe(path)
    path.unlink()
    return True


# --- how good it is -----------------------------------------------------------------------------

Strength = Literal["none", "weak", "fair", "strong"]

_FAIR, _STRONG = 40, 64  # bits; each guess costs 256,000 rounds, so that 40 bits are years on one machine
_KINDS = ((r"[a-z]", 26), (r"[A-Z]", 26), (r"[0-9]", 10), (r"[^a-zA-Z0-9]", 33))
_COMMON = ("password", "passwort", "qwerty", "qwertz", "letmein", "welcome", "gerund", "interview", "admin", "dragon",
           "monkey", "iloveyou", "sunshine", "princess", "secret", "geheim", "hallo")  # fmt: skip
_WORD_BITS = 11  # of a word drawn from a list of two thousand


def strength(password: str) -> Strength:
    """A rough estimate, told as one: letters that repeat, follow one another or make common words count for little."""
    if not password:
        return "none"
    bits = min(_by_letters(password), _by_words(password))
    return "strong" if bits >= _STRONG else "fair" if bits >= _FAIR else "weak"


def _by_letters(password: str) -> float:
    told = password.casefold()
    for common in _COMMON:
        told = told.replace(common, common[0])
    fresh = sum(
        1 for place, letter in enumerate(told) if not place or abs(ord(letter) - ord(told[place - 1])) > 1
    )  # neither the same letter again nor the next of the row
    pool = sum(size for kind, size in _KINDS if re.search(kind, password))
    return min(fresh, 2 * len(set(told))) * math.log2(pool)


def _by_words(password: str) -> float:
    """What a guesser needs who tries words before letters: only for what is made of words alone."""
    words = re.findall(r"[^\W\d_]{3,}", password)
    rest = len(password) - sum(len(word) for word in words)
    return len({word.casefold() for word in words}) * _WORD_BITS + rest * 6 if words else math.inf
