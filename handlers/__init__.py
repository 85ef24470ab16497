"""Slack in, core, storage, Slack out: a file per noun, and here everything we listen to."""

from functools import partial

from handlers.after_meetings import after_meetings, after_steps, duties, responsibilities
from handlers.conversations import attempts
from handlers.conversations.booked_calls import BookedCallHandlers
from handlers.conversations.conversation_away import AwayHandlers
from handlers.conversations.conversation_edits import EditHandlers
from handlers.conversations.conversations import ConversationHandlers
from handlers.conversations.kept_conversations import KeptConversationHandlers
from handlers.conversations.parent_paragraph import ParagraphHandlers
from handlers.conversations.proposed_concerns import ProposedConcernHandlers
from handlers.dates import due, obligation_rows
from handlers.digest import digests, direct_messages, home, hub
from handlers.district import district
from handlers.goals import goals
from handlers.imports import pastes
from handlers.kit.bolt import Registers
from handlers.kit.forms import FormPages
from handlers.kit.keystrokes import TypingKeeper
from handlers.kit.listening import Listens, Verb
from handlers.kit.stale import StaleHandlers
from handlers.kit.surroundings import Surroundings
from handlers.links_outside.request_links import LinkHandlers
from handlers.meeting_day import meeting_day
from handlers.meetings import one_meeting, parent_requests, set_meeting, unmarked
from handlers.office import office_notes, office_ticks
from handlers.people import people as people_changing
from handlers.people import roles, teams
from handlers.records import contacts, hand_overs, student_records, students, trails
from handlers.requests.request_behalf import BehalfHandlers
from handlers.requests.request_forms import RequestFormHandlers
from handlers.requests.requests import RequestHandlers
from handlers.requests.requests_asked import AskedHandlers
from handlers.settings import (
    calendars,
    channels,
    closures,
    district_rules,
    own_settings,
    reporting_periods,
)
from handlers.settings import settings as settings_on_one_screen


def listeners(surroundings: Surroundings, typing: TypingKeeper) -> tuple[Registers, ...]:
    """Everything we listen to, in the order in which Bolt asks: what hurries comes first."""
    conversations = ConversationForm(surroundings=surroundings, typing=typing)
    edits = ConversationChanges(surroundings=surroundings, typing=typing)
    request_forms = RequestFormHandlers(surroundings=surroundings, typing=typing)
    behalf = BehalfHandlers(surroundings=surroundings, typing=typing)
    requests = RequestHandlers(surroundings=surroundings)
    calls = BookedCallHandlers(surroundings=surroundings)
    verbs: dict[str, Verb] = {
        "call": calls.typed,
        "request": requests.typed,
        "requests": requests.typed,
    }
    heard = partial(Listens, surroundings=surroundings, verbs=verbs)
    return (
        heard(
            listen=FormPages(
                kinds=(conversations, edits, request_forms, behalf), typing=typing
            ).listen
        ),
        heard(listen=conversations.listen),
        heard(listen=edits.listen),
        heard(listen=kept_conversations.listen),
        heard(listen=conversation_away.listen),
        heard(listen=attempts.listen),
        calls,
        ProposedConcernHandlers(surroundings=surroundings),
        ParagraphHandlers(surroundings=surroundings),
        heard(listen=hub.listen),
        heard(listen=students.listen),
        heard(listen=set_meeting.listen),
        heard(listen=due.listen),
        heard(listen=one_meeting.listen),
        heard(listen=office_notes.listen),
        heard(listen=office_ticks.listen),
        heard(listen=parent_requests.listen),
        heard(listen=student_records.listen),
        heard(listen=hand_overs.listen),
        heard(listen=goals.listen),
        heard(listen=pastes.listen),
        heard(listen=contacts.listen),
        heard(listen=obligation_rows.listen),
        heard(listen=district.listen),
        heard(listen=teams.listen),
        request_forms,
        behalf,
        heard(listen=digests.listen),
        heard(listen=unmarked.listen),
        requests,
        AskedHandlers(surroundings=surroundings),
        heard(listen=partial(request_links.listen, wire=typing.wire)),
        heard(listen=home.listen),
        heard(listen=meeting_day.listen),
        heard(listen=after_meetings.listen),
        heard(listen=after_steps.listen),
        heard(listen=responsibilities.listen),
        heard(listen=duties.listen),
        heard(listen=direct_messages.listen),
        heard(listen=trails.listen),
        heard(listen=settings_on_one_screen.listen),
        heard(listen=own_settings.listen),
        heard(listen=channels.listen),
        heard(listen=calendars.listen),
        heard(listen=closures.listen),
        heard(listen=reporting_periods.listen),
        heard(listen=district_rules.listen),
        heard(listen=roles.listen),
        heard(listen=people_changing.listen),
        StaleHandlers(),
    )
