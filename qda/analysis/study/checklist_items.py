"""The items of two reporting checklists: numbers and titles as published, what each asks for in our own words.

COREQ: Tong, Sainsbury and Craig (2007), doi:10.1093/intqhc/mzm042, 32 items. SRQR: O'Brien, Harris, Beckman, Reed and
Cook (2014), doi:10.1097/ACM.0000000000000388, 21 items.
"""

from __future__ import annotations

from dataclasses import dataclass

from qda.i18n import N_


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its number, the part it stands in, its title, and what is to be told."""

    key: str
    part: str
    title: str
    ask: str


_TEAM, _DESIGN, _FINDINGS = (
    N_("1. Research team and reflexivity"),
    N_("2. Study design"),
    N_("3. Analysis and findings"),
)
COREQ: tuple[Item, ...] = (
    Item("1", _TEAM, N_("Interviewer or facilitator"), N_("Who conducted the interviews or the groups?")),
    Item("2", _TEAM, N_("Credentials"), N_("Which degrees do the researchers hold?")),
    Item("3", _TEAM, N_("Occupation"), N_("What was their work at the time of the study?")),
    Item("4", _TEAM, N_("Gender"), N_("What is the researchers’ gender?")),
    Item("5", _TEAM, N_("Experience and training"), N_("What had the researchers learnt and done before?")),
    Item("6", _TEAM, N_("Relationship established"), N_("Did researcher and participants know each other before?")),
    Item("7", _TEAM, N_("What participants knew"), N_("What were participants told of the researcher’s aims?")),
    Item(
        "8", _TEAM, N_("Interviewer’s characteristics"), N_("Which interests and assumptions did the researcher have?")
    ),
    Item("9", _DESIGN, N_("Methodological orientation"), N_("On which methodology does the study stand?")),
    Item("10", _DESIGN, N_("Sampling"), N_("How were participants selected?")),
    Item("11", _DESIGN, N_("Method of approach"), N_("How were participants approached?")),
    Item("12", _DESIGN, N_("Sample size"), N_("How many people took part?")),
    Item("13", _DESIGN, N_("Non-participation"), N_("How many refused or dropped out, and why?")),
    Item("14", _DESIGN, N_("Setting of data collection"), N_("Where were the data collected?")),
    Item("15", _DESIGN, N_("Presence of others"), N_("Was anybody there beside participants and researchers?")),
    Item("16", _DESIGN, N_("Description of sample"), N_("What matters about the sample: people, dates, cases?")),
    Item("17", _DESIGN, N_("Interview guide"), N_("Were questions and prompts given, and tried out before?")),
    Item("18", _DESIGN, N_("Repeat interviews"), N_("Was anybody interviewed more than once?")),
    Item("19", _DESIGN, N_("Recording"), N_("Were the data recorded in sound or picture?")),
    Item("20", _DESIGN, N_("Field notes"), N_("Were field notes made during or after collection?")),
    Item("21", _DESIGN, N_("Duration"), N_("How long did interviews or groups take?")),
    Item("22", _DESIGN, N_("Data saturation"), N_("Is saturation discussed?")),
    Item("23", _DESIGN, N_("Transcripts returned"), N_("Were transcripts given back for comment or correction?")),
    Item("24", _FINDINGS, N_("Number of coders"), N_("How many people coded the data?")),
    Item("25", _FINDINGS, N_("Description of the coding tree"), N_("Is the tree of codes described?")),
    Item("26", _FINDINGS, N_("Derivation of themes"), N_("Were themes set beforehand, or drawn from the data?")),
    Item("27", _FINDINGS, N_("Software"), N_("With which software were the data managed?")),
    Item("28", _FINDINGS, N_("Participant checking"), N_("Did participants comment on the findings?")),
    Item("29", _FINDINGS, N_("Quotations presented"), N_("Are themes illustrated by quotations, each identified?")),
    Item("30", _FINDINGS, N_("Data and findings consistent"), N_("Do the findings follow from the data shown?")),
    Item("31", _FINDINGS, N_("Clarity of major themes"), N_("Are the major themes clearly presented?")),
    Item("32", _FINDINGS, N_("Clarity of minor themes"), N_("Are diverse cases or minor themes described?")),
)

_HEAD, _INTRO, _METHODS, _RESULTS, _DISCUSSION, _OTHER = (
    N_("Title and abstract"),
    N_("Introduction"),
    N_("Methods"),
    N_("Results"),
    N_("Discussion"),
    N_("Other"),
)
SRQR: tuple[Item, ...] = (
    Item("1", _HEAD, N_("Title"), N_("Says what is studied, and that the study is qualitative.")),
    Item("2", _HEAD, N_("Abstract"), N_("Sums up background, purpose, methods, results and conclusions.")),
    Item("3", _INTRO, N_("Problem formulation"), N_("The phenomenon, why it matters, and what is known of it.")),
    Item("4", _INTRO, N_("Purpose or research question"), N_("What the study is for, and what it asks.")),
    Item("5", _METHODS, N_("Approach and paradigm"), N_("The approach, its theory and the paradigm, with the reason.")),
    Item(
        "6",
        _METHODS,
        N_("Researchers and reflexivity"),
        N_("Who the researchers are, and how that bears on the study."),
    ),
    Item("7", _METHODS, N_("Context"), N_("The setting, and what about it matters.")),
    Item(
        "8", _METHODS, N_("Sampling strategy"), N_("How people, documents or events were chosen; when sampling ended.")
    ),
    Item("9", _METHODS, N_("Ethical issues"), N_("Approval by a review board, consent, confidentiality.")),
    Item("10", _METHODS, N_("Data collection methods"), N_("Which data, how, from when to when, with what changes.")),
    Item(
        "11",
        _METHODS,
        N_("Instruments and technologies"),
        N_("Guides, devices, and how they changed during the study."),
    ),
    Item("12", _METHODS, N_("Units of study"), N_("How many people, documents or events, and what they are like.")),
    Item("13", _METHODS, N_("Data processing"), N_("Transcribing, checking, coding, making anonymous, keeping safe.")),
    Item("14", _METHODS, N_("Data analysis"), N_("How inferences and themes were arrived at, and by whom.")),
    Item("15", _METHODS, N_("Trustworthiness"), N_("What was done to make the findings credible.")),
    Item("16", _RESULTS, N_("Synthesis and interpretation"), N_("The main findings: themes, a model, a theory.")),
    Item("17", _RESULTS, N_("Links to empirical data"), N_("Quotations, field notes and the like that bear them out.")),
    Item(
        "18",
        _DISCUSSION,
        N_("Integration with prior work"),
        N_("How the findings stand to earlier work; what they add."),
    ),
    Item("19", _DISCUSSION, N_("Limitations"), N_("How far the findings can be trusted, and where they end.")),
    Item(
        "20", _OTHER, N_("Conflicts of interest"), N_("What might have influenced the study, and how it was handled.")
    ),
    Item("21", _OTHER, N_("Funding"), N_("Who paid, and what part they had in the study.")),
)
ITEMS = {"coreq": COREQ, "srqr": SRQR}
