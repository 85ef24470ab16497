"""Who may do what: one table, denied by default."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum

from bot.errors import NotAllowedError, NotOnTeamError
from bot.people.people import Role


class Relation(StrEnum):
    """What a person is to one student, today."""

    CASE_MANAGER = "case manager"
    SUBSTITUTE = "substitute"
    HELPER = "helper"
    """Named by the case manager for one meeting."""
    SUPERVISOR = "supervisor"
    TEAM = "team"
    RESPONDENT = "respondent"
    """Asked for a form, and still on the team."""
    OWNER = "owner of what was handed over"
    """Has taken something on at a meeting, or was handed the at-a-glance to read."""
    OFFICE = "office"


class Act(StrEnum):
    """What can be done, each asked about on every click, submit, type-ahead and send."""

    TALK_WITH_PARENTS = "talk with parents"
    """Write or read a parent conversation."""
    LOG_CONTACT = "log a contact"
    """Write or read the log of contacts, attempts to reach a parent included."""
    KEEP_STUDENT = "keep who a student is"
    """Add, edit and exit a student, and say who their parents are and who is on their team."""
    HAND_OVER = "hand a student over"
    """For good, or to a substitute: a substitute hands nobody on."""
    FOLLOW_GOALS = "follow goals"
    """Name a student's goals, and say how each stands in a reporting period."""
    TICK_OBLIGATION = "tick an obligation"
    TICK_CHECKLIST = "tick the checklist"
    READ_MEETING_NOTES = "read concerns, rights answers and sign-off"
    WRITE_MEETING_NOTES = "write concerns, rights answers and sign-off"
    SEE_NAMES = "see who is at the meeting"
    HOLD_MEETING = "mark a meeting"
    NAME_HELPER = "name a helper"
    SEND_REQUESTS = "send requests"
    """Ask respondents, ask again, withdraw, read what came in."""
    ANSWER_REQUEST = "answer a request"
    TELL_OFFICE = "tell the office"
    """Send it the note that asks it to invite, and take that back."""
    TICK_INVITATION = "tick an invitation"
    """Open a note to the office, and say that the invitation went out."""
    ANSWER_DUTY = "answer what was handed over"
    """Read what one took on or was handed, and say that it is done."""
    SEE_OBLIGATIONS = "see obligations and counts"
    SEE_HISTORY = "see whose obligation it is, and what was recorded about it"
    SEE_DETAILS = "see name, grade, meeting date and place"
    SEE_TRAIL = "see who saw and changed a record"


_OWN = frozenset({Relation.CASE_MANAGER, Relation.SUBSTITUTE})
_AT_THE_MEETING = _OWN | {Relation.HELPER}

MAY: dict[Act, frozenset[Relation]] = {
    Act.TALK_WITH_PARENTS: _OWN,
    Act.LOG_CONTACT: _OWN,
    Act.KEEP_STUDENT: _OWN,
    Act.HAND_OVER: frozenset({Relation.CASE_MANAGER}),
    Act.FOLLOW_GOALS: _OWN,
    Act.TICK_OBLIGATION: _OWN,
    Act.TICK_CHECKLIST: _AT_THE_MEETING | {Relation.SUPERVISOR},
    Act.READ_MEETING_NOTES: _AT_THE_MEETING | {Relation.SUPERVISOR},
    Act.WRITE_MEETING_NOTES: _AT_THE_MEETING | {Relation.SUPERVISOR},
    Act.SEE_NAMES: _AT_THE_MEETING,
    Act.HOLD_MEETING: _OWN,
    Act.NAME_HELPER: _OWN,
    Act.SEND_REQUESTS: _OWN,
    Act.ANSWER_REQUEST: _OWN | {Relation.RESPONDENT},
    Act.TELL_OFFICE: _OWN,
    Act.TICK_INVITATION: frozenset({Relation.OFFICE}),
    Act.ANSWER_DUTY: frozenset({Relation.OWNER}),
    Act.SEE_OBLIGATIONS: _OWN | {Relation.SUPERVISOR},
    Act.SEE_TRAIL: _OWN,
    Act.SEE_HISTORY: _OWN | {Relation.SUPERVISOR},
    Act.SEE_DETAILS: _AT_THE_MEETING | {Relation.TEAM, Relation.RESPONDENT, Relation.OFFICE},
}

