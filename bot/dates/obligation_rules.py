"""The rules that say what is to be done for a meeting and when: a table a district can change."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import Any

from bot.people.people import TeamRole

OWN_ROW = re.compile(r"own_[0-9]{1,4}")
"""How the id of a row looks that a district added."""


class ObligationId(StrEnum):
    """Every row of the tables, in their order; a district's own has an id such as `own_1`."""

    AGREE_DATE = "agree_date"
    MASTER_CALENDAR = "master_calendar"
    MEETING_NOTICE = "meeting_notice"
    INVITATION_FORM = "invitation_form"
    OFFICE_INFORMED = "office_informed"
    TEACHER_FEEDBACK_OUT = "teacher_feedback_out"
    PROVIDER_REPORT_OUT = "provider_report_out"
    TEACHER_FEEDBACK_BACK = "teacher_feedback_back"
    PROVIDER_REPORT_BACK = "provider_report_back"
    PARENT_CONVERSATION = "parent_conversation"
    PARENT_FORM = "parent_form"
    DRAFT_PREFERENCE = "draft_preference"
    INPUT_IN_DRAFT = "input_in_draft"
    EXPLAIN_PROCESS = "explain_process"
    DRAFT_COPY = "draft_copy"
    AGENDA = "agenda"
    STAFF_BRIEF = "staff_brief"
    MINUTES_IN_IEP = "minutes_in_iep"
    SEND_FOR_SIGNATURE = "send_for_signature"
    CONSENT = "consent"
    AT_A_GLANCE = "at_a_glance"
    SIS_UPLOAD = "sis_upload"
    NEXT_MEETING = "next_meeting"
    HOLD_BY = "hold_by"
    SAY_HOW_TO_ASK = "say_how_to_ask"

    @classmethod
    def _missing_(cls, value: object) -> "ObligationId | None":
        """Return a district's own row: made when it is first met, and the same one from then on."""
        if not isinstance(value, str) or not OWN_ROW.fullmatch(value):
            return None
        row = str.__new__(cls, value)
        row._name_, row._value_ = value.upper(), value
        known = cls._value2member_map_.setdefault(value, row)
        assert isinstance(known, cls)
        return known

    @property
    def is_own(self) -> bool:
        return OWN_ROW.fullmatch(self) is not None


class Label(StrEnum):
    """On whose word a date stands."""

    LOCAL = "local"
    DEFAULT = "default"
    LAW = "law"


class Unit(StrEnum):
    DAYS = "days"
    SCHOOL_DAYS = "school_days"


class CountedFrom(StrEnum):
    """What a rule counts from: back to what comes before it, on to what comes after it."""

    TENTH = "the 10th of the month before the meeting"
    MEETING = "the day of the meeting"
    REVIEW_TENTH = "the 10th of the month before the review falls due"
    HELD = "the day the meeting was held"
    CONSENT = "the day of the signature"
    WRITTEN_REQUEST = "the day on which the written request came in"
    SPOKEN_REQUEST = "the day on which they asked, not in writing"
    NOTHING = "nothing"

    @property
    def is_after_the_meeting(self) -> bool:
        return self in (CountedFrom.HELD, CountedFrom.CONSENT)

    @property
    def counts_on(self) -> bool:
        """Tell whether a rule counts on from it; from all others it counts back."""
        asked = (CountedFrom.WRITTEN_REQUEST, CountedFrom.SPOKEN_REQUEST)
        return self.is_after_the_meeting or self in asked


class Presence(StrEnum):
    """Whether a row exists."""

    ON = "on"
    OFF = "off"
    ASKED_FOR = "asked_for"
    """Only for a meeting for which something was recorded about it: asking for it is recorded."""


class Place(StrEnum):
    """Where the work of a row is done; the digest groups by it."""

    DATES = "Meeting dates"
    PARENT_REQUESTS = "Parent requests"
    CALENDAR = "Master calendar"
    SEIS_NOTICES = "SEIS notices"
    INVITATION_FORMS = "Invitation forms"
    OFFICE = "Notes to the office"
    FORMS_TO_SEND = "Forms to send"
    FORMS_DUE_BACK = "Forms due back"
    PARENT_CONVERSATIONS = "Parent conversations"
    PARENT_FORMS = "Parent forms"
    DRAFTS = "Drafts"
    DRAFT_COPIES = "Draft copies for parents"
    AGENDAS = "Agendas"
    STAFF_BRIEFS = "Staff briefs"
    NOTES = "Meeting notes in SEIS"
    TO_SIGN = "IEPs to be signed"
    SIGNATURES = "Signatures"
    AT_A_GLANCE = "At-a-glance"
    SIS = "SIS uploads"
    NEXT_DATES = "Next annual dates"
    OWN = "Your district's own"


