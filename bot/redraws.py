"""What is to be drawn anew once records were touched: the table of `bot.messages`, applied.

Values in, values out. Whoever keeps the messages finds out who and what stands around the records
touched, asks here which messages that concerns, and marks those.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.dates.obligation_rows import meeting_subject
from bot.digest.listings import Listing
from bot.meetings.meetings import MeetingId
from bot.messages import DRAWN_FROM, KEPT_TRUE, LATELY, LOOKED_AT, By, MessageKind, Record
from bot.office.office_cards import month_subject
from bot.people.people import PersonId
from bot.students import StudentId


@dataclass(frozen=True, kw_only=True)
class Touched:
    """A record that was written: what it is, and whom it concerned before or concerns now."""

    record: Record
    student: StudentId | None = None
    meeting: MeetingId | None = None
    person: PersonId | None = None
    """Whose it was or is; with a student, somebody who had or has them on theirs."""
    subject: str = ""
    """The subject of its row, or that of the messages about nothing else."""


@dataclass(frozen=True, kw_only=True)
class Around:
    """Who and what stands around the records touched, at the moment of keeping them."""

    readers: Mapping[StudentId, AbstractSet[PersonId]] = field(default_factory=dict)
    """Who leads a student's case by now, or stands in today."""
    meetings: Mapping[StudentId, AbstractSet[MeetingId]] = field(default_factory=dict)
    ahead: AbstractSet[MeetingId] = frozenset()
    """Which of the meetings are still to be."""
    told_of: Mapping[StudentId, AbstractSet[date]] = field(default_factory=dict)
    """The days of the meetings of which the office was told."""
    asked: Mapping[MeetingId, AbstractSet[PersonId]] = field(default_factory=dict)
    owing: Mapping[StudentId, AbstractSet[PersonId]] = field(default_factory=dict)
    """Of whom something about a student is waited for: a form, or what was handed to them."""
    by: PersonId | None = None
    """Who acts; nobody where the clock does."""


@dataclass(frozen=True, kw_only=True)
class About:
    """Every message of a kind about something."""

    kind: MessageKind
    subject: str


@dataclass(frozen=True, kw_only=True)
class LastOf:
    """The last messages of a kind that somebody got, as far as they tell of something."""

    kind: MessageKind
    person: PersonId
    subject: str = ""
    """Only those that list a row of this subject; of all where this and the student are empty."""
    student: StudentId | None = None
    """Only those that list anything of this student, and the newest."""


@dataclass(frozen=True, kw_only=True)
class Lately:
    """Every message of a kind that was posted lately."""

    kind: MessageKind


Place = About | LastOf | Lately


@dataclass(frozen=True, kw_only=True)
class Stands:
    """A message that somebody got, as far as this has to know it."""

    id: int
    kind: MessageKind
    person: PersonId
    kept: str
    posted_at: datetime


def ways_of(touched: Iterable[Touched]) -> frozenset[By]:
    """Return the ways from these records to messages, so that no more is looked up than needed."""
    records = {one.record for one in touched}
    return frozenset(by for record in records for by in _WAYS[record])


_WAYS = {
    record: frozenset(drawn[record] for drawn in DRAWN_FROM.values() if record in drawn)
    for record in Record
}


def places_of(touched: Iterable[Touched], around: Around) -> set[Place]:
    """Return where whatever shows the records touched may stand."""
    return {
        place
        for one in touched
        for kind, drawn in DRAWN_FROM.items()
        if one.record in drawn
        for place in _places(kind, drawn[one.record], one, around)
    }


def behind(
    stands: Sequence[Stands], places: AbstractSet[Place], around: Around, *, now: datetime
) -> Iterator[int]:
    """Return which of somebody's last messages show what was touched; the newest come first."""
    wanted: dict[tuple[MessageKind, PersonId], list[LastOf]] = {}
    for place in places:
        if isinstance(place, LastOf):
            wanted.setdefault((place.kind, place.person), []).append(place)
    so_far: dict[tuple[MessageKind, PersonId], int] = {}
    for one in stands:
        whose = (one.kind, one.person)
        so_far[whose] = number = so_far.get(whose, 0) + 1
        kept_true = number <= KEPT_TRUE.get(one.kind, 1) and _is_looked_at(one, now=now)
        if kept_true and _tells(one, wanted.get(whose, ()), around, newest=number == 1):
            yield one.id


def since(place: Lately, *, now: datetime) -> datetime:
    """Return from when on messages of a kind follow what the district changes for everybody."""
    return now - LATELY[place.kind]


def _places(kind: MessageKind, by: By, touched: Touched, around: Around) -> Iterator[Place]:
    if by is By.EVERYBODY:
        yield Lately(kind=kind)
    elif by in _ABOUT:
        for subject in _subjects(by, touched, around):
            yield About(kind=kind, subject=subject)
    else:
        for person in _people(by, touched, around):
            yield LastOf(
                kind=kind,
                person=person,
                subject=touched.subject if by is By.ROWS else "",
                student=touched.student if by is By.STUDENT else None,
            )


_ABOUT = frozenset({By.MEETING, By.MEETINGS, By.MEETINGS_AHEAD, By.MONTHS, By.ITSELF})


def _subjects(by: By, touched: Touched, around: Around) -> Iterator[str]:
    if by is By.ITSELF:
        yield touched.subject
    elif by is By.MEETING:
        if touched.meeting is not None:
            yield meeting_subject(touched.meeting)
    elif touched.student is None:
        return
    elif by is By.MONTHS:
        yield from map(month_subject, around.told_of.get(touched.student, ()))
    else:
        for meeting in around.meetings.get(touched.student, ()):
            if by is By.MEETINGS or meeting in around.ahead:
                yield meeting_subject(meeting)


def _people(by: By, touched: Touched, around: Around) -> AbstractSet[PersonId]:
    whose = frozenset() if touched.person is None else frozenset({touched.person})
    if by is By.PERSON:
        return whose
    if by is By.ASKED:
        return around.asked.get(touched.meeting, _NOBODY) if touched.meeting else _NOBODY
    if touched.student is None:
        return _NOBODY
    owing = around.owing.get(touched.student, _NOBODY)
    if by is By.OWING:
        return owing
    acting = _NOBODY if around.by is None else frozenset({around.by})
    readers = around.readers.get(touched.student, _NOBODY) | acting
    if by is By.CONCERNED:
        return readers | owing | whose
    return readers | whose if touched.record in _HAD_OR_HAS else readers


_NOBODY: frozenset[PersonId] = frozenset()
_HAD_OR_HAS = frozenset({Record.STUDENT, Record.TEAM})
"""Of these records the person is one who had the student on theirs, or has."""


def _is_looked_at(one: Stands, *, now: datetime) -> bool:
    looked_at = LOOKED_AT.get(one.kind)
    return looked_at is None or one.posted_at > now - looked_at


def _tells(one: Stands, places: Sequence[LastOf], around: Around, *, newest: bool) -> bool:
    """Tell whether a message shows any of these; its list is read only where it matters."""
    if any(not place.subject and (place.student is None or newest) for place in places):
        return True
    if not places or not one.kept:
        return False
    listed = Listing.from_text(one.kept).subjects()
    return any(_is_listed(place, listed, around) for place in places)


def _is_listed(place: LastOf, listed: AbstractSet[str], around: Around) -> bool:
    if place.subject or place.student is None:
        return place.subject in listed
    meetings = around.meetings.get(place.student, frozenset())
    prefix = f"student:{place.student}:"
    return not listed.isdisjoint(map(meeting_subject, meetings)) or any(
        one.startswith(prefix) for one in listed
    )
