"""The verbs and phrases that attribute words to somebody: lists of general English, and their forms."""

from __future__ import annotations

import re
from enum import Enum, auto

from pullquote.attribution.wordlists import words


class Takes(Enum):
    """What a cue takes as the words it attributes."""

    CLAUSE = auto()
    """A quotation or a clause, with or without "that": "says", "argues"."""
    THAT = auto()
    """A quotation, or a clause that "that" opens: "suggests", "found"."""
    OBJECT = auto()
    """A quotation, "that", or what is proposed ("proposed going further")."""
    AS = auto()
    """A description: "calls it a …", "describes X as …"."""
    QUESTION = auto()
    """A quotation or an indirect question: "asked who …"."""
    TO = auto()
    """A quotation, "that", or an infinitive behind whom it is told to: "urged X to …"."""
    QUOTE = auto()
    """Only words in quotation marks: "went on", "laughed"."""


_CLAUSE = (
    "say tell add write argue claim warn note explain admit acknowledge believe contend assert "
    "insist maintain "
    "stress emphasize emphasise state reply respond caution counter concede allege complain conclude predict "
    "remark testify tweet quip joke recall reiterate boast declare think opine posit lament point_out swear "
    "estimate speculate reckon confess brag proclaim confide put_it"
)
_THAT = (
    "suggest report remember answer project forecast envisage reveal confirm observe indicate find show "
    "agree stipulate mention imply hint "
    "disclose clarify "
    "underline underscore highlight theorize hypothesize rule repeat echo accept signal guarantee "
    "specify concur "
    "dispute remind inform assure convince guess post hold reason lay_out spell_out make_clear "
    "make_the_point attest "
    "affirm certify retort object protest profess volunteer venture"
)
_QUESTION = "ask wonder inquire enquire question query"
_OBJECT = "propose advocate recommend announce promise vow pledge threaten deny suggest offer demand"
_TO = "urge order ask advise direct instruct tell warn beg implore call_on call_upon"
_AS = (
    "call describe frame present characterize characterise portray denounce dismiss praise condemn "
    "label brand dub "
    "translate interpret summarise summarize criticize criticise slam blast decry hail term deride "
    "liken compare depict paint"
)
_QUOTE = (
    "go_on blame laugh sigh shout whisper cry exclaim begin smile shrug put interject chime_in fire_back "
    "continue shoot_back push_back sing mutter scream plead read cite refer_to warn_of speak_of talk_of "
    "apologise apologize enthuse gripe grumble moan rage fume sniff deadpan wail marvel boom hiss chuckle "
    "chortle giggle grin weep sob drawl intone tease taunt counsel pray fret crow thunder sneer "
    "accuse sum_up comment muse gush snap scoff chant yell roar grumble bellow"
)
_PAST = {
    "say": "said", "tell": "told", "write": "wrote|written", "think": "thought", "swear": "sworn|swore",
    "feel": "felt", "find": "found", "show": "showed|shown", "go": "went", "put": "put", "begin": "began",
    "speak": "spoke", "read": "read", "lay": "laid", "spell": "spelled|spelt", "make": "made", "hold": "held",
    "sing": "sang", "shoot": "shot",
}  # fmt: skip
_DOUBLED = {
    "admit": "admitt", "quip": "quipp", "plan": "plann", "brand": "brand", "dub": "dubb", "slam": "slamm",
    "snap": "snapp", "grin": "grinn", "sob": "sobb", "refer": "referr", "begin": "beginn", "put": "putt",
    "shrug": "shrugg", "chat": "chatt",
}  # fmt: skip


def _forms(verb: str) -> dict[str, str]:
    """The forms of a verb, each with "s", "d" (past), "ing" or "" for its kind."""
    stem, _, rest = verb.partition("_")
    tail = f" {rest}" if rest else ""
    base = _DOUBLED.get(stem, stem)
    dropped = base[:-1] if base.endswith("e") else base
    if stem.endswith("y") and stem[-2] not in "aeou":
        third, past = stem[:-1] + "ies", stem[:-1] + "ied"
    else:
        third = stem + ("es" if stem.endswith(("s", "sh", "ch", "o", "x")) else "s")
        past = dropped + "ed"
    forms = {stem: "", third: "s", dropped + "ing": "ing"}
    for form in _PAST.get(stem, past).split("|"):
        forms[form] = "d"
    return {form + tail: kind for form, kind in forms.items()}


def _table() -> tuple[dict[str, Takes], dict[str, str]]:
    takes: dict[str, Takes] = {}
    kinds: dict[str, str] = {}
    kinds_of = (
        (_QUOTE, Takes.QUOTE), (_AS, Takes.AS), (_TO, Takes.TO), (_THAT, Takes.THAT), (_OBJECT, Takes.OBJECT),
        (_QUESTION, Takes.QUESTION), (_CLAUSE, Takes.CLAUSE),
    )  # fmt: skip
    for verbs, kind in kinds_of:
        for verb in verbs.split():
            for form, shape in _forms(verb).items():
                takes[form] = kind
                kinds[form] = shape
    return takes, kinds


