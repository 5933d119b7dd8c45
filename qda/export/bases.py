"""What every table counts out of: whatever is coded. What the study has beside it is said, and left out.

A source without a coding, a case of which nothing is coded, a participant none of whose own words are coded could bear
nothing out: with them in the base every share would look smaller than it is. So no table counts out of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from qda.export.profiles import Profile
from qda.i18n import N_

_WORDS = {
    "sources": (
        N_("{n} further source holds no coding and is left out."),
        N_("{n} further sources hold no coding and are left out."),
    ),
    "cases": (
        N_("{n} further case holds no coding and is left out."),
        N_("{n} further cases hold no coding and are left out."),
    ),
    "participants": (
        N_("{n} further participant has no coded words of their own and is left out."),
        N_("{n} further participants have no coded words of their own and are left out."),
    ),
}


def left_out(profile: Profile, *, sources: int = 0, cases: int = 0, participants: int = 0) -> Iterator[str]:
    """A sentence for each kind of which the study has more than is coded; the numbers are of those left out."""
    for count, (one, many) in zip((sources, cases, participants), _WORDS.values(), strict=True):
        if count > 0:
            yield profile.number_of(count, one, many)
