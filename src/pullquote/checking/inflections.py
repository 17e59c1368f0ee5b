"""Which forms belong to one word: enough English to tell a change of tense from a change of word."""

from __future__ import annotations

import re

_VERBS = (
    "be am is are was were been being 's 're 'm", "have has had having 've", "do does did done doing",
    "will would 'll shall should 'd", "can could", "may might", "go goes went gone going",
    "say says said saying", "get gets got gotten getting", "make makes made making",
    "take takes took taken taking", "come comes came coming", "see sees saw seen seeing",
    "know knows knew known knowing", "think thinks thought thinking", "give gives gave given giving",
    "find finds found finding", "tell tells told telling", "become becomes became becoming",
    "leave leaves left leaving", "feel feels felt feeling", "bring brings brought bringing",
    "begin begins began begun beginning", "keep keeps kept keeping", "hold holds held holding",
    "write writes wrote written writing", "stand stands stood standing", "hear hears heard hearing",
    "let lets letting", "mean means meant meaning", "set sets setting", "meet meets met meeting",
    "run runs ran running", "pay pays paid paying", "sit sits sat sitting",
    "speak speaks spoke spoken speaking", "lie lies lay lain lying", "lead leads led leading",
    "read reads reading", "grow grows grew grown growing", "lose loses lost losing",
    "fall falls fell fallen falling", "send sends sent sending", "build builds built building",
    "buy buys bought buying", "draw draws drew drawn drawing", "break breaks broke broken breaking",
    "spend spends spent spending", "rise rises rose risen rising", "drive drives drove driven driving",
    "choose chooses chose chosen choosing", "win wins won winning",
    "steal steals stole stolen stealing", "put puts putting", "cut cuts cutting",
    "understand understands understood",
)  # fmt: skip
VERB_FORMS = {form: forms.split()[0] for forms in _VERBS for form in forms.split()}
"""Every form of the irregular verbs, with its first form."""

_ENDING = re.compile(r"(?:ing|ed|es|s|d|e)$")


def lemma(word: str) -> str:
    """The stem that the forms of a word share: works, worked, working. Not a dictionary form."""
    if word in VERB_FORMS:
        return VERB_FORMS[word]
    stem = _ENDING.sub("", word)
    if len(stem) > 3 and stem[-1] == stem[-2]:
        stem = stem[:-1]
    if stem.endswith("i"):
        stem = stem[:-1] + "y"
    return stem if len(stem) >= 3 else word
