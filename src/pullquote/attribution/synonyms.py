"""Nouns for what a person does that news uses in turn: "lawyer", "attorney", "counsel"."""

from __future__ import annotations

from functools import cache

from pullquote.attribution.wordlists import words

_LEADS = words("chief boss")
_SAME = tuple(
    words(group)
    for group in (
        "lawyer attorney counsel barrister solicitor silk",
        "doctor physician surgeon medic",
        "manager coach boss gaffer",
        "reverend rev clergyman vicar priest pastor rector minister",
        "goalkeeper keeper",
        "captain skipper",
        "academic professor lecturer scholar",
        "author writer novelist biographer",
        "politician mp senator congressman congresswoman representative lawmaker",
        "campaigner activist organizer organiser",
        "teacher schoolteacher headteacher headmaster headmistress principal",
        "officer constable detective sergeant inspector",
        "owner landlord publican",
        "scientist researcher",
        "student pupil undergraduate schoolboy schoolgirl teenager",
    )
)
"""Nouns by which news calls one person in turn."""


@cache
def same_as(head: str) -> tuple[str, ...]:
    """A role's noun first, then others for the same."""
    others = [word for group in _SAME if head in group for word in sorted(group)]
    return tuple(dict.fromkeys([*(_LEADERS if head in _LEADS else (head,)), *others]))


_LEADERS = ("chief", "boss", "ceo", "director", "head", "president", "chair", "commissioner")
"""Headlines call any of these "chief" or "boss"."""
