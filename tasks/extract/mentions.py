"""What the finders give: mentions as spans of an article's text, of which `tasks.extract.rows` makes rows with raw offsets."""

from __future__ import annotations

import datetime
from typing import NamedTuple


class DateMention(NamedTuple):
    """A calendar or deictic expression; fields as in the table `dates`."""

    start: int
    end: int
    date_start: datetime.date | None
    date_end: datetime.date | None
    granularity: str
    basis: str
    status: str
    time_start: datetime.time | None = None
    time_end: datetime.time | None = None


class ActorMention(NamedTuple):
    """A person, organisation, group or place; fields as in the table `actors`."""

    start: int
    end: int
    type: str
    name: str
    role: str | None = None
    affiliation: str | None = None
    code: str | None = None
    basis: str = "written"


class CountMention(NamedTuple):
    """A number that counts or measures.

    `start`, `end` hold number, unit and counted noun; `number_start`, `number_end` the number alone. `part_of`: the index, in the
    article's list of counts, of the whole that it is a part of.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: float | None
    value_high: float | None
    modifier: str
    unit: str | None
    item: str | None
    measure: str
    aspect: str
    place: str | None
    date_start: datetime.date | None
    date_end: datetime.date | None
    actor: str | None
    status: str
    part_of: int | None = None
    place_code: str | None = None


class QuoteMention(NamedTuple):
    """Direct speech without its marks."""

    start: int
    end: int
    speaker: str | None


class InitiativeMention(NamedTuple):
    """A named programme, mechanism, campaign or platform."""

    start: int
    end: int
    name: str


Mention = DateMention | ActorMention | CountMention | QuoteMention | InitiativeMention
