"""The form that an answer must have: a number, a sum of money, a span of time, a date or time."""

from __future__ import annotations

import re

_UNIT = r"(?:second|minute|hour|day|night|week|month|year|decade|centur)"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tomorrow|tonight)"
_YEAR = r"(?:1[0-9]|20)\d\d"
_WORDED = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|dozens?|hundreds?|thousands?|millions?|billions?|once|twice|half|third|quarter)"
)


def _form(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_DATING = "".join(
    f"(?<!{end} )"
    for end in (
        "in",
        "since",
        "until",
        "by",
        "from",
        "of",
        "ary",
        "rch",
        "ril",
        "may",
        "une",
        "uly",
        "ust",
        "ber",
    )
)
"""Not behind a preposition or a month, where four digits are a year."""
_NUMBER = _form(rf"(?<![\d.,])(?:{_DATING}|(?!{_YEAR}\b))\d", rf"\b{_WORDED}\b")
_SIZE = _form(
    _NUMBER.pattern,
    r"\b(?:every|daily|weekly|monthly|yearly|annual\w*|often|rarely|never|always|all|most|none|no|each)\b",
)
_COUNT = _form(_NUMBER.pattern, r"\b(?:none|no|nobody|all|most|an?)\b", r"\w and \w")
"""A count may also be told by a list: "Ann Lee and Bo Ray signed"."""
_MONEY = _form(
    r"[$£€¥₹]\s?\d",
    r"\b\d[\d.,]*\s?(?:m|bn|k|million|billion|thousand)\b",
    r"\b(?:free|euros?|dollars?|pounds?|kron\w+|crowns?|cents?|pence|yen|yuan|rupees?|francs?|roubles?|pesos?)\b",
)
_DURATION = _form(
    rf"\b{_UNIT[:-1]}(?:ies|y))s?\b",
    rf"\b{_UNIT}s\b",
    rf"(?:\d|\b(?:an?|one|half)\b)[\w\s-]{{0,8}}\b{_UNIT}\b",
    r"\b(?:since|until|overnight|age|aged|old)\b",
)
_DATED = _form(
    rf"\b{_YEAR}\b", rf"\b{_MONTH}\b", rf"\b{_DAY}\b", r"\d[:.]\d\d\b", r"\b\d{1,2}(?:st|nd|rd|th)\b"
)
_TIME = _form(
    _DATED.pattern,
    r"\b(?:noon|midnight|morning|afternoon|evening|spring|summer|autumn|fall|winter|[ap]\.?m\.?|ago|now|soon|later"
    r"|earlier|already|yet|after|before|when|until|once|last|next|recently)\b",
    rf"\b{_UNIT}s?\b",
)
_THING = (
    r"(?!(?:money|cash|funding|tax|rent|debt|aid|compensation|salary|pay|revenue|profit|income|more|less|extra"
    r"|it|they|he|she|we|you|i)\b)\w+ (?:did|do|does|has|have|had|is|are|was|were|will|would|can|could)\b"
)
"""A thing that is no money, of which is asked how much: "how much carbon did they lose"."""

_FORMS = (
    (_form(r"\bhow (?:long|old)\b", r"\bsince when\b"), _DURATION),
    (
        _form(
            rf"\bhow much (?!{_THING}).*\b(?:costs?|pa(?:y|ys|id)|spen[dt]|worth|earn\w*|rais\w+|los[et]\w*"
            r"|fine[ds]?|charg\w+|gave|give|owe\w*)\b",
            r"\bwhat (?:did|does|do|will|would|has|had)\b.*\bcost\b",
            r"\b(?:price|cost|salary|budget) of\b|\bhow expensive\b",
        ),
        _MONEY,
    ),
    (_form(r"\bhow many\b"), _COUNT),
    (
        _form(
            r"\bhow (?:large|big|high|fast|tall|deep|wide|heavy|often)\b",
            rf"\bhow much (?={_THING})",
            r"\bwhat (?:number|percent(?:age)?|share|amount|proportion|fraction)\b",
        ),
        _SIZE,
    ),
    (_form(r"\b(?:what|which) year\b"), _form(rf"\b{_YEAR}\b", r"\byear\b")),
    (_form(r"\b(?:what|which) (?:month|day|date)\b"), _DATED),
    (
        _form(
            r"\bwhen(?:[’']s| (?:did|do|does|is|are|was|were|will|would|has|have|had|can|could|should|might"
            r"|must))\b",
            r"\b(?:what|which) time\b",
        ),
        _TIME,
    ),
)
"""By what a question of that form is known, and by what an answer. A question that may be answered without
such words ("how much did he like it", "how far did she go") is not listed."""

_WHO = _form(
    r"\W*(?:who|whose|which \w+) (?:says?|said|told|thinks?|thought|claim\w*|argue\w*|warn\w*|call\w*)\b"
)

Form = re.Pattern[str]


def form_of(question: str) -> Form | None:
    """What a sentence that answers must match somewhere; None where the question does not tell, as one that
    asks who does not: "who says that it costs more"."""
    if _WHO.match(question):
        return None
    return next((form for asked, form in _FORMS if asked.search(question)), None)
