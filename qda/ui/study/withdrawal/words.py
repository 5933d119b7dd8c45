"""Words of the screen on withdrawal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qda.i18n import _, ngettext

if TYPE_CHECKING:
    from qda.analysis.study.withdrawn_list import Holding


def counted(found: Holding) -> str:
    """“12 things hold their words: 10 leave masked, 2 as they are. 3 files left before.”"""
    count = len(found.items)
    if not count:
        told = _("Nothing in the study holds words of {name}.").format(name=found.name)
    else:
        told = ngettext("{count} thing holds their words", "{count} things hold their words", count)
        told = told.format(count=f"{count:,}")
        if found.withdrawal is not None:
            leave = _("{masked} leave masked, {kept} as they are")
            told += ": " + leave.format(masked=found.count("mask"), kept=found.count("keep"))
        told += "."
    left = len(found.earlier)
    if left:
        told += " " + ngettext("{count} file left before.", "{count} files left before.", left).format(count=left)
    return told
