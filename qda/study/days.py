"""Days as users write them and as they are recorded."""

from __future__ import annotations

from qda.errors import QdaError
from qda.i18n import N_, _
from qda.names import clean
from qda.study.attribute_values import day


class NotADay(QdaError):
    """What was given says no day."""

    hint = N_("Write the day as 2012-05-18, 18.5.2012 or 18 May 2012; 2012-05 or 2012 where no more is known.")

    def __init__(self, words: str) -> None:
        super().__init__(_("“{words}” is not a date.").format(words=words))


def recorded_day(words: str | None) -> str | None:
    """The day (or month, or year) in ISO’s form; None where nothing is said. Raises NotADay."""
    if words is None or not clean(words):
        return None
    found = day(words)
    if found is None:
        raise NotADay(clean(words))
    return found