ANY_REASON = "-"
"""For asking whether an act would be allowed with some reason."""

WITH_A_REASON = frozenset({Act.READ_MEETING_NOTES, Act.WRITE_MEETING_NOTES, Act.SEE_HISTORY})
"""What opens to a supervisor only with a stated reason, which is logged."""


class WorkspaceAct(StrEnum):
    """What is done in the workspace as a whole, by a role in it."""

    CHANGE_SETTINGS = "change the settings"
    """Settings, calendar, rules, roles."""
    LEAD = "lead meetings"
    """Have a channel and a digest of one's own."""
    ADD_STUDENTS = "add students"


MAY_IN_WORKSPACE: dict[WorkspaceAct, frozenset[Role]] = {
    WorkspaceAct.CHANGE_SETTINGS: frozenset({Role.ADMIN}),
    WorkspaceAct.LEAD: frozenset({Role.CASE_MANAGER}),
    WorkspaceAct.ADD_STUDENTS: frozenset({Role.CASE_MANAGER, Role.ADMIN}),
}

_ONLY = {
    WorkspaceAct.CHANGE_SETTINGS: "Only a Preiep admin can do this. Nothing was changed.",
    WorkspaceAct.LEAD: (
        "This is for case managers. If you lead meetings, please ask a Preiep admin to add you as "
        "one. Nothing was changed."
    ),
    WorkspaceAct.ADD_STUDENTS: (
        "Only a case manager adds students. Please ask a Preiep admin to make you one; "
        "nothing was saved."
    ),
}


def may_in_workspace(act: WorkspaceAct, roles: AbstractSet[Role]) -> bool:
    return bool(MAY_IN_WORKSPACE[act] & roles)


def require_in_workspace(act: WorkspaceAct, roles: AbstractSet[Role]) -> None:
    """Raise an error that says whom to ask, where nobody in these roles may do `act`."""
    if not may_in_workspace(act, roles):
        raise NotAllowedError(_ONLY[act])


_CALLED = {
    Relation.CASE_MANAGER: "the case manager",
    Relation.HELPER: "whom they add as a helper",
    Relation.SUPERVISOR: "their supervisor",
    Relation.TEAM: "the student's team",
    Relation.RESPONDENT: "whoever was asked",
    Relation.OWNER: "whoever it was handed to",
    Relation.OFFICE: "the office that invites for the student's school",
}
"""Whom a refusal names. A substitute stands in as the case manager and goes without saying."""


def may(act: Act, relations: AbstractSet[Relation], *, reason: str = "") -> bool:
    """Tell whether somebody who stands in `relations` to the student may do `act`."""
    allowed = MAY[act] & relations
    needs_reason = act in WITH_A_REASON and allowed == {Relation.SUPERVISOR}
    return bool(allowed) and (not needs_reason or bool(reason.strip()))


def require(act: Act, relations: AbstractSet[Relation], *, reason: str = "") -> None:
    """Raise an error that says whom to ask, where `act` is not allowed."""
    if may(act, relations, reason=reason):
        return
    if may(act, relations, reason=ANY_REASON):
        raise NotAllowedError(
            "A record opens to a supervisor only with a reason, which is logged. "
            "Please give one; nothing was changed."
        )
    raise NotOnTeamError(_in_a_row([said for one, said in _CALLED.items() if one in MAY[act]]))


def _in_a_row(words: Sequence[str]) -> str:
    if len(words) < 3:
        return " and ".join(words)
    return ", ".join(words[:-1]) + f", and {words[-1]}"
