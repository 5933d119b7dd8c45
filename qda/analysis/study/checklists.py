"""Reporting checklists filled in from a project: what it knows of each item, and what is the researcher's to write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import qda
from qda.analysis.study.checklist_items import ITEMS, Item
from qda.analysis.study.checklist_known import Known, Told, known
from qda.i18n import N_, _
from qda.project.project import Project
from qda.study import checklists

_NAMED = 8
"""So many roles are named, the last of them as “others” where there are more."""

State = Literal["known", "half", "open"]
STATES: dict[State, str] = {
    "known": N_("from the project"),
    "half": N_("in part from the project"),
    "open": N_("for the researcher to write"),
}


@dataclass(frozen=True, slots=True)
class Lengths:
    """Of each kind of source what is to be said of it, in signs that need no language."""

    kinds: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence with values: numbers, words, or things by name with a number each. Writers put it in a language."""

    words: str
    values: Mapping[str, int | str | Told | Lengths] = field(default_factory=dict)

    def said(self, translate: Callable[[str], str] = _, number: Callable[[int], str] = str) -> str:
        """The sentence; `translate` knows its words, `number` how numbers are written."""

        def told(value: int | str | Told | Lengths) -> str:
            if isinstance(value, Lengths):
                return "; ".join(f"{translate(kind)}: {words}" for kind, words in value.kinds)
            if isinstance(value, tuple):
                return ", ".join(f"{translate(name)} ({number(count)})" for name, count in value)
            return number(value) if isinstance(value, int) else value

        return translate(self.words).format(**{name: told(value) for name, value in self.values.items()})


@dataclass(frozen=True, slots=True)
class Filled:
    """An item with what the project knows of it, and what the researcher wrote beside it."""

    item: Item
    facts: tuple[Fact, ...]
    state: State
    answer: str = ""

    @property
    def done(self) -> bool:
        """True if there is nothing left to write."""
        return bool(self.answer) or self.state == "known"


def filled(project: Project, checklist: str) -> list[Filled]:
    """All items of a checklist, in order. Raises UnknownChecklist."""
    name = checklists.known(checklist)
    facts, written = known(project), checklists.answers(project, name)
    return [_filled(item, _FACTS[name].get(item.key), facts, written.get(item.key, "")) for item in ITEMS[name]]


def _filled(item: Item, rule: Rule | None, facts: Known, answer: str) -> Filled:
    found = tuple(fact for make in (rule.makers if rule else ()) if (fact := make(facts)) is not None)
    state: State = "open" if not found or rule is None else "known" if rule.whole else "half"
    return Filled(item, found, state, answer)


@dataclass(frozen=True, slots=True)
class Rule:
    """What is told of an item; `whole` where that answers it."""

    makers: tuple[Callable[[Known], Fact | None], ...]
    whole: bool = False


def _half(*makers: Callable[[Known], Fact | None]) -> Rule:
    return Rule(makers)


def _whole(*makers: Callable[[Known], Fact | None]) -> Rule:
    return Rule(makers, whole=True)


def _listed(names: tuple[str, ...]) -> str:
    return "; ".join(names)


# --- sentences; each is None where the project knows nothing ---------------------------------------------------------


def _title(k: Known) -> Fact | None:
    return Fact(N_("The study is called “{title}”."), {"title": k.study.title}) if k.study.title else None


def _questions(k: Known) -> Fact | None:
    return Fact("{questions}", {"questions": " ".join(k.study.questions)}) if k.study.questions else None


def _context(k: Known) -> Fact | None:
    return Fact(N_("Context: {context}."), {"context": k.study.context.rstrip(".")}) if k.study.context else None


def _described(k: Known) -> Fact | None:
    return Fact("{words}", {"words": k.study.description}) if k.study.description else None


def _units(k: Known) -> Fact | None:
    told = N_("Units of analysis: {n} ({names}); cases embedded in them: {cases}.")
    return Fact(told, {"n": k.units, "names": _listed(k.unit_names), "cases": k.cases}) if k.units else None


def _grounded(k: Known) -> Fact | None:
    told = N_(
        "The project is built for grounded theory after Charmaz: initial codes {initial}, focused codes {focused}."
    )
    levels = dict(k.levels)
    if not levels.get("focused"):
        return None
    return Fact(told, {"initial": levels.get("initial", 0), "focused": levels["focused"]})


def _sampling(k: Known) -> Fact | None:
    told = N_("Theoretical sampling: {n} steps are logged, each with the gap it answers.")
    return Fact(told, {"n": k.sampling}) if k.sampling else None


def _plan(k: Known) -> Fact | None:
    return Fact(N_("Planned: {methods}."), {"methods": _listed(k.plan)}) if k.plan else None


