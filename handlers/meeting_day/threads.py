"""What every control of a meeting's thread has in common: whose it is, and what it changes."""

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from bot.errors import StaleError
from bot.meeting_day.checklists import Checklist, checklist_of
from bot.meetings.meetings import Meeting, MeetingId, MeetingState
from bot.people.people import SlackUserId
from bot.permissions import Act, Relation
from bot.ui.meeting_day.thread_struck import where_instead
from handlers.kit.errors import Body, person_in
from handlers.kit.surroundings import Surroundings
from storage import Posted, Scope


def meeting_scope(
    surroundings: Surroundings, body: Body, meeting: MeetingId, act: Act, *, reason: str = ""
) -> AbstractContextManager[Scope]:
    """The one meeting, for whoever acted, where they may do `act`."""
    return surroundings.storage.meeting_of(
        SlackUserId(person_in(body)),
        meeting,
        now=surroundings.clock.now(),
        act=act,
        reason=reason,
    )


def meeting_clicked(scope: Scope, body: Body, meeting_id: MeetingId) -> Meeting:
    """The meeting of a click; raise StaleError where its message belongs to a thread that is over.

    Such a message is drawn anew without its controls; this is for who clicks before it is.
    """
    meeting = scope.meetings.get(meeting_id)
    if meeting.state is MeetingState.CANCELLED or _moved(scope, body, meeting):
        raise StaleError(f"{where_instead(meeting)} Nothing was changed.")
    return meeting


def _moved(scope: Scope, body: Body, meeting: Meeting) -> bool:
    container: Mapping[str, Any] = body.get("container") or {}
    channel, ts = container.get("channel_id"), container.get("message_ts")
    posted = scope.messages.at(channel, ts) if channel and ts else None
    return posted is not None and thread_day(posted) not in ("", meeting.on.isoformat())


def thread_day(posted: Posted) -> str:
    """For which day of its meeting a message of a thread was posted; empty for any other one."""
    return str(json.loads(posted.kept or "{}").get("on", ""))


def checklist_in(surroundings: Surroundings, scope: Scope, meeting: MeetingId) -> Checklist:
    return checklist_of(
        meeting,
        surroundings.content,
        scope.checklists.ticks(meeting),
        revision=scope.checklists.revision(meeting),
        switched=scope.workspace.lines,
        charter=scope.workspace.charter,
    )


def log_view(scope: Scope, meeting: Meeting, what: str, *, why: str = "") -> None:
    """Log that something is about to be shown; a contracted provider's view is disclosed, too."""
    scope.audit.log(f"saw {what}", student=meeting.student, meeting=meeting.id, why=why)
    me = scope.person.id
    own = scope.relations & {Relation.CASE_MANAGER, Relation.SUBSTITUTE}
    if not own and scope.people.is_contracted(me):
        scope.disclosures.log(me, meeting.student, f"{what}, as a helper at the meeting")
