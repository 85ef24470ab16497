"""A morning on which the rows of one student can be picked."""

from tests.bot.a_morning import a_morning, with_meeting

TODAY = "2026-10-06"
NOTICE = "meeting:1|meeting_notice"


def the_morning(*cases, on=TODAY, **of):
    return a_morning(on, *(cases or [with_meeting(1, "2026-11-18", created="2026-09-01")]), **of)


def keys(picked):
    return [(entry.row.subject, str(entry.row.id)) for entry in picked.entries]
