"""What can be wrong with a register of names, each with its own sentence. No name that is hidden is in a hint."""

from __future__ import annotations

from pathlib import Path

from qda.errors import QdaError
from qda.i18n import N_, _


class NoCipherForNames(QdaError):
    """Names are never kept in the clear."""

    hint = N_("Install the Python package sqlcipher3, or keep the register on a computer that has it.")

    def __init__(self) -> None:
        super().__init__(_("This computer has no SQLCipher, without which names can't be kept safely."))


class RegisterThere(QdaError):
    """A new register must not overwrite anything."""

    hint = N_("Choose another name, or open the register that is there.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("“{name}” already exists.").format(name=path.name))


class CantOpenRegister(QdaError):
    """It is not there, or can't be read or made."""

    hint = N_("Look where you keep it: on a stick, perhaps, that is not plugged in.")

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(_("The register “{name}” can't be opened: {reason}.").format(name=path.name, reason=reason))


class WrongNamesPassword(QdaError):
    """The password, or the file, is another."""

    hint = N_("Mind capitals and the keyboard's language. Nobody can open a register without its password.")

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("This password does not open “{name}”, or it is no register of names.").format(name=path.name)
        )


class NoNamesPassword(QdaError):
    """Nothing protects nothing."""

    hint = N_("Four or five unrelated words are easy to keep in mind and hard to guess.")

    def __init__(self) -> None:
        super().__init__(_("A register of names needs a password."))


class NameThere(QdaError):
    """A name, or a way of writing it, belongs to one entry."""

    hint = N_("Add it there as a variant, or give this one another.")

    def __init__(self, words: str) -> None:
        super().__init__(_("“{words}” is in the register already.").format(words=words))


class NoName(QdaError):
    """An entry without letters would hide nothing."""

    hint = N_("Type the name as it stands in the texts.")

    def __init__(self) -> None:
        super().__init__(_("A name needs two letters at least."))


class PseudonymIsName(QdaError):
    """What replaces a name would itself have to be hidden."""

    hint = N_("Choose a pseudonym that nobody in the study is called by.")

    def __init__(self, words: str) -> None:
        super().__init__(_("“{words}” can't be a pseudonym: it is a name that is to be hidden.").format(words=words))
