"""What the digest of one morning listed: ids, and no words."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from bot.dates.obligation_rows import Subject, meeting_subject
from bot.dates.obligation_rules import ObligationId, Place
from bot.digest.digest_lines import Key
from bot.meetings.meetings import MeetingId
from bot.requests.requests import RequestId


@dataclass(frozen=True, kw_only=True)
class Listing:
    on: date
    legal: tuple[Key, ...] = ()
    without_date: tuple[Key, ...] = ()
    foretold: tuple[Key, ...] = ()
    """What the case manager hears of today, and a supervisor on the next school day."""
    forms: tuple[RequestId, ...] = ()
    """The forms that came in, or were given back, since the school day before."""
    asked: tuple[tuple[MeetingId, date], ...] = ()
    """Meetings, each with the day on which it was to be."""
    work: tuple[tuple[Place, tuple[Key, ...]], ...] = ()
    """In the order of consequence."""

    def as_text(self) -> str:
        return json.dumps(
            {
                "on": self.on.isoformat(),
                "legal": [key_text(key) for key in self.legal],
                "without_date": [key_text(key) for key in self.without_date],
                "foretold": [key_text(key) for key in self.foretold],
                "forms": list(self.forms),
                "asked": [[meeting, on.isoformat()] for meeting, on in self.asked],
                "work": [
                    [place.name, [key_text(key) for key in keys]] for place, keys in self.work
                ],
            }
        )

    def subjects(self) -> frozenset[Subject]:
        """Return the meetings and reviews of which anything is listed, or about which is asked."""
        worked = (key for _, keys in self.work for key in keys)
        keys = (*self.legal, *self.without_date, *self.foretold, *worked)
        asked = (meeting_subject(meeting) for meeting, _ in self.asked)
        return frozenset((*(subject for subject, _ in keys), *asked))

    @classmethod
    def from_text(cls, text: str) -> Self:
        kept = json.loads(text)
        return cls(
            on=date.fromisoformat(kept["on"]),
            legal=_keys(kept["legal"]),
            without_date=_keys(kept["without_date"]),
            foretold=_keys(kept.get("foretold", ())),
            forms=tuple(map(RequestId, kept.get("forms", ()))),
            asked=tuple((MeetingId(one), date.fromisoformat(on)) for one, on in kept["asked"]),
            work=tuple((Place[place], _keys(keys)) for place, keys in kept["work"]),
        )


def key_text(key: Key) -> str:
    subject, obligation = key
    return f"{subject}|{obligation}"


def key_from(text: str) -> Key:
    subject, _, obligation = text.partition("|")
    return (Subject(subject), ObligationId(obligation))


def _keys(texts: Iterable[str]) -> tuple[Key, ...]:
    return tuple(key_from(text) for text in texts)
