"""One meeting's screen and the forms behind its buttons."""

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import pytest

from bot.calendar import WEEKDAYS
from bot.dates.default_rules import DEFAULT_RULES
from bot.errors import FormError
from bot.forms import tags
from bot.forms.meetings.meeting_forms import NEW_DATE, NewDate, day_held, new_date_from
from bot.forms.meetings.meetings import date_of_meeting
from bot.meetings.meetings import MeetingId, MeetingState, Mode
from bot.meetings.seen_meetings import DateChange, SeenMeeting
from bot.people.people import PersonId
from bot.ui.kit.reading import answers_in, carried_in
from bot.ui.meetings import meeting_forms
from bot.ui.meetings import meetings as meeting
from bot.ui.meetings.set_meeting import WARNED_OF
from tests.bot.a_case import a_meeting, a_student, day
from tests.bot.ui.dates.checked import a_check
from tests.bot.ui.filled import filled
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes, words_of

TODAY = day("2026-10-27")
MEETING = a_meeting("2026-10-27", "2026-08-20", at=time(9, 30))
PAT = PersonId(1)


def a_change(**fields: Any) -> DateChange:
    known: dict[str, Any] = {
        "at": datetime(2026, 8, 20, 16, tzinfo=UTC),
        "by": PAT,
        "old_on": None,
        "new_on": day("2026-10-27"),
        "old_at": None,
        "new_at": time(9, 30),
        "state": MeetingState.PLANNED,
        "held_on": None,
        "why": "",
    }
    return DateChange(**(known | fields))


SET = (a_change(),)


def shown(about=MEETING, changes=SET, others=(), student=None, today=TODAY, **more):
    seen = SeenMeeting(
        student=student or a_student(),
        meeting=about,
        changes=changes,
        others=others,
        today=today,
        **more,
    )
    return meeting.render(seen)


def controls(view):
    block = next(one for one in view["blocks"] if one.get("block_id", "").startswith("meeting:"))
    return [element["text"]["text"] for element in block["elements"]]


@pytest.mark.parametrize(
    ("about", "moment", "expected"),
    [
        pytest.param(
            MEETING,
            "2026-10-27T09:30",
            ["It was held …", "Adjourn …", "Move …", "Cancel …"],
            id="from-its-hour-on",
        ),
        pytest.param(
            MEETING, "2026-10-27T09:29", ["Move …", "Cancel …"], id="a-minute-before-its-hour"
        ),
        pytest.param(MEETING, "2026-10-21T12:00", ["Move …", "Cancel …"], id="six-days-before"),
        pytest.param(
            replace(MEETING, at=None),
            "2026-10-27T07:00",
            ["It was held …", "Adjourn …", "Move …", "Cancel …"],
            id="on-its-day-where-nobody-knows-the-hour",
        ),
        pytest.param(
            replace(MEETING, state=MeetingState.CANCELLED),
            "2026-10-27T12:00",
            ["Undo …"],
            id="cancelled",
        ),
    ],
)
def test_what_can_be_done_depends_on_what_it_is(about, moment, expected):
    begun = about.begun(datetime.fromisoformat(moment))
    assert controls(shown(about, begun=begun)) == expected


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param(a_change(), "Set for Tuesday, October 27, 2026 at 9:30 am", id="set"),
        pytest.param(
            a_change(old_on=day("2026-10-20"), old_at=time(9, 30), why="a cold"),
            "Moved from Tuesday, October 20, 2026 at 9:30 am "
            "to Tuesday, October 27, 2026 at 9:30 am",
            id="moved",
        ),
        pytest.param(
            a_change(old_on=day("2026-10-27"), old_at=time(8)), "at 8:00 am to", id="the-hour-alone"
        ),
        pytest.param(
            a_change(
                old_on=day("2026-10-27"),
                old_at=time(9, 30),
                state=MeetingState.HELD,
                held_on=day("2026-10-28"),
            ),
            "Held on Wednesday, October 28, 2026",
            id="held-on-another-day",
        ),
        pytest.param(
            a_change(old_on=day("2026-10-27"), old_at=time(9, 30), state=MeetingState.ADJOURNED),
            "• Adjourned",
            id="adjourned",
        ),
        pytest.param(
            a_change(old_on=day("2026-10-27"), old_at=time(9, 30)), "Planned again", id="undone"
        ),
    ],
)
def test_the_history_says_what_each_change_was(change, words):
    assert words in words_of(shown(changes=(change,)))


def test_the_two_ends_of_an_adjourned_meeting_name_each_other():
    first = replace(MEETING, state=MeetingState.ADJOURNED)
    second = a_meeting("2026-11-03", "2026-10-27", id=MeetingId(13), continues=MEETING.id)

    assert "continues on Tuesday, November 3, 2026" in words_of(shown(first, others=(second,)))
    assert "the meeting of Tuesday, October 27, 2026" in words_of(shown(second, others=(first,)))


