"""What one cell of a district's file means: dates, times, kinds and modes as people spell them.

Each reader raises ValueError with the rest of a sentence that begins with the column's name.
"""

import re
from datetime import date, datetime, time
from typing import TypeVar

from bot.imports.splitting import plain
from bot.meetings.meetings import Kind, Mode
from bot.people.people import Role

_Word = TypeVar("_Word", Kind, Mode)

_DATE_FORMATS = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%B %d, %Y", "%b %d, %Y")
_MIDNIGHT = re.compile(r"[T ](0?0:00(:00)?(\.0+)?|12:00(:00)? ?AM)Z?$", re.IGNORECASE)
"""What a spreadsheet appends to a date that it keeps as a moment."""

_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::\d{2})?)? ?(?:(?P<half>[ap])\.? ?m?\.?)?",
    re.IGNORECASE,
)
_NIGHT_ENDS = 6
"""A time before this hour is one in the afternoon whose PM was left out: we ask."""

_FILLERS = frozenset(
    {"iep", "meeting", "review", "plan", "evaluation", "conference", "call", "the"}
)
_KINDS = {
    "annual": Kind.ANNUAL,
    "yearly": Kind.ANNUAL,
    "triennial": Kind.TRIENNIAL,
    "tri": Kind.TRIENNIAL,
    "reevaluation": Kind.TRIENNIAL,
    "re": Kind.TRIENNIAL,
    "triennial reevaluation": Kind.TRIENNIAL,
    "triennial re": Kind.TRIENNIAL,
    "annual triennial": Kind.TRIENNIAL,
    "eligibility": Kind.TRIENNIAL,
    "three year": Kind.TRIENNIAL,
    "3 year": Kind.TRIENNIAL,
    "initial": Kind.INITIAL,
    "amendment": Kind.AMENDMENT,
    "addendum": Kind.AMENDMENT,
    "amendment addendum": Kind.AMENDMENT,
    "transition": Kind.TRANSITION,
    "transition planning": Kind.TRANSITION,
    "interim": Kind.INTERIM,
    "interim placement": Kind.INTERIM,
    "30 day": Kind.INTERIM,
    "thirty day": Kind.INTERIM,
    "parent request": Kind.PARENT_REQUEST,
    "parent requested": Kind.PARENT_REQUEST,
    "requested by parent": Kind.PARENT_REQUEST,
    "parent": Kind.PARENT_REQUEST,
    "other": Kind.OTHER,
    "manifestation determination": Kind.OTHER,
    "pre expulsion": Kind.OTHER,
    "special": Kind.OTHER,
}
_MODES = {
    "phone": Mode.PHONE,
    "by phone": Mode.PHONE,
    "telephone": Mode.PHONE,
    "tele": Mode.PHONE,
    "teleconference": Mode.PHONE,
    "video": Mode.VIDEO,
    "videoconference": Mode.VIDEO,
    "zoom": Mode.VIDEO,
    "google meet": Mode.VIDEO,
    "meet": Mode.VIDEO,
    "teams": Mode.VIDEO,
    "microsoft teams": Mode.VIDEO,
    "webex": Mode.VIDEO,
    "virtual": Mode.VIDEO,
    "online": Mode.VIDEO,
    "remote": Mode.VIDEO,
    "in person": Mode.IN_PERSON,
    "inperson": Mode.IN_PERSON,
    "face to face": Mode.IN_PERSON,
    "on site": Mode.IN_PERSON,
    "onsite": Mode.IN_PERSON,
    "at school": Mode.IN_PERSON,
}
_ROLES = {
    "case manager": Role.CASE_MANAGER,
    "case carrier": Role.CASE_MANAGER,
    "office": Role.OFFICE,
    "office staff": Role.OFFICE,
    "secretary": Role.OFFICE,
    "clerk": Role.OFFICE,
    "supervisor": Role.SUPERVISOR,
    "program specialist": Role.SUPERVISOR,
    "director": Role.SUPERVISOR,
    "director of special education": Role.SUPERVISOR,
    "assistant superintendent": Role.SUPERVISOR,
    "admin": Role.ADMIN,
    "administrator": Role.ADMIN,
}
_YES = frozenset({"yes", "y", "true", "t", "1", "x", "needed", "required"})
_NO = frozenset({"no", "n", "false", "f", "0", "none", "not needed", "not required", "n a"})


def a_date(text: str) -> date:
    day = _MIDNIGHT.sub("", text)
    for form in _DATE_FORMATS:
        try:
            read = datetime.strptime(day, form).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
        if 1990 <= read.year <= 2100:
            return read
    raise ValueError(f"'{text}' is not a date; please write 2026-10-27 or 10/27/2026")


def a_time(text: str) -> time:
    """Read a time of day as 9:00, 9:00 AM, 1:30 PM or 13:30."""
    match = _TIME.fullmatch(text)
    if match is None or not (match["minute"] or match["half"]):
        raise ValueError(f"'{text}' is not a time; please write 9:00 AM or 13:30")
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if half := match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(f"'{text}' is not a time; please write 9:00 AM or 13:30")
        hour = hour % 12 + (12 if half in "pP" else 0)
    if hour < _NIGHT_ENDS:
        raise ValueError(f"'{text}' is at night; please write 1:30 PM or 13:30")
    try:
        return time(hour, minute)
    except ValueError:
        raise ValueError(f"'{text}' is not a time; please write 9:00 AM or 13:30") from None


def a_kind(text: str) -> Kind:
    if plain(text) == "plan review":
        return Kind.ANNUAL
    return _found(text, _KINDS, one_of=Kind)


def a_mode(text: str) -> Mode:
    return _found(text, _MODES, one_of=Mode)


def a_role(text: str) -> Role:
    read = _ROLES.get(plain(text))
    if read is None:
        raise ValueError(f"'{text}' is not one of: {', '.join(Role)}")
    return read


def yes_or_no(text: str) -> bool:
    words = plain(text)
    if words in _YES:
        return True
    if words in _NO:
        return False
    raise ValueError(f"'{text}' is neither yes nor no")


def a_grade(text: str) -> str:
    """Read a grade without the zero in front that some exports have."""
    return text.lstrip("0") or "0" if text.isdecimal() else text


def a_channel(text: str) -> str:
    if not re.fullmatch(r"[CG][A-Z0-9]{4,}", text):
        raise ValueError(f"'{text}' is not a channel id; one begins with C, as in C0123456789")
    return text


def _found(text: str, words: dict[str, _Word], *, one_of: type[_Word]) -> _Word:
    """Look a spelling up, also without the words that say nothing, as 'IEP meeting'."""
    whole = plain(text)
    bare = " ".join(word for word in whole.split() if word not in _FILLERS)
    read = words.get(whole) or words.get(bare)
    if read is None:
        raise ValueError(f"'{text}' is not one of: {', '.join(one_of)}")
    return read
