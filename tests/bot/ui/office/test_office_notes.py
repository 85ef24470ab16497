"""`office_informed`: the note without a name, the office's window, and what a case manager sees."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.calendar import WEEKDAYS
from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.dates.obligations import before_meeting
from bot.errors import FormError
from bot.forms.office.office_ticks import TICK as TICK_SHOWN
from bot.forms.office.office_ticks import invitation_from
from bot.meetings.meetings import held
from bot.office.office_notes import NOT_THERE, Noted, NoteState, OfficeTick
from bot.office.office_told import OfficeTold
from bot.office.office_told import refused as refused_words
from bot.people.people import PersonId
from bot.settings.district_links import DistrictLinks
from bot.ui.kit.reading import answers_in, carried_in
from bot.ui.office import office_notes as office_note
from bot.ui.office import office_ticks as office_tick
from bot.ui.office import telling_office
from tests.bot.a_case import a_case, a_student, day
from tests.bot.office.test_office_notes import MEETING, NOTE, OWED, SENT
from tests.bot.ui.filling import filled
from tests.bot.ui.looking import button
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes, words_of

TODAY = date(2026, 9, 4)
YEAR = WEEKDAYS.year_begun_by(TODAY)
AT = datetime(2026, 9, 4, 16, tzinfo=UTC)
MAYA = a_student(first_name="Maya", last_name="Quill", alias="MQ-7K2", home_language="Hmong")
LINKS = DistrictLinks(
    rights=(("English", "https://d.example/en"), ("Hmong", "https://d.example/hmong"))
)
TICK = OfficeTick(id=4, note=NOTE.id, invitation=SENT, by=PersonId(5), at=AT)


def a_note(state=NoteState.WAITING, **fields):
    known = {
        "student": MAYA,
        "note": NOTE,
        "meeting": MEETING,
        "state": state,
        "invitation": None,
    }
    return Noted(**{**known, **fields})


EVERY = [
    a_note(state, invitation={NoteState.INVITED: SENT, NoteState.RIGHTS_OWED: OWED}.get(state))
    for state in NoteState
]


@pytest.mark.parametrize("noted", EVERY, ids=[one.state.name for one in EVERY])
def test_a_note_from_before_there_was_a_card_answers_still_or_is_struck(noted):
    message = office_note.message(noted)

    over = not noted.state.can_be_ticked
    assert (
        "~IEP meeting of MQ-7K2: Tuesday, October 27, 2026 at 9:30 am" in words_of(message)
    ) is over
    assert (button(message, office_note.OPEN) is None) is over
    assert ("now stand together" in words_of(message)) is not over
    assert "MQ-7K2" not in message["text"]
    assert_slack_takes(message)


def test_the_window_has_name_language_and_the_notice_in_it_and_is_filled_in_ahead():
    view = shown()

    said = words_of(view)
    assert "*Maya Quill* (MQ-7K2)" in said
    assert "*Parents' language:* Hmong · <https://d.example/hmong|rights notice>" in said
    assert "received_on" not in {block.get("block_id", "")[:11] for block in view["blocks"]}
    assert said_in(filled(view, **{"rights@0": "yes"})) == replace(SENT, sent_on=TODAY)
    with pytest.raises(FormError) as refused:
        said_in(filled(view, **{"sent_on@0": "2026-09-05", "language@0": " "}))
    assert set(refused.value.problems) == {"sent_on", "rights", "language"}


def said_in(view):
    return invitation_from(answers_in(view), today=TODAY)


def shown(ticks=(), **fields):
    said = ticks[0].invitation if ticks else None
    noted = a_note(invitation=said, ticks=ticks, student=replace(MAYA, **fields))
    return office_tick.render(noted, {PersonId(5): "Kim"}, LINKS, today=TODAY)


def test_what_was_ticked_can_be_changed_and_taken_back_and_all_of_it_stays():
    view = shown([TICK, replace(TICK, id=3, invitation=None), replace(TICK, id=2)])

    assert TICK_SHOWN.in_(carried_in(view)) == 4
    assert said_in(filled(view)) == SENT
    received = filled(view, **{"received_on@4": "2026-09-04"})
    assert said_in(received) == replace(SENT, received_on=day("2026-09-04"))
    with pytest.raises(FormError) as too_early:
        said_in(filled(view, **{"received_on@4": "2026-09-02"}))
    assert set(too_early.value.problems) == {"received_on"}
    assert button(view, office_tick.TAKE_BACK)
    assert words_of(view).count("Kim: sent on Thursday, September 3, rights notice enclosed") == 2
    assert "Kim: taken back" in words_of(view)
    back = shown([replace(TICK, invitation=None)])
    assert button(back, office_tick.TAKE_BACK) is None


def test_an_unknown_language_is_said_to_be_unknown():
    assert "language is not on record" in words_of(shown(home_language=""))


def told(noted=None, state=State.OPEN, meeting=MEETING, reason=None, **fields):
    standing = Standing(state=state, reason=reason)
    standings = {(meeting_subject(meeting.id), ObligationId.OFFICE_INFORMED): standing}
    case = a_case(team=(), standings=standings)
    rows = before_meeting(meeting, WEEKDAYS, case, today=TODAY)
    (row,) = [one for one in rows if one.id is ObligationId.OFFICE_INFORMED]
    return OfficeTold(meeting=meeting, row=row, noted=noted, **{"reachable": True, **fields})


WAITING = a_note()


@pytest.mark.parametrize(
    ("seen", "said", "control"),
    [
        pytest.param(told(), "Not told yet", "office_tell", id="not-told"),
        pytest.param(told(reachable=False), "ask a Preiep admin", None, id="no-channel"),
        pytest.param(
            told(WAITING, State.PLANNED), "not ticked yet", "office_withdraw", id="it-waits"
        ),
        pytest.param(told(WAITING, reason=NOT_THERE), "send it again", "office_tell", id="failed"),
        pytest.param(
            told(a_note(NoteState.INVITED, invitation=SENT), State.PROVEN, ticked_by="Kim"),
            "Invitation sent on Thursday, September 3, rights notice enclosed, in Hmong (Kim)",
            None,
            id="invited",
        ),
        pytest.param(
            told(a_note(NoteState.RIGHTS_OWED, invitation=OWED), State.PLANNED),
            "The rights notice is still owed",
            None,
            id="owed",
        ),
        pytest.param(
            told(a_note(NoteState.MOVED)), "One tap sends a new note", "office_tell", id="moved"
        ),
        pytest.param(
            told(a_note(NoteState.MOVED), reachable=False), "ask a Preiep admin", None, id="no-more"
        ),
        pytest.param(
            told(a_note(NoteState.WITHDRAWN)), "was taken back", "office_tell", id="taken-back"
        ),
        pytest.param(told(None, State.DONE), "is settled: done", None, id="on-another-word"),
        pytest.param(told(meeting=held(MEETING, on=MEETING.on)), "", None, id="held-untold"),
    ],
)
def test_the_case_manager_sees_how_far_the_office_is_and_what_can_be_done(seen, said, control):
    blocks = telling_office.section(seen)

    assert said in words_of({"blocks": blocks})
    tells = {one for one in ("office_tell", "office_withdraw") if button({"blocks": blocks}, one)}
    assert tells == ({control} if control else set())
    assert seen.can_be_sent is (control == "office_tell")
    assert refused_words(seen).endswith((".", "it."))


@pytest.mark.parametrize("typed", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_whatever_was_typed_stays_words_of(typed):
    said = replace(SENT, language=typed[:100])
    ticks = [replace(TICK, id=n, invitation=said) for n in range(30, 0, -1)]
    student = replace(MAYA, first_name=typed, home_language=typed, alias=typed[:40])
    noted = a_note(NoteState.INVITED, invitation=said, student=student, ticks=ticks)
    names = {PersonId(5): typed}
    window = office_tick.render(noted, names, DistrictLinks(), today=TODAY, notice="Ok.")
    seen = told(noted, State.PROVEN, ticked_by=typed)
    for surface in (
        window,
        office_note.message(noted),
        telling_office.failed_message([noted], YEAR),
        {**window, "blocks": telling_office.section(seen)},
        {**window, "blocks": telling_office.section(replace(seen, noted=WAITING), beside=True)},
        {**window, "blocks": telling_office.section(told(WAITING, State.PLANNED), beside=True)},
    ):
        assert_slack_takes(surface)
        assert_harmless(surface)


def test_of_which_meetings_the_office_has_not_heard_says_the_year_of_those_in_august():
    later = [replace(WAITING, meeting=replace(MEETING, on=date(2027, 8, 26)))]

    assert "Thursday, August 26, 2027" in words_of(telling_office.failed_message(later, YEAR))
    assert "2026" not in words_of(telling_office.failed_message([WAITING], YEAR))
