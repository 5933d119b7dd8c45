"""What can be wrong with a project file when it is opened or written, each with its own sentence."""

from __future__ import annotations

from pathlib import Path

from qda.errors import QdaError
from qda.i18n import N_, _, ngettext
from qda.names import printable


class ProjectExists(QdaError):
    """A new project must not overwrite anything."""

    hint = N_("Choose another name, or open the project that is there.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("“{name}” already exists.").format(name=path.name))


class ProjectMissing(QdaError):
    """There is no such file."""

    hint = N_("Check the path; the file may have been moved or renamed, or its drive taken away.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("There is no project at “{path}”.").format(path=path))


class ProjectIsFolder(QdaError):
    """A folder was named where a project belongs."""

    hint = N_("Name the file inside that ends in .gerund. To bring a folder of transcripts in, import it.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("“{name}” is a folder, not a project.").format(name=path.name))


class CantMake(QdaError):
    """No file can be made at this place."""

    hint = N_("Choose a folder that is there and where you may write, or a shorter name.")

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(_("“{name}” can't be made: {reason}.").format(name=path.name, reason=reason))


class CantRead(QdaError):
    """The disk or the system refuses to give the file."""

    hint = N_("Nothing was changed. Check that the drive is there and has some space, and that you may read the file.")

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(_("“{name}” can't be read: {reason}.").format(name=path.name, reason=reason))


class ProjectUnfinished(QdaError):
    """The last words are still in the log beside the file, and at this place they can't be brought together."""

    hint = N_("Copy the project with the files “{name}-wal” and “{name}-shm” to a folder where you may write.")

    def __init__(self, path: Path) -> None:
        hint = _(self.hint).format(name=path.name)
        super().__init__(
            _("“{name}” was not closed properly and can't be opened here.").format(name=path.name), hint=hint
        )


class ProjectOutdated(QdaError):
    """An older file can't be brought up to date while it may only be read."""

    hint = N_("Open it for writing once, in a folder where you may write; a copy of the old file is kept.")

    def __init__(self, path: Path) -> None:
        sentence = _("“{name}” was written by an older Gerund and has to be brought up to date first.")
        super().__init__(sentence.format(name=path.name))


class BackupFailed(QdaError):
    """The rolling backup could not be written; the project itself is as it was."""

    hint = N_("The project itself is well. Free some space, or see that its folder can be written.")

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(_("No backup of “{name}” could be made: {reason}.").format(name=path.name, reason=reason))


class NotAProject(QdaError):
    """The file is something else."""

    hint = N_("A project file ends in .gerund. To bring a transcript into a project, import it.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("“{name}” is not a Gerund project.").format(name=path.name))


class ForeignParts(QdaError):
    """Something in it would act by itself whenever the study is read or written."""

    hint = N_("Nothing was changed. Ask whoever sent it for the study as .qdpx or .jsonl, and import that.")

    def __init__(self, path: Path, what: str) -> None:
        sentence = _("“{name}” holds what no Gerund has made and what would act by itself ({what}).")
        super().__init__(sentence.format(name=path.name, what=printable(what)))


class ProjectTooNew(QdaError):
    """The file was written by a later version."""

    hint = N_("Install the newest Gerund, or open one of the backups beside the project.")

    def __init__(self, path: Path, found: int, known: int) -> None:
        sentence = _("“{name}” was written by a newer Gerund (format {found}; this one reads up to {known}).")
        super().__init__(sentence.format(name=path.name, found=found, known=known))


class NeedsPassword(QdaError):
    """The file is encrypted, and no password was given."""

    hint = N_("Give its password. Without it nobody can read the study, Gerund neither.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("“{name}” has a password.").format(name=path.name))


class WrongPassword(QdaError):
    """The file is encrypted, by another password or none of ours."""

    hint = N_("Mind capitals and the keyboard's language. If it is surely right, the file is damaged: open a backup.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("This password does not open “{name}”.").format(name=path.name))


class CipherMissing(QdaError):
    """SQLCipher is not installed: there is none for every system."""

    hint = N_("Install the Python package sqlcipher3, or use a computer that has it. Other studies open as ever.")

    def __init__(self) -> None:
        super().__init__(_("This computer has no SQLCipher, which studies with a password need."))


class EmptyPassword(QdaError):
    """Nothing protects nothing."""

    hint = N_("Four or five unrelated words are easy to keep in mind and hard to guess.")

    def __init__(self) -> None:
        super().__init__(_("A password has one letter at least."))


class NotProtected(QdaError):
    """There is no password to change or remove."""

    hint = N_("Protect it with a password first.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("“{name}” has no password.").format(name=path.name))


class AlreadyProtected(QdaError):
    """A password is there already."""

    hint = N_("Change the password instead.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("“{name}” has a password already.").format(name=path.name))


class ProjectDamaged(QdaError):
    """The database can't be read."""

    hint = N_("Nothing was changed. Open the newest backup from the folder “{name} backups” beside the project.")

    def __init__(self, path: Path) -> None:
        hint = _(self.hint).format(name=path.stem)
        super().__init__(_("“{name}” is damaged and can't be read as it is.").format(name=path.name), hint=hint)


class ProjectOpenElsewhere(QdaError):
    """Another window or command is writing to it."""

    hint = N_("Close it there first. Reading is always possible; writing is for one at a time.")

    def __init__(self, path: Path, holder: str) -> None:
        sentence = _("“{name}” is open for writing in {holder}.")
        super().__init__(sentence.format(name=path.name, holder=holder or _("another program")))


class ProjectReadOnly(QdaError):
    """The file, its folder or this opening does not allow writing."""

    hint = N_("Copy the project to a folder where you may write, and open the copy.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("“{name}” can be read but not changed.").format(name=path.name))


class ProjectGone(QdaError):
    """The file, its folder or its drive was taken away while it was open."""

    hint = N_("Nothing of this step is kept. Put the folder or the drive back, or open a backup.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("“{name}” is no longer where it was.").format(name=path.name))


class CantWrite(QdaError):
    """The disk refused: full, taken away, or over a quota."""

    hint = N_("Nothing of this step was written, and all earlier work is safe. Free some space, then try again.")

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(_("“{name}” could not be written: {reason}.").format(name=path.name, reason=reason))


class Conflict(QdaError):
    """What should be undone was changed again since."""

    hint = N_("Undo the later step first, then this one.")

    def __init__(self, what: str, later: list[str]) -> None:
        if later:
            sentence = ngettext(
                "“{what}” can't be undone by itself: “{later}” came after it and builds on it.",
                "“{what}” can't be undone by itself: “{later}” came after it and build on it.",
                len(later),
            )
            super().__init__(sentence.format(what=what, later="”, “".join(later)))
        else:
            sentence = _("“{what}” can't be undone by itself: something made later builds on it.")
            super().__init__(sentence.format(what=what))
        self.later = later


class AlreadyTakenBack(QdaError):
    """An act is undone once, and an undo done again once."""

    hint = N_("The history shows what stands and what was undone.")

    def __init__(self, what: str, *, redo: bool = False) -> None:
        sentence = _("“{what}” was done again already.") if redo else _("“{what}” was undone already.")
        super().__init__(sentence.format(what=what))


class NotUndoable(QdaError):
    """Beginning a study and joining it as a coder are nobody's to undo."""

    hint = N_("The project could not be without it.")

    def __init__(self, what: str) -> None:
        super().__init__(_("“{what}” can't be undone.").format(what=what))


class WordsErased(QdaError):
    """What an act left behind, or took away, was erased for good since."""

    hint = N_("Erasing is the one step without a way back. What was done after it can be undone as ever.")

    def __init__(self, what: str, name: str) -> None:
        sentence = _("“{what}” can't be undone any more: words of {name} that it touched have been erased.")
        super().__init__(sentence.format(what=what, name=name))


class NothingToUndo(QdaError):
    """The list is at its end."""

    hint = N_("The history lists every step, those of earlier sessions too.")

    def __init__(self, *, redo: bool = False) -> None:
        super().__init__(_("There is nothing to redo.") if redo else _("There is nothing to undo."))
