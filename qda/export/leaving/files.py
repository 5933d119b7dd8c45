"""Writing a file so that the old one stays whole until the new one is: beside it first, then in its place."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qda.errors import QdaError
from qda.export.leaving import gate
from qda.i18n import N_, _

# Windows says so when another program holds the file: ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION.
_HELD = (32, 33)
# Windows knows no quota by that name.
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


class CannotWrite(QdaError):
    """A file could not be written; the sentence says which and why."""

    hint = N_("Choose another folder or another name.")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A fresh path beside `path` to write to; it takes its place when the block ends well, else it is removed.

    Raises CannotWrite where the system refuses, whatever step it refuses at; Ungated outside the gate.
    """
    gate.require()
    target = Path(os.path.realpath(path))
    _refuse_what_cannot_be(target)
    # The ending stays: some writers choose their format by it.
    draft = target.with_name(f".gerund-{secrets.token_hex(6)}{target.suffix}")
    try:
        yield draft
        gate.inspect(draft, target)
        gate.look_through(draft)
        _flush(draft)
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
        gate.passed(target)
    except OSError as error:
        raise _explained(target, error) from error
    finally:
        draft.unlink(missing_ok=True)


def _refuse_what_cannot_be(target: Path) -> None:
    if not target.parent.is_dir():
        raise CannotWrite(_("There is no folder “{folder}”.").format(folder=target.parent))
    if target.is_dir():
        raise CannotWrite(_("“{name}” is a folder.").format(name=target.name))
    if target.exists() and not os.access(target, os.W_OK):
        raise CannotWrite(_("“{name}” is write-protected.").format(name=target.name))


def _flush(draft: Path) -> None:
    with draft.open("rb+") as file:
        os.fsync(file.fileno())


def _explained(target: Path, error: OSError) -> CannotWrite:
    name = target.name
    held = getattr(error, "winerror", None) in _HELD
    if error.errno == errno.EROFS or (not held and not os.access(target.parent, os.W_OK)):
        return CannotWrite(_("Files cannot be written in the folder “{folder}”.").format(folder=target.parent))
    if held or isinstance(error, PermissionError):
        return CannotWrite(
            _("“{name}” is open in another program or write-protected.").format(name=name),
            hint=N_("Close it there and try again, or choose another name."),
        )
    if error.errno in _FULL:
        return CannotWrite(
            _("There is no room left for “{name}”.").format(name=name),
            hint=N_("Make room on the disk, or choose another one."),
        )
    reason = error.strerror or str(error)
    return CannotWrite(_("“{name}” could not be written: {reason}.").format(name=name, reason=reason))
