"""What one line of an article's page is by its own words: prose, or a part of the page around it.

The phrases are those that news sites and their content systems print; none comes from one article.
"""

from __future__ import annotations

import re
from enum import Enum


class Kind(Enum):
    """What a line of a page is, by its words alone."""

    PROSE = "prose"
    """Anything that no rule knows."""
    LABEL = "label"
    """A word that is a button beside other buttons ("Print"), and a heading when it stands alone."""
    WIDGET = "widget"
    """Part of a widget: sharing, comments, reading time."""
    LIST = "list"
    """The head of a list of other articles ("Trending Now")."""
    NOTICE = "notice"
    """Whatever else is not the article: notices, offers, advertisements, debris."""


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_COUNT = r"\d[\d,.]{0,9}[km]?"
_SITES = (
    r"facebook|twitter|x|linkedin|whatsapp|telegram|reddit|pinterest|e-?mail|messenger|flipboard|pocket"
    r"|tumblr|instagram|youtube|threads|bluesky|mastodon|tiktok|skype|google news|viber|line|print"
)
# Every pattern below must match a whole line, its white space made single and its quotes straight.
_WIDGET = _any(
    r"share(?: (?:this|the))?(?: (?:article|story|post|page|news|video|link))?"
    r"(?: (?:on|via|with) .{1,40})?:?",
    rf"(?:share|tweet|post|pin|save|send) (?:this |it )?(?:on|to|via|by) (?:{_SITES})"
    r"(?: \(opens in new window\))?",
    rf"click to (?:share|e-?mail|print)\b.{{0,60}}(?:{_SITES}|friend|opens in (?:a )?new window\)?)",
    rf"(?:{_COUNT} )?(?:shares?|tweets?|comments?|likes|views|reactions|retweets)",
    r"reading time:? (?:about )?\d{1,3} ?min(?:ute)?s?",
    r"\d{1,3}[ -]?min(?:ute)?s? (?:of )?read(?:ing)?(?: time)?",
    r"(?:copy (?:the )?link|copy url|link copied!?|pin it|tweet(?: this)?|retweet|source link|via)",
    rf"(?:follow|like|find|join) us (?:on|at) (?:{_SITES}).{{0,60}}",
    r"(?:leave|post|write|add|submit) (?:a|your) (?:reply|comment)(?: cancel reply)?(?: below)?[.:]?",
    r"leave a (?:reply|comment) to .{1,40}",
    r"cancel reply|comments are closed\.?|no comments(?: yet)?\.?",
    r"(?:view|show|load|read) (?:all |more )?comments?",
    r"join the (?:conversation|discussion)[.!]?|be the first to comment[.!]?|post comment|submit comment",
    r"your e-?mail address will not be published\.?(?: required fields are marked ?\*?)?",
    r"required fields are marked ?\*?",
    r"(?:comment|name|e-?mail|website|your (?:name|e-?mail|comment))(?: address)? ?\*",
    r"save my name,? e-?mail,? and website in this browser for the next time i comment\.?",
    r"notify me of (?:new|follow-?up) (?:posts|comments) (?:by|via) e-?mail\.?",
    r"(?:you must be|please) log(?:ged)? in (?:or \w+ )?(?:to|before) .{0,20}comment(?:ing)?\.?",
    r"this site uses akismet .{1,120}",
    r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}",
)
_LIST = _any(
    r"(?:trending|popular|latest)(?: (?:now|today|news|stories|posts|articles|videos|topics|on .{1,30}))?:?",
    r"most (?:read|popular|viewed|shared|commented)(?: (?:stories|articles|news|now|today|in .{1,30}))?:?",
    r"(?:related|recommended|similar|suggested|featured|further|more) (?:articles?|stories|posts|news|content"
    r"|topics|links?|reading|coverage|videos?)(?: (?:for|from) .{1,30})?:?",
    r"(?:you (?:may|might) (?:also )?(?:like|enjoy|be interested in)|recommended for you|what to read next"
    r"|read next|up next|don't miss|editors?'?s? picks?|must read|in case you missed it):?",
    r"(?:previous|next|older|newer) (?:article|post|story|page)s?(?:: ?.{1,160}| ?[»›→«‹←]+)?",
)
_NOTICE = _any(
    r"(?:also )?read (?:more|also|next|on)(?:: ?.{1,200}| ?(?:»|›|>|→|\.\.\.|…)*)",
    r"(?:also read|see also|related|recommended|don't miss|watch now|more on this|must read): ?.{1,200}",
    r"(?:continue reading|click here to read).{0,120}",
    r"-{0,3} ?advertisements?(?: ?-? ?(?:scroll to continue|continue reading below))? ?-{0,3}",
    r"(?:sponsored(?: content| by .{1,40})?|promoted(?: content)?|paid content|ad(?: feedback)?)",
    r"(?:article|story|text) continues (?:below|after)"
    r"(?: (?:this )?(?:advertisement|ad|promotion|newsletter).{0,30})?",
    r"scroll (?:down )?to continue(?: reading)?\.?",
    r"skip (?:to|past) (?:main |the )?(?:content|navigation|menu|search|newsletter promotion|footer)",
    r"(?:back|return|jump|scroll) to (?:the )?(?:top|homepage|home page)",
    r"(?:toggle|open|close|show) (?:navigation|menu|search)",
    r"(?:©|\(c\) ?\d{4}|copyright (?:©|\(c\)|\d{4})).{0,300}",
    r".{0,120}\ball rights reserved\.?",
    r"this (?:material|article|content) may not be (?:published|reproduced|copied|broadcast).{0,200}",
    r"(?:please )?(?:enable|turn on|activate) (?:javascript|cookies).{0,160}",
    r"javascript (?:is disabled|must be enabled).{0,160}",
    r"(?:accept|reject|allow|decline|manage) (?:all |necessary |essential )*(?:cookies|preferences|choices)",
    r"(?:cookie|privacy) (?:policy|settings|notice|preferences|statement)(?: ?[|/·•&] ?.{1,120})?",
    r"(?:terms (?:of (?:use|service)|and conditions|& conditions))(?: ?[|/·•&] ?.{1,120})?",
    r"(?:.{0,40}[|·•] ?)?(?:last |first )?(?:updated|modified|published|posted):? .{0,20}\d{1,2}[:.]\d{2}"
    r".{0,12}",
    r"(?:home|news|start)(?: ?(?:>|»|›|/|→) ?[^>»›/→]{1,60}){1,5}",
    r"(?:support|donate to) (?:our|independent) (?:work|journalism|newsroom).{0,80}",
    r"(?:window\.\w|var \w+ ?=|googletag\.|\(adsbygoogle|document\.\w|\$\(|!?function ?\().{0,2000}",
)
_LABEL = _any(
    rf"{_SITES}|share|menu|search|home|log ?in|sign ?in|sign up|register|subscribe|newsletters?|rss|reply"
    r"|save|comments?|contact|contact us|about|about us|follow|like|website|close|more|next|previous|tags?"
)
_OFFER = _any(
    r"(?:get|claim|download) your (?:free|own) (?:copy|issue|trial|guide)\b.*",
    r"(?:sign up|subscribe|register)(?: (?:now|here|today|free))* (?:to|for|and|with|by|below|using)\b"
    r".*\b(?:newsletters?|inbox|e-?mails?|updates|alerts|digest|channel|podcast|access)\b.*",
    r"(?:get|receive)\b.*\b(?:newsletter|in your inbox|to your inbox|straight to your)\b.*",
    r"(?:enter|submit) your e-?mail\b.*",
    r"(?:already a (?:subscriber|member)|not a subscriber)\b.*",
    r"subscribe (?:now|today|to (?:continue|read|unlock))\b.*",
    r"(?:our )?newsletter sign-?up|(?:thank you|thanks) for (?:subscribing|signing up).*",
    r"(?:join|download) our (?:newsletter|mailing list|app|telegram channel|whatsapp channel)\b.*",
)
_OFFER_WORDS = 25
# A notice may be as long as a paragraph; so it must begin as one, in the publisher's own voice.
_POLICY = _any(
    r"we(?:'ve| have)? (?:recently )?updated our (?:privacy|cookie|terms)\b",
    r"we(?: and our (?:\d+ )?(?:third[- ]party )?partners)?(?: may)? (?:use|store|set)\b.{0,60}\bcookies\b",
    r"(?:this|our) (?:web ?)?site (?:uses|places|sets)\b.{0,40}\bcookies\b",
    r"by (?:using|continuing|clicking|browsing|visiting|accessing|subscribing|signing|submitting|entering"
    r"|closing|providing)\b.{0,120}\b(?:you|i) (?:are )?(?:agree|consent|accept|acknowledge|confirm)",
    r"(?:cookies|your privacy|your data)\b.{0,60}\b(?:help us|is important to us|matters to us|our partners)",
    r"to (?:provide|give) (?:you )?the best experiences?,? we (?:and our partners )?use\b",
)
_POLICY_NOUN = _any(r"\b(?:terms|privacy|polic(?:y|ies)|cookies?|conditions|marketing|newsletters?)\b")
_QUOTED = re.compile(r"[“”\"]")

_LONGEST_WIDGET = 400


def kind_of(line: str) -> Kind:
    """What a whole line is by its words alone; `line` has single spaces and straight apostrophes."""
    if _POLICY.match(line) and _POLICY_NOUN.search(line) and not _QUOTED.search(line):
        return Kind.NOTICE
    if len(line) > _LONGEST_WIDGET:
        return Kind.PROSE
    if _OFFER.fullmatch(line) and line.count(" ") < _OFFER_WORDS and not _QUOTED.search(line):
        return Kind.NOTICE
    for kind, pattern in _LEXICON.items():
        if pattern.fullmatch(line):
            return kind
    return Kind.PROSE


_LEXICON = {Kind.WIDGET: _WIDGET, Kind.LIST: _LIST, Kind.NOTICE: _NOTICE, Kind.LABEL: _LABEL}
