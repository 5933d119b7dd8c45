"""What a report waits for while the study has nothing for it: a sentence, and the way there."""

from __future__ import annotations

from dataclasses import dataclass

from qda.i18n import N_


@dataclass(frozen=True, slots=True)
class Lack:
    """What is not there yet; the words of a button, the workspace it leads to, and the action that is begun there."""

    sentence: str
    button: str
    workspace: str
    action: str = ""


_CODED = Lack(
    N_("Reports count and quote what is coded. Code a text, and its codes can be taken into Word from here."),
    N_("Go to the texts"),
    "code",
)
_GATHERED = Lack(
    N_("No initial code is gathered under a focused code yet. The board is where codes are clustered and named."),
    N_("Go to the board"),
    "focus",
)
_RAISED = Lack(
    N_("No focused code has been raised to a category yet. Categories get their properties and dimensions there."),
    N_("Go to categories"),
    "categories",
)
_CLAIMED = Lack(
    N_("No claim has been stated yet. State one, and rest it on categories, codes and segments."),
    N_("Go to claims"),
    "claims",
    "claims.list",
)
_GUIDED = Lack(
    N_("No interview guide has questions yet. Write one under Instruments, and answers are found by its questions."),
    N_("Go to the instruments"),
    "study",
    "study.instruments",
)
_READ = Lack(
    N_("No literature has been taken in yet. Import a .ris or .bib file, or add publications by hand."),
    N_("Go to the literature"),
    "study",
    "study.literature",
)
_LACKS = {
    "clusters": _GATHERED,
    "lineage": _GATHERED,
    "themes": _RAISED,
    "categories": _RAISED,
    "claims": _CLAIMED,
    "chain": _CLAIMED,
    "negatives": Lack(
        N_("Nothing has been held against a claim yet. Passages that speak against one are judged on its desk."),
        N_("Go to negative cases"),
        "claims",
        "claims.negative",
    ),
    "patterns": Lack(
        N_("No proposition has been written yet. Say what is expected, and what would be expected otherwise."),
        N_("Go to patterns"),
        "claims",
        "claims.patterns",
    ),
    "triangulation": Lack(
        N_("No triangulation has been laid out yet. It sets claims and categories against kinds of source."),
        N_("Go to triangulation"),
        "claims",
        "claims.triangulation",
    ),
    "maps": Lack(
        N_("No map has been drawn yet. Codes, categories and memos are laid out and related on one."),
        N_("Go to the map"),
        "map",
    ),
    "perspectives": Lack(
        N_("No perspectives have been set side by side yet. Choose a case, and name its perspectives and topics."),
        N_("Go to perspectives"),
        "cases",
        "cases.perspectives",
    ),
    "across": Lack(
        N_("No cases have been set side by side yet. Lay out a matrix of cases by codes, categories or properties."),
        N_("Go across cases"),
        "cases",
        "cases.across",
    ),
    "cases": Lack(
        N_("The study has no cases yet. Set one up in its unit of analysis, and give it its sources."),
        N_("Go to units and cases"),
        "study",
        "study.homes",
    ),
    "study": Lack(
        N_("Nothing is written of the design yet: context, questions, units, cases and the data plan."),
        N_("Go to the study"),
        "study",
    ),
    "timeline": Lack(
        N_("Nothing has a day yet. Date the sources, and set down the phases of the study."),
        N_("Go to the timeline"),
        "study",
        "study.timeline",
    ),
    "sources": Lack(
        N_("The study has no texts yet. Import transcripts, field notes or records."),
        N_("Go to the study"),
        "study",
    ),
    "participants": Lack(
        N_("The register of participants is empty. Speakers of the transcripts can be taken into it."),
        N_("Go to the participants"),
        "study",
        "study.participants",
    ),
    "attributes": Lack(
        N_("No attributes are recorded yet. Add some for cases, participants or sources, or take in a spreadsheet."),
        N_("Go to the attributes"),
        "study",
        "study.attributes",
    ),
    "consent": Lack(
        N_("No consent is recorded yet. Each participant’s answer is kept in the register."),
        N_("Go to the register"),
        "study",
        "study.consent",
    ),
    "feedback": Lack(
        N_("Nothing has been given back to participants yet. Put down what was sent, to whom, and what came back."),
        N_("Go to feedback"),
        "study",
        "study.feedback",
    ),
    "questions": _GUIDED,
    "answers": _GUIDED,
    "memos": Lack(N_("No memo has been written yet."), N_("Go to the memos"), "memos"),
    "comparisons": Lack(
        N_("Nothing has been coded that could be compared. Incidents of a code are set side by side in Compare."),
        N_("Go to Compare"),
        "compare",
    ),
    "biographies": Lack(
        N_("There are no categories or themes yet. Choose codes at the left, and theirs are shown."),
        N_("Go to categories"),
        "categories",
    ),
    "saturation": Lack(
        N_("No source is marked as coded and dated. Mark those that are done, and the curve counts them."),
        N_("Go to saturation"),
        "categories",
        "category.saturation",
    ),
    "sampling": Lack(
        N_("The log of theoretical sampling is empty. Put down a gap, the question it raises, and where to look."),
        N_("Go to sampling"),
        "categories",
        "category.saturation",
    ),
    "words": Lack(
        N_("There are no words to count yet. Import transcripts, field notes or records."),
        N_("Go to the study"),
        "study",
    ),
    "references": _READ,
    "screening": _READ,
    "criteria": Lack(
        N_("No criteria are set and no grades are given yet. Both are kept with the literature."),
        N_("Go to the literature"),
        "study",
        "study.literature",
    ),
    "studies": Lack(
        N_("No publication has been included yet. Decide over each one under Screening."),
        N_("Go to the literature"),
        "study",
        "study.literature",
    ),
}


def lack(kind: str) -> Lack:
    """What a report with nothing in it waits for; of those that count and quote codes, a coded text."""
    return _LACKS.get(kind, _CODED)
