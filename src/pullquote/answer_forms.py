"""The form that an answer must have: a number, a sum of money, a span of time, a date or time."""

from __future__ import annotations

import re

_COUNTED = (
    r"(?:\d|\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|few|half|dozens?"
    r"|hundreds?|thousands?|tens)\b)"
)
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|dozens?|hundreds?|thousands?|millions?|billions?|once|twice|half|third|quarter"
    r"|none|no|nobody|all|most)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[$£€¥₹]\s?\d|\b(?:free|euros?|dollars?|pounds?|kron\w+|crowns?|cents?|pence|yen|yuan|rupees?|francs?|roubles?|pesos?)\b",
    re.IGNORECASE,
)
_DURATION = re.compile(
    rf"{_COUNTED}[\w\s.,-]{{0,14}}\b(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|centur\w+)\b"
    r"|\bsince\b|\buntil\b|\bovernight\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:1[0-9]|20)\d\d\b|\d[:.]\d\d\b|\b(?:jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tomorrow"
    r"|tonight|noon|midnight|morning|afternoon|evening|spring|summer|autumn|winter|[ap]\.?m\.?"
    r"|weeks?|months?|years?|days?|decades?|centur\w+)\b",
    re.IGNORECASE,
)
_FORMS = (
    (re.compile(r"\bhow (?:long|old)\b|\bsince when\b", re.IGNORECASE), _DURATION),
    (
        re.compile(
            r"\bhow much\b.*\b(?:costs?|pa(?:y|ys|id)|spen[dt]|worth|earn\w*|rais\w+|los[et]\w*|fine[ds]?"
            r"|charg\w+|gave|give|owe\w*)\b|\bwhat (?:did|does|do|will|would|has|had)\b.*\bcost\b"
            r"|\b(?:price|cost|salary|budget) of\b|\bhow expensive\b",
            re.IGNORECASE,
        ),
        _MONEY,
    ),
    (
        re.compile(
            r"\bhow (?:many|much|large|big|far|high|fast|tall|deep|wide|heavy|often)\b"
            r"|\bwhat (?:number|percent(?:age)?|share|amount|proportion|fraction)\b",
            re.IGNORECASE,
        ),
        _NUMBER,
    ),
    (re.compile(r"\bwhen\b|\b(?:what|which) (?:year|month|day|date|time)\b", re.IGNORECASE), _TIME),
)
"""By what a question of that form is known, and by what an answer."""

Form = re.Pattern[str]


def form_of(question: str) -> Form | None:
    """What a sentence that answers must match somewhere; None where the question does not tell."""
    return next((form for asked, form in _FORMS if asked.search(question)), None)
