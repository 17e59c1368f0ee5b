"""Where a reported clause begins and ends, in a text whose quotations are masked."""

from __future__ import annotations

import re

from pullquote.attribution.cues import FORMS
from pullquote.spans import Span, trimmed

_TELLS = re.compile(r"(?:tell|told)")
_NAMES_LISTENER = re.compile(r"(?:tell|told|inform|remind|assur|convinc|advis|warn|ask)")
_LISTENER = re.compile(
    r"\s+(?:(?:him|her|them|us|me|it|reporters|lawmakers|journalists|investors|viewers|readers|employees"
    r"|residents|officials|jurors|councillors|colleagues|shareholders|MPs|delegates|voters|friends|parliament|congress|police|detectives|staff|fans|supporters)\b"
    r"|(?:the |The )?[A-Z][\w.&’'-]*(?: (?:of |for |the )?[A-Z0-9][\w.&’'-]*){0,6}(?:[’']s \w+)?"
    r"|(?:the|a|an|his|her|its|their|local|state|this) [\w.&’'-]+(?: [\w.&’'-]+){0,3}?"
    r"(?=\s*(?:[,.:;“]|that\b|in\b|on\b|at\b|during\b|last\b|this\b|$))"
    r"|(?:his|her|their|the|a) [a-z-]+(?= (?:it|he|she|they|we|there|the|his|her|their)\b)"
    r"|[\w’'-]+(?: [\w’'-]+){0,3}(?= that\b)"
    r"|(?!to\b|on\b|in\b|at\b|of\b)[\w-]+(?: [\w-]+)?(?=\s*[.,:;“]|$| (?:on|in|at|during|after|before"
    r"|last|this)\b))"
)
_LISTENER_AND_THAT = re.compile(
    r"\s+(?!(?:of|about|against|on|in|at)\b)(?:(?!that\b)[\w.&’'-]+ ){1,3}?"
    r"(?:(?:in|on|last|this|early|late) (?:\w+ ){1,2}?)?(?=that\b)(?<!may )(?<!will )"
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?"
_CIRCUMSTANCE = re.compile(
    rf"\s+(?:(?:on |late |early )?{_DAY}"
    r"|in (?:a|an|the|his|her|their|its) (?:[\w-]+ )?(?:statement|interview|letter|e-?mail|post|tweet"
    r"|blog|speech|report"
    r"|memo|filing|video|message|call|note|ruling|text|court)(?: read (?:out )?(?:to|in"
    r"|by) (?:the )?\w+| (?:(?:seen|obtained|reviewed|published"
    r"|released|posted|shared|sent|broadcast|leaked) (?:by|to|on|in|with|at)|to|with|from)"
    r" (?:the )?[A-Z][\w.]+(?: [A-Z][\w.]+){0,3})?"
    r"|(?:in|on|at|during|via|through|after|before|of|with"
    r"|to(?! [a-z]+ (?!that\b)))\s[^,.;:“”—–\n]{1,80}?(?=\s*(?:that\b|[,:“—–]))"
    r"|for (?:an?|some|several|two|three|many) (?:\w+ )?(?:days?|weeks?|months?|years?|decades?)(?=\s+that\b)"
    r"|(?:in|on|at|during|via|through|after|before|of|with|by|for|as)\s[^,.;:“”—–\n]{1,80}?(?=[.;]?$)"
    r"|(?:this|last|earlier|later|on|late) \w+(?: \w+)?(?=\s*(?:that\b|[,.:;“]|$))|(?:this"
    r"|last) (?:week|month|year)"
    r"|by (?:tele)?phone|by e-?mail|by text|by video|over the (?:tele)?phone"
    r"|yesterday|today|recently|publicly|repeatedly|aloud|simply|bluntly"
    r"|(?:\w+ly|afterwards?|later)(?= that\b|[,.:;]))"
)
_STRONG = re.compile(r"[:;](?=\s+[A-Z“])|;(?=\s)|[,.!?]”(?! ?(?:and|or|but) “)")
_DASH = re.compile(r" [—–] | -- ")
_OBJECT_END = re.compile(
    r" [—–] | \(|, (?:which|who|where|\w+ing|and|it|but)\b| and (?:was|were|is|are|has|had)\b"
    r"|(?<=”)(?=, [a-z]+(?:ed|s|d)\b)"
    r"|(?<=”) (?:but|and|while|when|after|before|because|although|as|in (?:an?|his|her|their|its))\b"
)
_TURN = re.compile(r", (?:and )?then (?:\w+ed|sat|left|went|hung|stood|rang|ran|fell|wept)\b")
_GLOSS = re.compile(
    r", while (?=[A-Z][\w’-]+ (?:[A-Z]|de |van ))|, (?:an?|the) \w+ (?:that|which|who)\b|, (?:essentially"
    r"|indirectly) \w+ing\b"
)
_BREAK = re.compile(r"[:;]\s|\)\s")
_DASHED_BREAK = re.compile(r"[:;]\s|\)\s| [—–] |—")
_SUBORDINATE = re.compile(
    r"(?:When|While|After|Before|As|Although|Though|If|Since|Because|Asked|Speaking|Questioned|Shown|Told"
    r"|Pressed|Reached|Challenged|Given|Faced|Born|Quoted|Pushed"
    r"|Whether|Once|Until)\b"
)
_ADVERBIAL = re.compile(
    r"(?:In|On|At|By|For|From|With|During|Over|Under|Through|To|Of|Like|Unlike|Despite|Later|Earlier"
    r"|Outside|Inside"
    r"|Last|This|Next|According|Also|Then|Meanwhile|However|Instead|Still|Even|And|But|Yet|\w+ly"
    r"|\w+ing|\w+ed)\b"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|do|does|did)\b"
    r"|n[’']t\b|[’'](?:s|re|ll|ve)\b"
)
_CONJUNCTION = re.compile(r"(?:But|And|Yet|So|Still|Meanwhile|However|Now),? ")


