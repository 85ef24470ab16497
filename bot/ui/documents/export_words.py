"""How the fields of a record are called and their values said, for a parent."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot import date_words
from bot.records.changes import CALLED, moment
from bot.records.exports import Names, PersonInRow

_WITHIN = "within another"

_OF_TABLES: Mapping[tuple[str, str], str] = {
    ("students", "case_manager"): "Case manager",
    ("meetings", "at"): "Time",
    ("office_notes", "at"): "Time",
    ("meetings", "arose_on"): "Set on",
    ("meetings", "made_at"): "Put on record",
    ("calls", "by"): "Agreed by",
    ("meeting_changes", "by"): "Changed by",
    ("standings", "at"): "As of",
    ("imports", "fields"): "It said",
    ("parents", "rights"): "Holds the education rights",
    ("team_members", "from_on"): "From",
    ("team_members", "until_on"): "Until",
    ("request_links", "opened_at"): "Opened last",
    ("duties", "owner_words"): "Who",
    ("duties", "owner"): "Who",
    ("office_ticks", "rights"): "Rights notice enclosed",
    ("students", "number"): "District's student id",
    (_WITHIN, "by"): "By",
    (_WITHIN, "decided"): "These",
    (_WITHIN, "listed"): "Agreed to be listed",
    ("signature_attempts", "at"): "Written down",
    ("contacts", "kept_at"): "Written down",
    ("contact_versions", "kept_at"): "Written down",
    ("filled_forms", "by"): "Answered by",
    ("contacts", "whom"): "With",
    ("contact_versions", "whom"): "With",
}
_CALLED = {
    **CALLED,
    "at": "Recorded",
    "by": "Recorded by",
    "on": "Day",
    "made_at": "Put on record",
    "who": "Who",
    "old_on": "Day before",
    "meeting_id": "Meeting",
    "conversation_id": "From the conversation",
    "continues_id": "Goes on with",
    "settled_in_id": "Settled at",
    "goal_id": "Goal",
    "request_id": "Form",
    "note_id": "Note",
    "contact_id": "Contact",
    "withdrawn": "Withdrawn",
    "proposals": "Proposed as a concern, and decided on",
    "said": "Said by somebody else and written down",
    "new_on": "Day from then on",
    "old_at": "Time before",
    "new_at": "Time from then on",
    "sent_by": "Sent by",
    "undone": "Taken back",
    "opened_at": "Opened",
    "until": "Good until",
    "tries_left": "Tries left",
    "rights": "Rights",
}

SAID_WHERE_SO = frozenset(
    {"withdrawn", "undone", "revise", "closed", "taken_off", "anew", "own_date", "no_contact"}
    | {"address_confidential"}
)
"""What is worth a line only where it is so."""

_A_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_A_MOMENT = re.compile(r"\b\d{4}-\d\d-\d\dT[\d:.]+(?:\+00:00|Z)")
_A_DAY_WITHIN = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_A_WORD_OF_OURS = re.compile(r"[a-z]+(?:_[a-z]+)+")


def label_of(table: str, name: str) -> str:
    """Return what a field of a table is called."""
    words = _OF_TABLES.get((table, name)) or _CALLED.get(name) or name.replace("_", " ")
    return words[:1].upper() + words[1:]


def shown(value: Any, names: Names, zone: ZoneInfo) -> str:
    """Say a value as people read it; empty where there is none."""
    match value:
        case None:
            return ""
        case PersonInRow():
            return str(names.of(value.number))
        case Mapping():
            said = ((key, shown(one, names, zone)) for key, one in value.items())
            return "; ".join(
                f"{label_of(_WITHIN, str(key))}: {words}" for key, words in said if words
            )
        case list() | tuple():
            return ", ".join(filter(None, (shown(one, names, zone) for one in value)))
        case str():
            return _text(value, names)
    return _said(value, zone)


def _said(value: Any, zone: ZoneInfo) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case datetime():
            return moment(value, zone)
        case date():
            return date_words.in_full(value)
        case time():
            return date_words.clock_time(value)
    return str(value)


def _text(words: str, names: Names) -> str:
    if found := _A_DAY.fullmatch(words):
        return _day_or_as_is(found)
    if _A_WORD_OF_OURS.fullmatch(words):
        return words.replace("_", " ")
    return names.within(words)


def with_dates(words: str, zone: ZoneInfo) -> str:
    """Return words of the log with their moments and days as people say them."""
    said = _A_MOMENT.sub(lambda found: moment(datetime.fromisoformat(found[0]), zone), words)
    return _A_DAY_WITHIN.sub(_day_or_as_is, said)


def _day_or_as_is(found: re.Match[str]) -> str:
    try:
        return date_words.without_weekday(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]