def _size(k: Known) -> Fact | None:
    return Fact(N_("Participants: {n}."), {"n": k.participants}) if k.participants else None


def _roles(k: Known) -> Fact | None:
    if not k.roles:
        return _size(k)
    told = N_("Participants: {n}; by role: {roles}.")
    return Fact(told, {"n": k.participants, "roles": _few(k.roles)})


def _few(told: Told) -> Told:
    """The most frequent; the rest together, where they are many."""
    if len(told) <= _NAMED:
        return told
    return (*told[: _NAMED - 1], (N_("others"), sum(count for _name, count in told[_NAMED - 1 :])))


def _refusals(k: Known) -> Fact | None:
    told = N_(
        "Consent: asked {asked}, refused something {refused}, withdrew {withdrawn}, not answered yet {unanswered}."
    )
    values = {"asked": k.asked, "refused": k.refused, "withdrawn": k.withdrawn, "unanswered": k.unanswered}
    return Fact(told, dict(values)) if k.asked else None


def _forms(k: Known) -> Fact | None:
    return Fact(N_("Forms of consent: {forms}."), {"forms": k.forms}) if k.forms else None


def _kinds(k: Known) -> Fact | None:
    told = N_("Sources: {kinds}; words in all: {words}.")
    return Fact(told, {"kinds": k.kinds, "words": k.words}) if k.kinds else None


def _dates(k: Known) -> Fact | None:
    return Fact(N_("Dates of the sources: {first} to {last}."), {"first": k.first, "last": k.last}) if k.first else None


def _attributes(k: Known) -> Fact | None:
    return Fact(N_("Recorded attributes: {names}."), {"names": _listed(k.attributes)}) if k.attributes else None


def _instruments(k: Known) -> Fact | None:
    told = N_("Instruments: {names}; questions and dimensions in all: {items}.")
    return Fact(told, {"names": _listed(k.instruments), "items": k.items}) if k.instruments else None


def _versions(k: Known) -> Fact | None:
    told = N_("Later versions of an instrument: {n}; every wording is kept.")
    return Fact(told, {"n": k.versions}) if k.versions else None


def _repeated(k: Known) -> Fact | None:
    told = N_("Participants interviewed: {n}; more than once: {repeated}.")
    return Fact(told, {"n": k.interviewed, "repeated": k.repeated}) if k.interviewed else None


def _step(name: str, words: str) -> Callable[[Known], Fact | None]:
    def told(k: Known) -> Fact | None:
        count = dict(k.steps).get(name, 0)
        return Fact(words, {"n": count, "all": sum(n for _kind, n in k.kinds)}) if count else None

    return told


_recorded = _step("recorded", N_("Recorded: {n} of {all} sources."))
_returned_transcripts = _step("returned", N_("Transcripts returned to participants: {n} of {all} sources."))


def _steps(k: Known) -> Fact | None:
    return Fact(N_("Steps of processing, with sources: {steps}."), {"steps": k.steps}) if k.steps else None


def _field_notes(k: Known) -> Fact | None:
    count = dict(k.kinds).get("field note", 0)
    return Fact(N_("Field notes among the sources: {n}."), {"n": count}) if count else None


def _minutes(k: Known) -> Fact | None:
    told = tuple((m.kind, f"{m.least}–{m.most}, M = {m.mean:.0f}, n = {m.known}") for m in k.minutes)
    words = N_("Minutes, by kind of source (least–most, mean, number known): {told}.")
    return Fact(words, {"told": Lengths(told)}) if told else None


def _judged(k: Known) -> Fact | None:
    told = N_("Dated judgements on the saturation of categories: {n}, the last on {day}.")
    return Fact(told, {"n": k.judgements, "day": k.judged_on}) if k.judgements else None


def _reached(k: Known) -> Fact | None:
    told = N_("New codes fell to 5% of the base or below at {notation} (base and run after Guest et al., 2020).")
    return Fact(told, {"notation": k.notation}) if k.notation else None


def _coders(k: Known) -> Fact | None:
    told = N_("Coders: {n}; codings by each: {coders}.")
    return Fact(told, {"n": len(k.coders), "coders": k.coders}) if k.coders else None


def _tree(k: Known) -> Fact | None:
    told = N_(
        "Codes by level: {levels}; codes gathered under others: {gathered}. The report “Code book” describes them."
    )
    return Fact(told, {"levels": k.levels, "gathered": k.gathered}) if k.levels else None


def _origins(k: Known) -> Fact | None:
    return Fact(N_("Origin of the initial codes: {origins}."), {"origins": k.origins}) if k.origins else None