def tidy(text: str, start: int, end: int) -> Span:
    """The span without punctuation at its ends; the full stop of an abbreviation goes too."""
    while start < end and text[start] in " \n\t,;:—–-.…)":
        start += 1
    while end > start and text[end - 1] in " \n\t,;:—–-.…(":
        end -= 1
    return trimmed(text, start, end)


def after_listener(text: str, cue: Span, end: int) -> int:
    """Behind "the newspaper" of "told the newspaper"; the cue's end for verbs that name no listener."""
    words = cue.cut(text)
    if not _NAMES_LISTENER.match(words):
        return cue.end
    listener = (_LISTENER if _TELLS.match(words) else _LISTENER_AND_THAT).match(text, cue.end, end)
    return listener.end() if listener else cue.end


def after_circumstances(text: str, start: int, end: int) -> int:
    """Behind "in a statement on Monday", "this week"."""
    for _ in range(3):
        circumstance = _CIRCUMSTANCE.match(text, start, end)
        if not circumstance:
            break
        start = circumstance.end()
    return start


def before_part(text: str, start: int, stop: int, *, dashed: bool = False) -> Span:
    """The clause in front of ", she said": from the last strong break (or dash) to the comma."""
    begin = start
    for match in (_DASHED_BREAK if dashed else _BREAK).finditer(text, start, stop - 3 if dashed else stop):
        begin = match.end()
    lead = _CONJUNCTION.match(text, begin, stop)
    return tidy(text, lead.end() if lead else begin, stop)


def is_clause(text: str, part: Span) -> bool:
    """False for an adverbial alone ("In a statement", "Asked about it") in front of a subject."""
    words = part.cut(text)
    if _SUBORDINATE.match(words) and "," not in words:
        return False
    return "“" in words or not _ADVERBIAL.match(words) or bool(_FINITE.search(words))


def clause_end(text: str, start: int, end: int) -> int:
    """The end of a clause: a colon or semicolon, a dash that has no partner, or the frame's end."""
    stop = end
    if strong := _STRONG.search(text, start, end):
        stop = strong.end() if strong.group().endswith("”") else strong.start()
    if gloss := _GLOSS.search(text, start, stop):
        stop = gloss.start()
    if turn := _TURN.search(text, start, stop):
        stop = turn.start()
    dashes = [match.start() for match in _DASH.finditer(text, start, stop)]
    return dashes[-1] if len(dashes) % 2 else stop


def object_end(text: str, part: Span) -> int:
    """The end of what is proposed or described: a noun phrase goes no further than a comma clause."""
    stop = _OBJECT_END.search(text, part.start, part.end)
    return stop.start() if stop else part.end


_WHO_BEFORE = re.compile(r",? who (?:also |once |has |had |had once |\w+ly )?$")
_NEXT_VERB = re.compile(r", (?:also |later |\w+ly )?([a-z]+)\b")
_AUXILIARY = re.compile(
    r" (?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|must)(?: |n[’']t )"
)
_JOINT = re.compile(r"\b(?:and|but|or|because|when|which|who|that|if|while|where|as|than|what)\b|[,;:—–]")


def relative_end(text: str, first: int, cue: Span, end: int) -> int:
    """Where the sentence's verb begins, if the cue is in a relative clause: "Bell, who argued it, said"."""
    who = _WHO_BEFORE.search(text, max(first, cue.start - 30), cue.start)
    if not who:
        return end
    start, set_off = cue.end, who.group().startswith(",")
    for match in _NEXT_VERB.finditer(text, start, end):
        if FORMS.get(match.group(1)) in ("s", "d"):
            return match.start()
    verbs = [] if set_off else [match.start() for match in _AUXILIARY.finditer(text, start, end)]
    if len(verbs) > 1 and not _JOINT.search(text, verbs[0], verbs[1]):
        return verbs[1]
    return end
