"""Slack in, use cases, Slack out: a folder for each feature, and here everything we listen to."""

from collections.abc import Callable
from functools import partial

from slack_bolt import App

from handlers.after_meetings import after_meetings, after_steps, duties, responsibilities
from handlers.conversations import (
    attempts,
    booked_calls,
    conversation_away,
    kept_conversations,
    parent_paragraph,
    proposed_concerns,
)
from handlers.conversations.conversation_edits import ConversationChanges
from handlers.conversations.conversations import ConversationForm
from handlers.dates import due, obligation_rows
from handlers.digest import cut_off, digests, direct_messages, home, hub, plain_words
from handlers.district import district
from handlers.goals import goals
from handlers.imports import pastes
from handlers.kit import stale
from handlers.kit.forms import FormPages
from handlers.kit.keystrokes import TypingKeeper
from handlers.kit.listening import Listening
from handlers.kit.surroundings import ListenerSurroundings
from handlers.links_outside import request_links
from handlers.meeting_day import (
    checklists,
    close_outs,
    concerns,
    held,
    helpers,
    meeting_notes,
    meeting_screens,
    proposals,
    tips,
)
from handlers.meetings import one_meeting, parent_requests, set_meeting, unmarked
from handlers.office import office_lists, office_notes, office_ticks
from handlers.people import confirmations, parents, people, roles, teams
from handlers.records import (
    contacts,
    hand_overs,
    student_records,
    students,
    team_students,
    trails,
)
from handlers.rehearsal import rehearsals
from handlers.requests import requests, requests_asked
from handlers.requests.request_behalf import FormOnBehalf
from handlers.requests.request_forms import RespondentForm
from handlers.settings import (
    calendars,
    channels,
    closures,
    district_rules,
    own_settings,
    reporting_periods,
    settings,
    unsent,
)


def listeners(surroundings: ListenerSurroundings, typing: TypingKeeper) -> Callable[[App], None]:
    """Register all that we listen to, in the order in which Bolt asks: what hurries comes first."""
    kinds = tuple(
        kind(surroundings=surroundings, typing=typing)
        for kind in (ConversationForm, ConversationChanges, RespondentForm, FormOnBehalf)
    )
    listens: tuple[Callable[[Listening], None], ...] = (
        FormPages(kinds=kinds, typing=typing).listen,
        *(kind.listen for kind in kinds),
        kept_conversations.listen,
        conversation_away.listen,
        attempts.listen,
        booked_calls.listen,
        proposed_concerns.listen,
        parent_paragraph.listen,
        hub.listen,
        students.listen,
        team_students.listen,
        set_meeting.listen,
        due.listen,
        one_meeting.listen,
        office_notes.listen,
        office_ticks.listen,
        office_lists.listen,
        parent_requests.listen,
        student_records.listen,
        hand_overs.listen,
        goals.listen,
        pastes.listen,
        contacts.listen,
        obligation_rows.listen,
        district.listen,
        teams.listen,
        confirmations.listen,
        parents.listen,
        digests.listen,
        cut_off.listen,
        unmarked.listen,
        requests.listen,
        requests_asked.listen,
        partial(request_links.listen, wire=typing.wire),
        home.listen,
        checklists.listen,
        meeting_screens.listen,
        meeting_notes.listen,
        concerns.listen,
        held.listen,
        helpers.listen,
        proposals.listen,
        close_outs.listen,
        tips.listen,
        after_meetings.listen,
        after_steps.listen,
        responsibilities.listen,
        duties.listen,
        direct_messages.listen,
        plain_words.listen,
        trails.listen,
        settings.listen,
        own_settings.listen,
        channels.listen,
        calendars.listen,
        closures.listen,
        reporting_periods.listen,
        district_rules.listen,
        roles.listen,
        people.listen,
        unsent.listen,
        rehearsals.listen,
        stale.listen,
    )

    def register(app: App) -> None:
        on = Listening(app=app, surroundings=surroundings)
        on.note_arrivals()
        for listen in listens:
            listen(on)

    return register
