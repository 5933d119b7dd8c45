"""A folder that stands whole or not at all: it is filled beside its place and takes it when everything is written."""

from __future__ import annotations

import re
import secrets
import shutil
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from qda.errors import QdaError
from qda.export.leaving import gate
from qda.export.leaving.files import CannotWrite, replacing
from qda.i18n import N_, _

_OTHER = re.compile(r"[^a-z0-9]+")
_LONGEST = 48  # signs of a name: paths stay under what Windows takes


class FolderTaken(QdaError):
    """There is something in the folder already, and nothing of it is written over."""

    hint = N_("Choose another name; earlier exports stay as they were sent.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("“{name}” is there already and not empty.").format(name=path.name))


@contextmanager
def folder(path: Path) -> Iterator[Path]:
    """A fresh folder beside `path` to fill; it takes its place when the block ends well, else it is removed.

    What is written in it is not entered in the register file by file: that is the caller's to say.
    Raises FolderTaken, CannotWrite; Ungated outside the gate.
    """
    gate.require()
    target = path.absolute()
    _refuse(target)
    draft = target.with_name(f".gerund-{secrets.token_hex(6)}")
    try:
        draft.mkdir()
        with gate.collecting():
            yield draft
        if target.exists():
            target.rmdir()  # it is empty; where something came into it meanwhile this says so
        draft.rename(target)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CannotWrite(
            _("“{name}” could not be written: {reason}.").format(name=path.name, reason=reason)
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def put(path: Path, text: str | Iterable[str], *, encoding: str = "utf-8", newline: str = "\n") -> None:
    """Write a text, whole or in pieces; it is looked through as every file is. Raises CannotWrite."""
    with replacing(path) as draft, draft.open("w", encoding=encoding, newline=newline) as file:
        file.writelines((text,) if isinstance(text, str) else text)


def _refuse(target: Path) -> None:
    if not target.parent.is_dir():
        raise CannotWrite(_("There is no folder “{folder}”.").format(folder=target.parent))
    if target.is_file() or (target.is_dir() and any(target.iterdir())):
        raise FolderTaken(target)


def safe(name: str) -> str:
    """A name for a file that every system takes: small Latin letters, digits and hyphens; “text” if none is left."""
    plain = unicodedata.normalize("NFKD", name.casefold()).replace("ß", "ss")
    kept = _OTHER.sub("-", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    return kept.strip("-")[:_LONGEST].strip("-") or "text"
