"""That parents were talked with, and when: what figures need, and nothing of what was said."""

from datetime import date

from sqlalchemy import select

from bot.conversations.collaboration import Talk
from bot.meetings.meetings import MeetingId
from bot.permissions import Act
from storage import tables as rows
from storage.scopes.reach import Reach

_conversations = rows.conversations.c


def talks(reach: Reach, *, since: date) -> list[Talk]:
    """List the finished conversations about everybody within reach, dated `since` or later.

    Those withdrawn do not count.
    """
    reach.require(Act.SEE_OBLIGATIONS)
    found = reach.connection.execute(
        select(_conversations.meeting_id, _conversations.held_on)
        .where(
            reach.about_students(rows.conversations),
            _conversations.held_on >= since,
            _conversations.withdrawn_at.is_(None),
        )
        .order_by(_conversations.held_on, _conversations.id)
    )
    return [
        Talk(
            meeting=MeetingId(row.meeting_id) if row.meeting_id is not None else None,
            held_on=row.held_on,
        )
        for row in found
    ]
