"""Pseudonyms to begin with: a proposal for each name, which is there to be typed over.

What a name tells that the study may need is kept – that it is a school, or a street –, its initial is not, and no
proposal is a name of the register or stands in it already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from qda.i18n import N_, _
from qda.names import name_key
from qda.project.names_register import HiddenName, Kind
from qda.text.hidden import Finder


def _listed(words: str) -> list[str]:
    return words.split()


_GIVEN: Final = _listed(
    """
    Alba Bevan Carys Dorian Edda Fabian Greta Hollis Ines Jonas Kerstin Laurin Mirelle Nils Odile Perrin
    Runa Selwyn Thea Ulric Vesna Wanda Yorick Zelda Amias Blythe Corin Delphine Emrys Fenella Gideon Hester
    Imre Juno Kasimir Linnea Marlow Nerys Osric Phoebe Rafe Sunniva Tamsin Ursel Viggo Wilmot Ysolde Zeno
    Agda Bertil Ciara Dagny Eluned Florin Gesine Hedda Idris Jorun Katrin Lowri Mattis Noemi Orla Piers Quirin
    Rhoda Silvan Torben Una Veit Wenzel Xenia Ywain Arvid Birgit Cosmo Davina Elfed Freya Gawain Hilde Ilse
    Jarvis Kendra Lorcan Maeve Norbert Ottmar Petra Ronan Signe Tove Ulla Verity Wiebke Anselm Bronwen Cedric
    """
)
_FAMILY: Final = _listed(
    """
    Aldous Brandt Corrigan Denholm Ebner Farrow Garrick Haldane Inskip Jessop Kettering Larkin Merrow
    Norland Osgood Penrose Quayle Rendell Sorley Thorne Upton Varley Winslow Yardley Ashdown Bramley Colby
    Dunmore Ellery Foxley
    """
)
_PLACES: Final = _listed(
    """
    Alderbrook Birchwell Cranmoor Dunhaven Eastmere Fernleigh Glenmarsh Hartwick Ivybridge Kelstow Linmouth
    Millbeck Netherby Oakhurst Pendale Ravensford Stonebeck Thornbury Upwell Wexmoor Ashmere Brackenhill
    Coldbrook Elmstead
    """
)
# The last word of a name that says what it is, and stays.
_TELLING: Final = frozenset(
    _listed(
        """
        academy agency association board centre charity church clinic college committee council court department
        foundation hospice hospital mosque nursery partnership primary school service services surgery team
        trust union university avenue bridge close crescent drive estate gardens green grove hill lane park
        place road row square station street terrace way schule klinik krankenhaus verein jugendamt kirche
        """
    )
)


_TITLES: Final = frozenset(_listed("mr mrs ms miss dr prof herr frau sir lady lord aunt uncle sister father"))
_NUMBERED: Final[dict[Kind, str]] = {
    "person": N_("Person {number}"),
    "place": N_("Place {number}"),
    "organisation": N_("Organisation {number}"),
    "other": N_("Name {number}"),
}


def ideas(words: str, kind: Kind, names: Sequence[HiddenName], avoid: Iterable[str] = ()) -> Iterator[str]:
    """Pseudonyms for a name, one after the other; `avoid` are other words that are not to be met in the study.

    When the lists are at their end, it goes on with “Person 131”.
    """
    finder = Finder(form for name in names for form in name.forms())
    taken = {name_key(form.by) for name in names for form in name.forms()} | {name_key(each) for each in avoid}
    parts = {part for key in taken for part in key.split()}
    for idea in _made(words, kind, names):
        key = name_key(idea)
        fresh = key not in taken and not (kind == "person" and key in parts)  # “Martine” of “Martine Keller”
        if fresh and not finder.find(idea) and name_key(words) != key:
            yield idea


def belongs_to(words: str, names: Sequence[HiddenName]) -> HiddenName | None:
    """The person of whose name these words are likely another way of writing: they share a word with it."""
    own = _words(words)
    near = [name for name in names if name.kind == "person" and own & _words(name.real)]
    return max(near, key=lambda name: len(own & _words(name.real)), default=None)


def as_variant(words: str, of: HiddenName) -> str:
    """What stands in the place of a variant: the same words of the pseudonym as of the name, else all of it."""
    real, by = of.real.split(), of.pseudonym.split()
    if len(real) != len(by) or len(real) < 2:
        return ""
    places = {name_key(word): told for word, told in zip(real, by, strict=True)}
    found = [places.get(name_key(word)) for word in words.split()]
    return " ".join(word for word in found if word) if all(found) else ""


def _made(words: str, kind: Kind, names: Sequence[HiddenName]) -> Iterator[str]:
    yield from _listed_ideas(words, kind, len(names))
    yield from (_(_NUMBERED[kind]).format(number=number) for number in range(len(names) + 1, len(names) + 1000))


def _listed_ideas(words: str, kind: Kind, begin: int) -> Iterator[str]:
    if kind == "person":
        one, two = _turned(_GIVEN, begin, words), _turned(_FAMILY, begin, words.rsplit(maxsplit=1)[-1])
        for number, given in enumerate(one):
            yield f"{given} {two[number % len(two)]}" if len(words.split()) > 1 else given
        return
    last = words.rsplit(maxsplit=1)[-1]
    kept = f" {last}" if last.casefold() in _TELLING and len(words.split()) > 1 else ""
    for place in _turned(_PLACES, begin, words):
        yield f"{place}{kept}"


def _turned(all_of: Sequence[str], begin: int, words: str) -> list[str]:
    """The list from a place on, without those that begin as the name does."""
    at = begin % len(all_of)
    return [each for each in (*all_of[at:], *all_of[:at]) if each[0].casefold() != words[:1].casefold()]


def _words(words: str) -> set[str]:
    """The words of a name by which it is known again; those that many names have are left out."""
    return {name_key(word) for word in re.findall(r"[^\W\d_]{2,}", words)} - _TELLING - _TITLES
