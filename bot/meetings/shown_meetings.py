"""The times of meetings as somebody has them before them: what has moved since is left out."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from hashlib import blake2s

from bot.meetings.meetings import Meeting, MeetingId

MOST_CARRIED = 200
"""More than anybody leads; what a modal carries along has little room."""


def shown_text(meetings: Iterable[Meeting]) -> str:
    """Write down, in a few letters a meeting, when they are."""
    shown = {one.id: _when(one.on, one.at) for one in meetings}
    return " ".join([f"{number}:{when}" for number, when in shown.items()][:MOST_CARRIED])


def shown_from(text: str) -> Mapping[MeetingId, str]:
    pairs = (one.partition(":") for one in text.split())
    return {MeetingId(int(number)): when for number, _, when in pairs}


def has_moved(meeting: Meeting, shown: Mapping[MeetingId, str]) -> bool:
    """Tell whether a meeting is not when it was shown to be; a time set since moves nothing."""
    as_it_is = (_when(meeting.on, meeting.at), _when(meeting.on, None))
    return shown.get(meeting.id) not in (None, *as_it_is)


def _when(on: date, at: time | None) -> str:
    return blake2s(repr((on, at)).encode(), digest_size=2).hexdigest()