def test_until_the_calendar_is_confirmed_the_meeting_and_its_forms_say_so():
    for adjourns in (False, True):
        form = meeting_forms.render_date(
            MEETING, adjourns=adjourns, rules=DEFAULT_RULES, confirmed=False
        )
        assert "Calendar not confirmed" in words_of(form)
    assert "Calendar not confirmed" in words_of(shown(confirmed=False))
    assert "Calendar not confirmed" not in words_of(shown())


def test_an_adjourned_meeting_names_the_session_that_is_on_and_not_one_called_off():
    first = replace(MEETING, state=MeetingState.ADJOURNED)
    off = a_meeting(
        "2026-11-10",
        "2026-10-27",
        id=MeetingId(13),
        continues=MEETING.id,
        state=MeetingState.CANCELLED,
    )
    on = a_meeting("2026-11-03", "2026-10-28", id=MeetingId(14), continues=MEETING.id)

    assert "continues on Tuesday, November 3, 2026" in words_of(shown(first, others=(off, on)))
    assert "continues on" not in words_of(shown(first, others=(off,)))
    assert "was to continue on Tuesday, November 10, 2026, which was cancelled" in words_of(
        shown(first, others=(off,))
    )


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_slack_takes_it_whatever_people_typed(words):
    student = a_student(first_name=words[:250], last_name=words[:250])
    others = [
        a_meeting("2026-01-20", "2025-08-20", id=MeetingId(number)) for number in range(20, 40)
    ]
    view = shown(
        student=student, changes=[a_change(why=words)] * 60, others=others, names={PAT: words}
    )

    assert_slack_takes(view)
    assert_harmless(view)
    move = meeting_forms.render_date(
        MEETING,
        rules=DEFAULT_RULES,
        new=NewDate(on=day("2026-10-28"), mode=Mode.PHONE, why=words),
        check=a_check("2026-10-28", today="2026-10-27"),
    )
    assert_slack_takes(move)
    assert_harmless(move)


@pytest.mark.parametrize("adjourns", [False, True], ids=["moved", "adjourned"])
def test_rule_9_what_was_typed_stays_where_a_date_costs_something(adjourns):
    new = NewDate(on=day("2026-10-28"), at=time(8), mode=Mode.VIDEO, why="the mother asked")

    view = meeting_forms.render_date(
        MEETING,
        adjourns=adjourns,
        rules=DEFAULT_RULES,
        new=new,
        check=a_check("2026-10-28", today="2026-10-27"),
    )

    assert view["submit"]["text"] == "Save anyway"
    sent = filled(view, {})
    said, warned_of = answers_in(sent), WARNED_OF.maybe_in(carried_in(sent))
    on = date_of_meeting(said, NEW_DATE, today=TODAY, calendar=WEEKDAYS)
    read = new_date_from(said, MEETING, on=on, warned_of=warned_of)
    assert read == replace(new, warned_of=new.on)


@pytest.mark.parametrize(
    ("about", "is_still"),
    [
        pytest.param(MEETING, True, id="untouched"),
        pytest.param(replace(MEETING, on=day("2026-10-28")), False, id="moved"),
        pytest.param(replace(MEETING, at=time(10)), False, id="another-hour"),
        pytest.param(replace(MEETING, state=MeetingState.HELD), False, id="held"),
    ],
)
def test_a_form_knows_the_meeting_it_was_drawn_from(about, is_still):
    drawn_from = tags.STAMP.in_(carried_in(meeting_forms.render_cancel(MEETING)))
    assert (drawn_from == meeting_forms.stamp(about)) is is_still


@pytest.mark.parametrize(
    ("on", "words"),
    [
        pytest.param(None, "Please choose the day", id="no-day"),
        pytest.param("2026-10-28", "still to come", id="tomorrow"),
        pytest.param("2026-10-25", "on a weekend", id="a-sunday"),
    ],
)
def test_a_day_on_which_no_meeting_was_is_refused(on, words):
    view = filled(meeting_forms.render_held(MEETING, today=TODAY), {"on": on})

    with pytest.raises(FormError) as refused:
        day_held(answers_in(view), today=TODAY)

    assert words in refused.value.problems["on"]


def test_held_is_asked_with_the_planned_day_or_today_at_hand():
    assert "2026-10-26" in str(
        meeting_forms.render_held(MEETING, today=day("2026-10-26"))["blocks"]
    )
    view = filled(meeting_forms.render_held(MEETING, today=day("2026-10-29")), {})
    assert day_held(answers_in(view), today=day("2026-10-29")) == MEETING.on
