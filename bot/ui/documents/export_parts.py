"""The parts of a whole record on paper, in the order in which a parent reads them."""

from dataclasses import dataclass

_NUMBERS = frozenset({"id", "student_id"})


@dataclass(frozen=True, kw_only=True)
class PrintedPart:
    """A table of the record, as it stands on paper."""

    table: str
    words: str
    """The heading."""
    title: tuple[str, ...] = ()
    """The fields that make the title of a row."""
    hidden: frozenset[str] = _NUMBERS
    is_said_where_empty: bool = False


PARTS = (
    PrintedPart(table="students", words="The child"),
    PrintedPart(
        table="parents",
        words="Parents on record",
        title=("name",),
        is_said_where_empty=True,
    ),
    PrintedPart(
        table="team_members", words="The team", title=("person",), is_said_where_empty=True
    ),
    PrintedPart(
        table="meetings",
        words="IEP meetings",
        title=("kind", "on"),
        is_said_where_empty=True,
    ),
    PrintedPart(
        table="meeting_changes",
        words="Every date and state that a meeting had",
        title=("meeting_id", "changed_at"),
    ),
    PrintedPart(table="helpers", words="Who helped at a meeting", title=("person",)),
    PrintedPart(
        table="parent_requests", words="Meetings that parents asked for", title=("received_on",)
    ),
    PrintedPart(
        table="conversations",
        words="Conversations with the parents",
        title=("held_on",),
        hidden=_NUMBERS | {"revision"},
        is_said_where_empty=True,
    ),
    PrintedPart(
        table="conversation_versions",
        words="Every version of conversations that were changed",
        title=("revision", "held_on"),
    ),
    PrintedPart(table="calls", words="Calls that were agreed", title=("at",)),
    PrintedPart(
        table="contacts",
        words="Contacts and tries to reach somebody",
        title=("kind", "at"),
        is_said_where_empty=True,
    ),
    PrintedPart(
        table="contact_versions",
        words="What contacts said before they were changed",
        title=("kind", "at"),
    ),
    PrintedPart(table="concerns", words="Concerns", title=("text",), is_said_where_empty=True),
    PrintedPart(table="proposals", words="Proposals", title=("text",)),
    PrintedPart(table="goals", words="Goals", title=("label",), is_said_where_empty=True),
    PrintedPart(
        table="goal_versions", words="What goals were called before", title=("label", "at")
    ),
    PrintedPart(table="goal_marks", words="Progress of goals", title=("goal_id", "period")),
    PrintedPart(
        table="requests",
        words="Forms that teachers and providers were asked for",
        title=("form", "respondent"),
        is_said_where_empty=True,
    ),
    PrintedPart(table="filled_forms", words="Forms that came in", title=("request_id", "at")),
    PrintedPart(
        table="request_links",
        words="Private links to forms",
        title=("request_id", "made_at"),
        hidden=_NUMBERS | {"tries_left", "codes_mailed", "code_until", "session_until"},
    ),
    PrintedPart(
        table="checklists",
        words="At the meeting: rights, sign-off, what was noted",
        title=("meeting_id",),
        hidden=_NUMBERS | {"revision"},
    ),
    PrintedPart(
        table="ticks",
        words="At the meeting: what was ticked",
        title=("line",),
    ),
    PrintedPart(table="duties", words="What colleagues took on", title=("kind", "text")),
    PrintedPart(
        table="signature_attempts",
        words="Tries to get the signature",
        title=("tried_on",),
    ),
    PrintedPart(
        table="standings",
        words="What the school has to do, and how it stands",
        title=("obligation",),
        hidden=_NUMBERS | {"subject", "revision", "before"},
    ),
    PrintedPart(
        table="standing_changes",
        words="Every change of how that stood",
        title=("obligation", "at"),
        hidden=_NUMBERS | {"subject"},
    ),
    PrintedPart(table="office_notes", words="Notes to the office", title=("sent_at",)),
    PrintedPart(table="office_ticks", words="What the office said", title=("note_id",)),
    PrintedPart(
        table="imports",
        words="What the district's file said last",
        title=("at",),
    ),
)
"""Every table that is exported but the access record, which comes last in its own words."""