class Rank(IntEnum):
    """What happens if a row is missed: the digest is ordered by it, the worst first."""

    LEGAL = 1
    """The law's own date passes."""
    TODAY = 2
    """Somebody is waited for today: meetings and calls, of which no row is."""
    OWED = 3
    """A family does not get what it was promised or has a right to."""
    CUT_OFF = 4
    """The month's cut-off passes, and invitations and forms come too late."""
    PEOPLE = 5
    """People have not talked, or have not sent what they know."""
    FOLLOW_UP = 6
    """Somebody has not signed, read or agreed yet."""
    CLERICAL = 7
    """A record is behind."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One row of the table."""

    id: ObligationId
    what: str
    counted_from: CountedFrom
    offset: int = 0
    unit: Unit = Unit.DAYS
    label: Label = Label.DEFAULT
    source: str | None = None
    """Where the law or the procedure says so, where that is known."""
    place: Place
    rank: Rank = Rank.CLERICAL
    noun: str = "district row"
    """What one is called in a line that counts several kinds; short, since the line is."""
    nouns: str = ""
    """What several are called, where an s does not do."""
    presence: Presence = Presence.ON
    needs: TeamRole | None = None
    """The row exists only where the team has somebody in this role."""
    answers: ObligationId | None = None
    """The row by which the forms were asked for, where this row is their coming back."""
    together_with: ObligationId | None = None
    """The row whose date and window this one shares."""
    opens: int | None = None
    """How many days before the meeting the window opens; None where there is no window."""
    open_at_least: int | None = None
    """How many school days before the due date the window opens at the latest."""
    promised: bool = False
    """Whether the date is a promise to parents, to be broken only with their word."""
    needed_because: str = ""
    """Why the law wants it done, in words, where it does: such a row cannot be switched off."""

    def counted(self, count: int) -> str:
        return f"{count} {self.noun if count == 1 else self.nouns or f'{self.noun}s'}"


@dataclass(frozen=True, kw_only=True)
class Rules:
    """A district's table: what is due before a meeting, after it, and without one."""

    before: tuple[Rule, ...]
    after: tuple[Rule, ...]
    for_review: Rule
    """How the date of a meeting still to be set is due, from the day the review falls due."""
    for_requests: tuple[Rule, ...] = ()
    """What a parent's request for a meeting asks for, written or by word."""

    def __getitem__(self, obligation: ObligationId) -> Rule:
        return self._by_id[obligation]

    def __hash__(self) -> int:
        return self._hash

    def changed(self, obligation: ObligationId, **fields: Any) -> "Rules":
        """Return the table with one row changed; its date then stands on the district's word.

        `changed(AT_A_GLANCE, counted_from=CountedFrom.CONSENT)` is "after the signature".
        """
        fields.setdefault("label", Label.LOCAL)
        return replace(
            self,
            before=_with_row_changed(self.before, obligation, fields),
            after=_with_row_changed(self.after, obligation, fields),
        )

    def joined_by(self, own: Rule) -> "Rules":
        """Add a row of the district's own at the end, before the meeting or after."""
        if own.counted_from.is_after_the_meeting:
            return replace(self, after=(*self.after, own))
        return replace(self, before=(*self.before, own))

    @cached_property
    def _by_id(self) -> dict[ObligationId, Rule]:
        return {rule.id: rule for rule in (*self.before, *self.after, *self.for_requests)}

    @cached_property
    def _hash(self) -> int:
        return hash((self.before, self.after, self.for_review, self.for_requests))


def _with_row_changed(
    rules: tuple[Rule, ...], obligation: ObligationId, fields: Mapping[str, Any]
) -> tuple[Rule, ...]:
    return tuple(replace(rule, **fields) if rule.id is obligation else rule for rule in rules)
