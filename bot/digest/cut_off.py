"""The month's cut-off in one go: what is entered elsewhere, told and asked for, by meeting."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.dates.obligation_rules import Place
from bot.digest.digest_lines import Entry
from bot.meetings.meeting_values import MeetingValues
from bot.meetings.meetings import MeetingId
from bot.requests.requests import Form
from bot.requests.requests_to_send import Asking


class CutOffPart(StrEnum):
    """What is said of all meetings at once: the first four are marked, the last two are sent."""

    NOTICE = "notice"
    INVITATION = "invitation"
    CALENDAR = "calendar"
    TOLD = "told"
    """The office, where no note of ours reaches it."""
    TELL = "tell"
    ASK = "ask"


SENT = (CutOffPart.TELL, CutOffPart.ASK)

MOST_ASKED = 150
"""The most respondents that one screen names: all travel along with it, in short ids."""

_ORDER = tuple(CutOffPart)
_FORMS = tuple(Form)

_PARTS = {
    Place.SEIS_NOTICES: CutOffPart.NOTICE,
    Place.INVITATION_FORMS: CutOffPart.INVITATION,
    Place.CALENDAR: CutOffPart.CALENDAR,
    Place.OFFICE: CutOffPart.TOLD,
    Place.FORMS_TO_SEND: CutOffPart.ASK,
}


def part_of(entry: Entry) -> CutOffPart | None:
    """Return which part an open row is of; None where it is none, or lies with the office."""
    left = entry.row.meeting and entry.row.asks and not entry.row.lies_with_the_office
    return _PARTS.get(entry.row.why.rule.place) if left else None


@dataclass(frozen=True, kw_only=True)
class CutOffMeeting:
    """One meeting with everything of the cut-off that is left of it."""

    values: MeetingValues
    rows: tuple[Entry, ...]
    askings: tuple[Asking, ...]
    """Whom to ask for which form."""
    can_be_told: bool
    """Whether a note of ours reaches the office."""

    @property
    def id(self) -> MeetingId:
        return self.values.meeting.id

    @property
    def parts(self) -> frozenset[CutOffPart]:
        return frozenset(part for part in CutOffPart if self.count(part))

    def of(self, part: CutOffPart) -> list[Entry]:
        """Return the rows of one part; those of the forms are settled by asking."""
        return [entry for entry in self.rows if self._part_of(entry) is part]

    def count(self, part: CutOffPart) -> int:
        return len(self.askings) if part is CutOffPart.ASK else len(self.of(part))

    def _part_of(self, entry: Entry) -> CutOffPart | None:
        part = part_of(entry)
        return CutOffPart.TELL if part is CutOffPart.TOLD and self.can_be_told else part


@dataclass(frozen=True, kw_only=True)
class CutOff:
    on: date
    """The day of the digest in which all of it can be taken back together."""
    meetings: tuple[CutOffMeeting, ...]
    """Those of which anything is left, by their day."""
    hidden: int
    """Meetings for which there is no room until these are seen to."""

    @property
    def counts(self) -> dict[CutOffPart, int]:
        """Count what is left of each part, in their order; what is not, is not there."""
        return _counted((one, part) for part in CutOffPart for one in self.meetings)


def as_many_as_can_be_named(meetings: Iterable[CutOffMeeting]) -> list[CutOffMeeting]:
    """Return the first of the meetings, as long as everybody who is asked for them has room."""
    count = 0
    kept: list[CutOffMeeting] = []
    for meeting in meetings:
        count += len(meeting.askings)
        if kept and count > MOST_ASKED:
            break
        kept.append(meeting)
    return kept


@dataclass(frozen=True, kw_only=True)
class ShownMeeting:
    """What somebody had before them of one meeting when they pressed."""

    id: MeetingId
    stamp: str
    parts: frozenset[CutOffPart]
    asked: frozenset[str] = frozenset()
    """Everybody who was named, for which form: nobody else is asked."""

    def of(self, meeting: CutOffMeeting) -> CutOffMeeting:
        """Return the meeting as it is now, with those alone who were named."""
        named = (one for one in meeting.askings if _asked(one) in self.asked)
        return replace(meeting, askings=tuple(named))


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What is to be done now of what was shown, and what is not, for which reason."""

    done: tuple[tuple[CutOffMeeting, CutOffPart], ...]
    changed: tuple[str, ...]
    """The aliases of meetings that are not as they were shown, of which nothing is done."""
    gone: int
    """How many meetings are on the list no more."""

    @property
    def counts(self) -> dict[CutOffPart, int]:
        return _counted(self.done)

    @property
    def settled(self) -> int:
        """Count what somebody saw to in the meantime."""
        return sum(not meeting.count(part) for meeting, part in self.done)

    @property
    def askings(self) -> list[Asking]:
        return [
            one for meeting, part in self.done if part is CutOffPart.ASK for one in meeting.askings
        ]

    def rows(self, *parts: CutOffPart) -> list[Entry]:
        return [row for meeting, part in self.done if part in parts for row in meeting.of(part)]


def chosen_of(
    shown: Iterable[ShownMeeting],
    now: Mapping[MeetingId, CutOffMeeting],
    parts: Collection[CutOffPart],
) -> Chosen:
    """Choose what was shown and ticked of the meetings that are, `now`, as they were shown."""
    here = [(one, one.of(now[one.id])) for one in shown if one.id in now]
    return Chosen(
        done=tuple(
            (meeting, part)
            for part in CutOffPart
            for was, meeting in here
            if part in parts and part in was.parts and was.stamp == meeting.values.stamp
        ),
        changed=tuple(
            meeting.values.student.alias
            for was, meeting in here
            if was.stamp != meeting.values.stamp
        ),
        gone=sum(one.id not in now for one in shown),
    )


def shown_text(cut_off: CutOff) -> str:
    """Write down what is shown, in short ids, so that it is known when somebody presses."""
    return " ".join(map(_in_short, cut_off.meetings))


def _in_short(one: CutOffMeeting) -> str:
    parts = "".join(str(_ORDER.index(part)) for part in _ORDER if part in one.parts)
    return ":".join([str(one.id), one.values.stamp, parts, *map(_asked, one.askings)])


def _asked(asking: Asking) -> str:
    return f"{_FORMS.index(asking.form)}.{asking.respondent}"


def shown_from(text: str) -> tuple[ShownMeeting, ...]:
    return tuple(map(_one_shown, text.split()))


def _one_shown(text: str) -> ShownMeeting:
    number, stamp, parts, *asked = text.split(":")
    return ShownMeeting(
        id=MeetingId(int(number)),
        stamp=stamp,
        parts=frozenset(_ORDER[int(part)] for part in parts),
        asked=frozenset(asked),
    )


def _counted(pairs: Iterable[tuple[CutOffMeeting, CutOffPart]]) -> dict[CutOffPart, int]:
    counts: dict[CutOffPart, int] = {}
    for meeting, part in pairs:
        if count := meeting.count(part):
            counts[part] = counts.get(part, 0) + count
    return counts
