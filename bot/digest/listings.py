"""What the digest of one morning listed: ids, and no words."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from bot.date_words import in_full
from bot.dates.obligation_rows import Subject, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.digest.digest_lines import Key
from bot.digest.groups import LineGroup
from bot.digest.layout import MOST_LINES
from bot.meetings.meetings import MeetingId
from bot.requests.requests import RequestId

_ALL_DONE_BEFORE = "All done, in the digest of {on}"
"""The words of the version before: what was pressed with that one is taken back with this."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One line as it was laid out: a `LineGroup`, or the name of the place of its work."""

    group: str
    keys: tuple[Key, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Listing:
    on: date
    lines: tuple[Listed, ...] = ()
    """In the order of consequence, as many as fit a phone; what they show changes, they do not."""
    forms: tuple[RequestId, ...] = ()
    """The forms that came in, or were given back, since the school day before."""
    asked: tuple[tuple[MeetingId, date], ...] = ()
    """Meetings that nobody marked, each with the day on which it was to be."""

    def keys_of(self, group: str) -> tuple[Key, ...]:
        return next((line.keys for line in self.lines if line.group == group), ())

    @property
    def foretold(self) -> tuple[Key, ...]:
        """Return what the case manager hears of today, and a supervisor on the next school day."""
        return self.keys_of(LineGroup.SUPERVISOR)

    @property
    def keys(self) -> tuple[Key, ...]:
        return tuple(key for line in self.lines for key in line.keys)

    def as_text(self) -> str:
        return json.dumps(
            {
                "on": self.on.isoformat(),
                "lines": [
                    [line.group, [key_text(key) for key in line.keys]] for line in self.lines
                ],
                "forms": list(self.forms),
                "asked": [[meeting, on.isoformat()] for meeting, on in self.asked],
            }
        )

    def subjects(self) -> frozenset[Subject]:
        """Return the meetings and reviews of which anything is listed, or about which is asked."""
        asked = (meeting_subject(meeting) for meeting, _ in self.asked)
        return frozenset((*(subject for subject, _ in self.keys), *asked))

    @classmethod
    def from_text(cls, text: str) -> Self:
        kept = json.loads(text)
        lines = kept["lines"] if "lines" in kept else _lines_of_old(kept)
        return cls(
            on=date.fromisoformat(kept["on"]),
            lines=tuple(Listed(group=group, keys=_keys(keys)) for group, keys in lines),
            forms=tuple(map(RequestId, kept.get("forms", ()))),
            asked=tuple((MeetingId(one), date.fromisoformat(on)) for one, on in kept["asked"]),
        )


def all_done_word(on: date) -> str:
    """Return the reason that one press for many records, wherever it stands.

    By it the digest of that day takes them back in one press.
    """
    return f"All done in one press, {in_full(on)}"


def all_done_words(on: date) -> tuple[str, str]:
    """Return that reason in every wording that may be on record for the day."""
    return all_done_word(on), _ALL_DONE_BEFORE.format(on=on.isoformat())


def key_text(key: Key) -> str:
    subject, obligation = key
    return f"{subject}|{obligation}"


def key_from(text: str) -> Key:
    subject, _, obligation = text.partition("|")
    return (Subject(subject), ObligationId(obligation))


def _keys(texts: Iterable[str]) -> tuple[Key, ...]:
    return tuple(key_from(text) for text in texts)


def _lines_of_old(kept: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """Read a digest that was sent before its lines were kept: it is drawn anew for two weeks.

    What stood behind its last line, and what has no room beside that, stands behind the last now.
    """
    lines = [
        (LineGroup.LEGAL, kept["legal"]),
        (LineGroup.MEETINGS_TODAY, []),
        (LineGroup.CALLS_TODAY, []),
        (LineGroup.SUPERVISOR, kept.get("foretold", [])),
        (LineGroup.ASKED, []),
        *([(LineGroup.WITHOUT_DATE, kept["without_date"])] if kept["without_date"] else []),
        (LineGroup.FORMS_IN, []),
    ]
    room = max(0, MOST_LINES - 1 - sum(bool(keys) for _, keys in lines))
    work = [(place, keys) for place, keys in kept["work"] if keys]
    hidden = [key for _, keys in work[room:] for key in keys]
    return [*lines, *work[:room], *([(LineGroup.MORE, hidden)] if hidden else [])]