ORDERS = frozenset(form for verb in _TO.split() for form in _forms(verb))
"""The forms of verbs that may tell somebody "to …", whatever else they take."""

TAKES, FORMS = _table()
"""Each form of each cue verb: what it takes, and its shape ("s", "d" past, "ing", "" base)."""

CUE_WORDS = frozenset(form.split()[0] for form in TAKES)
"""The first words of all forms: whatever begins otherwise is no cue."""

CUE = re.compile(
    r"(?<![-\w’'])(?:"
    + "|".join(re.escape(form) for form in sorted(TAKES, key=len, reverse=True))
    + r")(?![-’'\w])"
)

SOURCE = re.compile(
    r"\b(?:[Aa]ccording to|[Ii]n the (?:words|view|opinion|eyes|telling) of|[Aa]s (?:told|put) (?:to"
    r"|by))(?= )"
)
"""Phrases before the speaker: "according to X"."""

IN_VIEW = re.compile(
    r"\b[Ii]n (?=(?:his|her|their|its|[A-Z][\w.-]+(?: [A-Z][\w.-]+)*[’']s) (?:own )?(?:view|opinion"
    r"|words|telling)\b)"
)
"""The same with the speaker inside: "in her view"."""

SURE = re.compile(
    r"\b(?:is|are|was|were|remains?|remained|am|been) (?:\w+ly |also |still |so )?"
    r"(adamant|convinced|confident|certain|sure|clear|positive|of the opinion|of the view|in no doubt) that\b"
)
"""Adjectives that say what somebody holds: "is adamant that"."""

PUT_AT = re.compile(
    r"\b(puts?) (?=(?:the|its|his|her|their|that|this) [^,.;:“”]{2,50}? at (?:\w+ ){0,2}?[$£€]?\d)"
)
"""What somebody reckons: "put the cost at $340 a plant"."""

SAID_NOUN = re.compile(
    r"\b(?:claims?|arguments?|statements?|assertions?|beliefs?|warnings?|suggestions?|contentions?"
    r"|views?|remarks?"
    r"|prediction|admission|allegations?|insistence|conclusion|complaints?|promises?|vow|pledge"
    r"|threat|intention|offer|proposal|accusation|opinion|verdict"
    r"|conviction|assurances?|hunch|message|point|advice|response|reply|answer)"
    r"(?: that|(?:(?<=promise)|(?<=pledge)|(?<=threat)|(?<=intention)|(?<=vow)) to(?= [a-z])"
    r"|,? (?:is|was|has been|had been|remains) that)\b"
)
"""Nouns of speech with their clause: "X's claim that …"."""

ADVERB = words(
    "also long ever previously twice later then now recently once still even never always again too "
    "just only further both "
    "all often soon first once already instead thus therefore since reportedly has have had having is "
    "was were are did does do would may might could can will should must been be being to"
)
"""Words that stand between a subject and its cue verb, beside those in -ly."""

NEGATION = words("not never no nor neither without cannot rarely hardly declined refused failed unable")
DANGLING_AFTER = re.compile(
    r"\s*(?:[.,;:!?)—–]|$|“|\b(?:in (?:a|an|the|his|her|their|its|response|reference)|on|at|during"
    r"|after|before|when"
    r"|while|as|of|about|to|by|for|via|from|last|this|yesterday|today|recently|later|earlier|via|with"
    r"|through|aloud"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)"
)
"""What follows a verb that has its words elsewhere: an end, a place, a time, a circumstance."""

MAY_TAKE_OBJECT = frozenset(
    form
    for verb in (
        "write",
        "argue",
        "acknowledge",
        "admit",
        "concede",
        "reiterate",
        "add",
        "note",
        "explain",
        "recall",
        "stress",
        "predict",
        "state",
        "joke",
        "swear",
        "remark",
        "lament",
        "think",
    )
    for form in _forms(verb)
)
"""Verbs that take a clause without "that", but a thing as well: "wrote three novels", "added a goal"."""

OF_WORDS = frozenset(
    form
    for verb in ("blame", "accuse", "cite", "put", "speak_of", "talk_of", "warn_of")
    for form in _forms(verb)
)
"""Verbs whose object may hold the words: "accusing them of “theft”", "put the price at “nothing”"."""

NOT_SPEECH_BEFORE = re.compile(
    r"(?:\bso-called|\bknown as|\b(?:en)?titled|\bnamed|\bdubbed|\bterm(?:ed)?|\bword|\bphrase"
    r"|\bmarked|\blabell?ed|\binscribed|\bspelling)\s*$"
)
"""Before a quotation: its words are a name or a term, nobody's speech."""
