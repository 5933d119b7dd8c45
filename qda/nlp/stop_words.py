"""Small words that are left out where words are counted, in English and German, and which of the two a study speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qda.nlp import lexicon

_ENGLISH_TALK = """
    a am an are be been being did do does doing done had has have having is it's i'm i've i'd i'll that's was were
    wasn't weren't don't didn't doesn't isn't aren't can't couldn't wouldn't won't shouldn't haven't hasn't hadn't
    you're you've you'd you'll we're we've we'd we'll they're they've they'd they'll he's he'd he'll she's she'd she'll
    it'd it'll there's there'd that'd that'll who's who'd what's let's mustn't needn't mightn't s t re ve ll d m
    er erm um uh mm mhm hm hmm oh ah ok okay yeah yes no well like just really sort kind lot bit thing things get got
    getting go going goes gone went know think mean said say
    """
_GERMAN = """
    der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner keines
    ich du er sie es wir ihr man mich dich sich uns euch mir dir ihm ihn ihnen mein meine meinen meinem meiner meines
    dein deine deinen deinem deiner sein seine seinen seinem seiner seines ihre ihren ihrem ihrer ihres unser unsere
    unseren unserem unserer euer eure euren dieser diese dieses diesen diesem jener jene jenes jenen jenem
    welcher welche welches welchen welchem jeder jede jedes jeden jedem alle alles allen allem aller
    selbst selber einander jemand niemand etwas was nichts viel viele vielen wenig wenige mehr manche manchmal einige
    beide beiden andere anderen anderer anderes anderem solche solchen
    und oder aber denn doch sondern weil da dass daß wenn als ob obwohl damit bevor nachdem während bis seit sodass
    sowie sowohl weder noch entweder falls indem wobei wodurch wofür womit woran darum deshalb deswegen trotzdem
    dennoch jedoch also dann danach davor dabei dadurch dafür dagegen daher dahin daran darauf daraus darin darüber
    davon dazu hierbei hierzu hier dort hin her
    in im ins an am ans auf aufs aus bei beim mit nach von vom vor zu zum zur durch für gegen ohne um über unter
    zwischen hinter neben wegen trotz innerhalb außerhalb gegenüber entlang ab
    wie wo wer wem wen wessen wann warum wieso weshalb woher wohin
    bin bist ist sind seid war warst waren wart gewesen sei seien wäre wären wärst
    habe hab hast hat haben habt hatte hatten hattest gehabt hätte hätten hättest
    werde wirst wird werden werdet wurde wurden worden geworden würde würden würdest
    kann kannst können könnt konnte konnten könnte könnten muss muß musst müssen müsst musste mussten müsste müssten
    soll sollst sollen sollte sollten will willst wollen wollte wollten darf dürfen durfte durften dürfte
    mag möchte möchten mochte
    nicht nie niemals nur auch nun jetzt immer wieder schon sehr so ganz gar etwa fast kaum sogar zwar bereits
    erst mal einmal oft eher vielleicht wohl natürlich eigentlich überhaupt zumindest wenigstens besonders
    ja nein nee ne naja okay ok äh ähm öh öhm hm hmm mhm ach oh tja genau halt eben einfach irgendwie irgendwo
    irgendwann irgendwas quasi sozusagen gell gut dings
    sag sage sagt sagen sagte gesagt glaube glaub denke denk gehe geht gehen ging gegangen mache macht machen
    gemacht sache sachen ding dinge bisschen 's n
    """

SMALL: Mapping[str, frozenset[str]] = {
    "en": lexicon.FUNCTION_WORDS | lexicon.AUXILIARIES | frozenset(_ENGLISH_TALK.split()),
    "de": frozenset(word.casefold() for word in _GERMAN.split()),
}
"""By language, as they are counted: small letters, ß as ss."""


def language(forms: Sequence[str], counts: Sequence[int]) -> str:
    """What is spoken, by the small words that only one of the languages has; English where there are none."""
    english, german = SMALL["en"] - SMALL["de"], SMALL["de"] - SMALL["en"]
    told = sum(((form in german) - (form in english)) * count for form, count in zip(forms, counts, strict=False))
    return "de" if told > 0 else "en"