def _software(k: Known) -> Fact | None:
    return Fact(N_("Gerund {version}; the project was begun on {day}."), {"version": qda.__version__, "day": k.begun})


def _feedback(k: Known) -> Fact | None:
    told = N_("Feedback: {kinds}; sent {sent}, answered {returned}.")
    return Fact(told, {"kinds": k.feedback, "sent": k.sent, "returned": k.returned}) if k.feedback else None


def _quotations(k: Known) -> Fact | None:
    told = N_(
        "Coded segments: {n}; with a participant’s pseudonym: {named}. Quotations carry pseudonym, source and line."
    )
    if not k.quotable:  # nobody is told from another, and no quotation carries a pseudonym
        told = N_("Coded segments: {n}. Quotations carry source and line.")
    return Fact(told, {"n": k.segments, "named": k.quotable}) if k.segments else None


def _coded(k: Known) -> Fact | None:
    told = N_("Codings: {n} on {segments} segments in {sources} sources.")
    return Fact(told, {"n": k.codings, "segments": k.segments, "sources": k.coded_sources}) if k.codings else None


def _claims(k: Known) -> Fact | None:
    told = N_("Claims: {n}; passages held against them: {negative}, on {contrary} claims.")
    values = {"n": k.claims, "negative": k.negative, "contrary": k.contrary}
    return Fact(told, dict(values)) if k.claims else None


def _themes(k: Known) -> Fact | None:
    return Fact(N_("Categories and themes: {names}."), {"names": _listed(k.themes)}) if k.themes else None


def _negative(k: Known) -> Fact | None:
    told = N_("Passages held against claims, each with what became of it: {n}.")
    return Fact(told, {"n": k.negative}) if k.negative else None


def _reflexive(k: Known) -> Fact | None:
    count = dict(k.memos).get("reflexive", 0)
    return Fact(N_("Reflexive memos, dated: {n}."), {"n": count}) if count else None


def _memos(k: Known) -> Fact | None:
    return Fact(N_("Memos by kind: {kinds}."), {"kinds": k.memos}) if k.memos else None


def _compared(k: Known) -> Fact | None:
    return Fact(N_("Comparisons with a recorded result: {n}."), {"n": k.verdicts}) if k.verdicts else None


def _properties(k: Known) -> Fact | None:
    return Fact(N_("Properties of categories: {n}."), {"n": k.properties}) if k.properties else None


def _trail(k: Known) -> Fact | None:
    return Fact(N_("Audit trail: {n} dated steps since {day}."), {"n": k.commands, "day": k.begun})


def _patterns(k: Known) -> Fact | None:
    told = N_(
        "Patterns matched with propositions, case by case: {n}; matrices across cases and perspectives: {matrices}."
    )
    return Fact(told, {"n": k.patterns, "matrices": k.matrices}) if k.patterns or k.matrices else None


def _literature(k: Known) -> Fact | None:
    return Fact(N_("Publications included in the review: {n}."), {"n": k.literature}) if k.literature else None


_FACTS: Mapping[str, Mapping[str, Rule]] = {
    "coreq": {
        "8": _half(_reflexive),
        "9": _half(_grounded),
        "10": _half(_plan, _sampling),
        "12": _whole(_size),
        "13": _half(_refusals),
        "14": _half(_context),
        "16": _half(_roles, _units, _dates, _attributes),
        "17": _half(_instruments, _versions),
        "18": _whole(_repeated),
        "19": _half(_recorded),
        "20": _half(_field_notes),
        "21": _whole(_minutes),
        "22": _half(_judged, _reached),
        "23": _half(_returned_transcripts),
        "24": _whole(_coders),
        "25": _half(_tree),
        "26": _half(_origins),
        "27": _whole(_software),
        "28": _half(_feedback),
        "29": _half(_quotations),
        "30": _half(_claims, _coded),
        "31": _half(_themes),
        "32": _half(_negative),
    },
    "srqr": {
        "1": _half(_title),
        "4": _whole(_questions),
        "5": _half(_grounded),
        "6": _half(_reflexive),
        "7": _half(_context, _described, _units),
        "8": _half(_plan, _sampling, _judged, _reached),
        "9": _half(_refusals, _forms),
        "10": _half(_kinds, _dates, _minutes),
        "11": _half(_instruments, _versions, _recorded),
        "12": _half(_roles, _units, _kinds),
        "13": _half(_steps, _software),
        "14": _half(_coders, _coded, _tree, _origins, _compared, _software),
        "15": _half(_feedback, _negative, _memos, _trail),
        "16": _half(_themes, _properties, _patterns),
        "17": _half(_quotations, _claims),
        "18": _half(_literature),
    },
}
