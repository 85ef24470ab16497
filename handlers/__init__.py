"""Slack in, core, storage, Slack out: a file per noun, and here everything we listen to."""

from functools import partial

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
from handlers.district.district import DistrictHandlers
from handlers.goals.goals import GoalHandlers
from handlers.imports.pastes import PasteHandlers
from handlers.kit.bolt import Registers
from handlers.kit.forms import FormPages
from handlers.kit.keystrokes import TypingKeeper
from handlers.kit.listening import Listens, Verb
from handlers.kit.stale import StaleHandlers
from handlers.kit.surroundings import Surroundings
from handlers.links_outside.request_links import LinkHandlers
from handlers.meeting_day.channels import make_channel_own
from handlers.meeting_day.meeting_day import meeting_day_listeners
from handlers.meeting_day.tips import TipHandlers
from handlers.meetings import parent_requests, set_meeting
from handlers.meetings.one_meeting import OneMeetingHandlers
from handlers.meetings.unmarked import UnmarkedHandlers
from handlers.office.office_notes import OfficeNoteHandlers
from handlers.office.office_ticks import OfficeTickHandlers
from handlers.people.people import PeopleHandlers
from handlers.people.teams import TeamHandlers
from handlers.records.contacts import ContactHandlers
from handlers.records.hand_overs import HandOverHandlers
from handlers.records.student_records import StudentRecordHandlers
from handlers.records.students import StudentHandlers
from handlers.records.trails import TrailHandlers
from handlers.requests.request_behalf import BehalfHandlers
from handlers.requests.request_forms import RequestFormHandlers
from handlers.requests.requests import RequestHandlers
from handlers.requests.requests_asked import AskedHandlers
from handlers.settings.setting_groups import settings_listeners


def listeners(surroundings: Surroundings, typing: TypingKeeper) -> tuple[Registers, ...]:
    """Everything we listen to, in the order in which Bolt asks: what hurries comes first."""
    conversations = ConversationHandlers(surroundings=surroundings, typing=typing)
    edits = EditHandlers(surroundings=surroundings, typing=typing)
    request_forms = RequestFormHandlers(surroundings=surroundings, typing=typing)
    behalf = BehalfHandlers(surroundings=surroundings, typing=typing)
    requests = RequestHandlers(surroundings=surroundings)
    students = StudentHandlers(surroundings=surroundings)
    calls = BookedCallHandlers(surroundings=surroundings)
    tips = TipHandlers(surroundings=surroundings)
    records = StudentRecordHandlers(surroundings=surroundings)
    hand_overs = HandOverHandlers(surroundings=surroundings)
    districts = DistrictHandlers(surroundings=surroundings)
    trails = TrailHandlers(surroundings=surroundings)
    contacts = ContactHandlers(surroundings=surroundings)
    pastes = PasteHandlers(surroundings=surroundings)
    goals = GoalHandlers(surroundings=surroundings)
    verbs: dict[str, Verb] = {
        "progress": goals.typed,
        "paste": pastes.typed,
        "log": contacts.typed,
        "add": records.typed,
        "gone": records.gone,
        "handover": hand_overs.typed,
        "district": districts.typed,
        "find": students.find,
        "call": calls.typed,
        "request": requests.typed,
        "requests": requests.typed,
        "tips": tips.typed,
        "trail": trails.typed,
        "channel": partial(make_channel_own, surroundings),
    }
    heard = partial(Listens, surroundings=surroundings, verbs=verbs)
    return (
        heard(
            listen=FormPages(
                kinds=(conversations, edits, request_forms, behalf), typing=typing
            ).listen
        ),
        heard(listen=conversations.listen),
        edits,
        KeptConversationHandlers(surroundings=surroundings),
        AwayHandlers(surroundings=surroundings),
        heard(listen=attempts.listen),
        calls,
        ProposedConcernHandlers(surroundings=surroundings),
        ParagraphHandlers(surroundings=surroundings),
        heard(listen=hub.listen),
        students,
        heard(listen=set_meeting.listen),
        heard(listen=due.listen),
        OneMeetingHandlers(surroundings=surroundings),
        OfficeNoteHandlers(surroundings=surroundings),
        OfficeTickHandlers(surroundings=surroundings),
        heard(listen=parent_requests.listen),
        records,
        hand_overs,
        goals,
        pastes,
        contacts,
        heard(listen=obligation_rows.listen),
        districts,
        TeamHandlers(surroundings=surroundings),
        request_forms,
        behalf,
        heard(listen=digests.listen),
        UnmarkedHandlers(surroundings=surroundings),
        requests,
        AskedHandlers(surroundings=surroundings),
        LinkHandlers(surroundings=surroundings, wire=typing.wire),
        heard(listen=home.listen),
        *meeting_day_listeners(surroundings, tips),
        heard(listen=direct_messages.listen),
        trails,
        *settings_listeners(surroundings, verbs),
        PeopleHandlers(surroundings=surroundings),
        StaleHandlers(),
    )
