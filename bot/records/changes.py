"""A change of a record in the words of its trail: what stood there, and what stands there now."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum, StrEnum
from functools import singledispatch
from typing import Any
from zoneinfo import ZoneInfo

from bot import date_words
from bot.people.people import PersonId

A_PERSON = re.compile(r"person ⟨(\d+)⟩")
NOTHING = "nothing"

OF_THE_ENTRY = frozenset(
    {"revision", "by", "changed_at", "settled_by", "settled_at", "settled_in", "draft"}
)
"""The fields of which each entry of the trail speaks itself: who it was and when. `at` is one,
too, where it is a moment and not the time of a meeting."""

PEOPLE = frozenset({"case_manager", "respondent", "asked_by"})
"""The fields that hold a person's number."""

ALSO_PEOPLE = frozenset({"listed"})
"""The fields that hold several of them, as text, beside other words."""

CALLED = {
    "number": "student id",
    "interpreter": "interpreter needed",
    "annual_due": "annual review due",
    "triennial_due": "triennial review due",
    "exited_on": "left on",
    "on": "date",
    "at": "time",
    "mode": "how it is held",
    "consent_on": "signed on",
    "continues": "continues meeting",
    "written": "in writing",
    "whose": "who asked",
    "withdrawn": "recorded by mistake",
    "due_on": "due back",
    "needs_until": "needs until",
    "own_date": "date set by hand",
    "snoozed_until": "put off to",
    "stays_due_on": "stays due on",
    "revise": "to be done again",
    "rights": "holds the education rights",
    "basis": "why they hold them",
    "rights_since": "holds them since",
    "email": "e-mail",
    "call_at": "best times to call",
    "interpreting": "interpreter",
    "access": "needs to take part",
    "attendance": "how they attend",
    "delivery": "how papers reach them",
    "explained": "rights received and explained",
    "explained_by": "who said so",
    "questions": "questions about the rights",
    "questions_by": "who asked",
    "listed": "may be listed",
    "by_whom": "who proposes it",
    "data": "the data behind it",
}
"""The name of a field, where its own does not say it."""


def in_words(before: Any, after: Any, zone: ZoneInfo) -> str:
    """Say which fields of a record differ: "grade: 3, now 4"; empty where none does.

    Moments are said in the time of `zone`, the district's.
    """
    pairs = (
        (field.name, getattr(before, field.name), getattr(after, field.name))
        for field in fields(before)
    )
    return "; ".join(
        f"{_called(name)}: {_value(name, old, zone)}, now {_value(name, new, zone)}"
        for name, old, new in pairs
        if old != new and not _of_the_entry(name, old, new)
    )


def _of_the_entry(name: str, *values: Any) -> bool:
    is_moment = any(isinstance(value, datetime) for value in values)
    return name in OF_THE_ENTRY or (name == "at" and is_moment)


def _called(name: str) -> str:
    return CALLED.get(name, name.replace("_", " "))


def _value(name: str, value: Any, zone: ZoneInfo) -> str:
    if isinstance(value, datetime):
        return moment(value, zone)
    if name in PEOPLE and value:
        return person(value)
    if name in ALSO_PEOPLE:
        return _listed(person(PersonId(int(one))) if one.isdigit() else one for one in value)
    return _plain(value)


def moment(at: datetime, zone: ZoneInfo) -> str:
    """Say when something was, to the minute: October 6, 2026, 2:00 pm."""
    here = at.astimezone(zone)
    return f"{date_words.without_weekday(here.date())}, {date_words.clock_time(here.time())}"


def person(number: PersonId) -> str:
    """Name a person by number: names stay out of the log, and are said to whoever may read it.

    The number stands in brackets that are taken out of what people type.
    """
    return f"person ⟨{number}⟩"


def typed(words: str) -> str:
    """Return what somebody typed, such that nothing in it is taken for a person's number."""
    return words.replace("⟨", "(").replace("⟩", ")")


def with_names(words: str, names: Mapping[PersonId, str]) -> str:
    """Return the words with the names of the people in them, for whoever may read these."""
    return A_PERSON.sub(
        lambda found: names.get(PersonId(int(found[1])), f"person {found[1]}"), words
    )


@singledispatch
def _plain(value: Any) -> str:
    """Say a value; a record is said field by field."""
    if not is_dataclass(value):
        return str(value)
    return _listed(
        f"{_called(field.name)} {_plain(getattr(value, field.name))}" for field in fields(value)
    )


_plain.register(type(None), lambda _nothing: NOTHING)


@_plain.register
def _(value: bool) -> str:  # noqa: FBT001 - it is the value that is said
    return "yes" if value else "no"


@_plain.register
def _(value: str) -> str:
    return typed(value) or NOTHING


@_plain.register(StrEnum)
@_plain.register(Enum)
def _(value: Enum) -> str:
    return str(getattr(value, "called", value.value)).replace("_", " ")


_plain.register(date, date_words.without_weekday)
_plain.register(time, date_words.clock_time)


@_plain.register(Mapping)
def _(value: Mapping[str, Any]) -> str:
    return _listed(f"{name} {_plain(one)}" for name, one in value.items())


@_plain.register(tuple)
def _(value: tuple[Any, ...]) -> str:
    return _listed(map(_plain, value))


@_plain.register(frozenset)
def _(value: frozenset[Any]) -> str:
    return _listed(sorted(map(_plain, value)))


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words) or NOTHING
