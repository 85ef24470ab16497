"""What kind of work a row is, in a word: how a line of several kinds names and counts them."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.dates.obligation_rows import Obligation
from bot.dates.obligation_rules import ObligationId


@dataclass(frozen=True, kw_only=True)
class WorkKind:
    one: str
    many: str

    def counted(self, count: int) -> str:
        return f"{count} {self.one if count == 1 else self.many}"


def _kind(one: str, many: str = "") -> WorkKind:
    return WorkKind(one=one, many=many or f"{one}s")


_DATE = _kind("date to set", "dates to set")
_UNKNOWN_DATE = _kind("review date unknown", "review dates unknown")
_INVITATION = _kind("invitation")
_FORM_BACK = _kind("form back", "forms back")
_PARENT_TALK = _kind("parent talk")
_AT_A_GLANCE = _kind("at-a-glance", "at-a-glance")

OWN = _kind("district row")
"""What a district added."""

_KINDS = {
    ObligationId.AGREE_DATE: _DATE,
    ObligationId.HOLD_BY: _DATE,
    ObligationId.SAY_HOW_TO_ASK: _kind("request to answer", "requests to answer"),
    ObligationId.MASTER_CALENDAR: _kind("calendar"),
    ObligationId.MEETING_NOTICE: _kind("notice"),
    ObligationId.INVITATION_FORM: _INVITATION,
    ObligationId.OFFICE_INFORMED: _kind("office note"),
    ObligationId.TEACHER_FEEDBACK_OUT: _kind("teacher form"),
    ObligationId.PROVIDER_REPORT_OUT: _kind("provider report"),
    ObligationId.TEACHER_FEEDBACK_BACK: _FORM_BACK,
    ObligationId.PROVIDER_REPORT_BACK: _FORM_BACK,
    ObligationId.PARENT_FORM: _FORM_BACK,
    ObligationId.PARENT_CONVERSATION: _PARENT_TALK,
    ObligationId.DRAFT_PREFERENCE: _PARENT_TALK,
    ObligationId.EXPLAIN_PROCESS: _PARENT_TALK,
    ObligationId.INPUT_IN_DRAFT: _kind("draft"),
    ObligationId.DRAFT_COPY: _kind("draft copy", "draft copies"),
    ObligationId.AGENDA: _kind("agenda"),
    ObligationId.STAFF_BRIEF: _kind("brief"),
    ObligationId.MINUTES_IN_IEP: _kind("meeting note"),
    ObligationId.SEND_FOR_SIGNATURE: _kind("IEP to sign", "IEPs to sign"),
    ObligationId.CONSENT: _kind("signature"),
    ObligationId.AT_A_GLANCE: _AT_A_GLANCE,
    ObligationId.SIS_UPLOAD: _kind("SIS upload"),
    ObligationId.NEXT_MEETING: _kind("next date"),
}


def kind_of(row: Obligation) -> WorkKind:
    if row.id is ObligationId.AGREE_DATE and row.due_on is None:
        return _UNKNOWN_DATE
    return _KINDS.get(row.id, OWN)


def counted_by_kind(rows: Iterable[Obligation]) -> list[str]:
    """Count each kind in words ("6 notices", "4 invitations"), in the order of the rows."""
    kinds: dict[WorkKind, list[Obligation]] = {}
    for row in rows:
        kinds.setdefault(kind_of(row), []).append(row)
    return [kind.counted(how_many(of_kind)) for kind, of_kind in kinds.items()]


def how_many(rows: Iterable[Obligation]) -> int:
    """Count rows as people do: the rows of a meeting that one talk settles are one talk."""
    talk = ObligationId.PARENT_CONVERSATION
    return len({(row.subject, talk if kind_of(row) is _PARENT_TALK else row.id) for row in rows})
