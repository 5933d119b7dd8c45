"""The audit trail as a folder, and the reader's edition."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from qda.cli.output import OK, Printing, print_json, say
from qda.cli.projects import reading
from qda.errors import QdaError
from qda.i18n import N_, _, ngettext

_MEMOS = ("initial", "code", "theoretical", "case", "methodological", "reflexive")


class NoSuchMemos(QdaError):
    """A kind that memos do not have."""

    hint = N_("There are: initial, code, theoretical, case, methodological, reflexive; or none.")

    def __init__(self, said: str) -> None:
        super().__init__(_("There are no memos of the kind “{name}”.").format(name=said))


def add_arguments(command: Callable[..., argparse.ArgumentParser]) -> None:
    """`audit` and `edition` with their options."""
    trail = command("audit", audit, _("write the audit trail in six classes, as a folder or a .zip"))
    trail.add_argument("--out", type=Path, required=True, metavar="FOLDER|FILE.zip")
    trail.add_argument("--classes", default="1,2,3,4,5,6", metavar="1,2,…", help=_("only these of the six classes"))
    book = command("edition", edition, _("write the reader's edition, as one page or a folder of pages"))
    book.add_argument("--out", type=Path, required=True, metavar="FILE.html|FOLDER")
    book.add_argument(
        "--claims", action="append", default=[], metavar="N,N", help=_("only these claims, by number or beginning")
    )
    book.add_argument("--all-codes", action="store_true", help=_("codes too that no claim rests on"))
    book.add_argument("--texts", choices=("quoted", "whole", "none"), default="quoted")
    book.add_argument("--around", type=int, default=3, metavar="N", help=_("lines before and after a quoted passage"))
    book.add_argument("--memos", default="theoretical", metavar="KIND,KIND", help=_("kinds of memos, or none"))
    book.add_argument("--without-maps", action="store_true")
    book.add_argument("--title", default="")
    for made in (trail, book):
        made.add_argument("--profile", choices=("apa", "german"), default="apa")
        made.add_argument("--json", action="store_true", help=_("print what was written as an object in a list"))


def audit(arguments: argparse.Namespace) -> int:
    """Write the audit trail; say what is in it and what is not."""
    from qda.export.audit import folder as audit_folder
    from qda.export.profiles import PROFILES

    classes = audit_folder.numbers(arguments.classes)
    with reading(arguments.project) as project:
        told = audit_folder.write(
            arguments.out, project, classes, profile=PROFILES[arguments.profile], progress=Printing()
        )
    if arguments.json:
        print_json(
            [
                {
                    "first": str(told.first),
                    "files": told.files,
                    "bytes": told.size,
                    "classes": {str(number): count for number, count in told.classes},
                    "empty": list(told.empty),
                    "left_out": list(told.withheld),
                    "withdrawn": told.withdrawn,
                }
            ]
        )
        return OK
    words = ngettext(
        "Wrote {count} file; begin with “{path}”.", "Wrote {count} files; begin with “{path}”.", told.files
    )
    say(words.format(count=told.files, path=told.first))
    if told.empty:
        say(_("Nothing yet: {parts}.").format(parts=", ".join(_(each) for each in told.empty)))
    _tell_left_out(told.withheld)
    return OK


def edition(arguments: argparse.Namespace) -> int:
    """Write the reader's edition; say how much is in it."""
    from qda.export.profiles import PROFILES
    from qda.export.reader import edition as reader_edition

    memos = _kinds(arguments.memos)
    with reading(arguments.project) as project:
        wanted = [each.strip() for said in arguments.claims for each in _claims(said)]
        choice = reader_edition.Choice(
            claims=reader_edition.claim_ids(project, wanted) if wanted else None,
            all_codes=arguments.all_codes,
            texts=arguments.texts,
            around=max(0, arguments.around),
            memos=memos,
            maps=not arguments.without_maps,
            title=arguments.title,
            profile=PROFILES[arguments.profile],
        )
        told = reader_edition.write(arguments.out, project, choice, Printing())
    if arguments.json:
        print_json(
            [
                {
                    "first": str(told.first),
                    "files": [str(path) for path in told.files],
                    "claims": told.claims,
                    "codes": told.codes,
                    "quotes": told.quotes,
                    "texts": told.texts,
                    "not_anonymised": told.not_anonymised,
                    "left_out": list(told.withheld),
                }
            ]
        )
        return OK
    words = _("Wrote “{path}”: {claims} claims, {codes} codes, {quotes} quotes, {texts} texts.")
    say(words.format(path=told.first, claims=told.claims, codes=told.codes, quotes=told.quotes, texts=told.texts))
    if told.not_anonymised:
        words = ngettext("{count} of its texts is not recorded as anonymised.",
                         "{count} of its texts are not recorded as anonymised.", told.not_anonymised)  # fmt: skip
        say(words.format(count=told.not_anonymised))
    _tell_left_out(told.withheld)
    return OK


def _claims(said: str) -> list[str]:
    """Numbers between commas; words are one claim, commas and all."""
    parts = [each.strip() for each in said.split(",")]
    return parts if all(each.isdecimal() for each in parts) else [said]


def _kinds(said: str) -> tuple[str, ...]:
    """Kinds of memos between commas. Raises NoSuchMemos."""
    found = tuple(each.strip() for each in said.split(",") if each.strip() not in ("", "none"))
    for each in found:
        if each not in _MEMOS:
            raise NoSuchMemos(each)
    return found


def _tell_left_out(names: tuple[str, ...]) -> None:
    if names:
        say(_("Left out without consent: {names}.").format(names=", ".join(names)))
