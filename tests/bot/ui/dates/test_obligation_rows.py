"""One row in its own modal: how it stands, what can be said of it, and all that was said before."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.calendar import WEEKDAYS
from bot.dates.obligation_rows import (
    NOTHING_RECORDED,
    Standing,
    StandingChange,
    State,
    meeting_subject,
)
from bot.dates.obligation_rules import ObligationId
from bot.errors import FormError
from bot.forms.dates.settling import What, picked_from
from bot.meetings.meeting_values import values_of
from bot.people.people import PersonId
from bot.settings.district_links import DistrictLinks
from bot.ui.dates import obligation_rows as row
from bot.ui.kit.reading import answers_in
from tests.bot.a_case import TEACHER, day
from tests.bot.a_morning import nth_case, with_meeting
from tests.bot.parents import a_parent
from tests.bot.ui.filled import choices, filled
from tests.bot.ui.picking import the_morning
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes, words_of
from tests.conftest import NOW

PAT = PersonId(1)
NAMES = {PAT: "Pat Fennimore"}


def change(state=State.DONE, **fields):
    known = {
        "revise": False,
        "by": PAT,
        "at": NOW,
        "reason": "",
        "snoozed_until": None,
        "undone": False,
    }
    return StandingChange(state=state, **{**known, **fields})


def the_row(obligation=ObligationId.MEETING_NOTICE, standing=NOTHING_RECORDED, **of):
    case = with_meeting(1, "2026-11-18", created="2026-09-01", **of)
    key = (meeting_subject(case.meetings[0].id), obligation)
    morning = the_morning(replace(case, standings={key: standing}))
    return morning.entries[key], morning


def at_hand(morning, *parents):
    (case,) = morning.cases
    (meeting,) = case.meetings
    return {
        meeting.id: values_of(case, meeting, parents=parents, leader=NAMES[PAT], year=morning.year)
    }


def shown(entry, morning, *history):
    return row.render(entry, morning, history, NAMES)


def test_a_row_says_what_it_is_for_whom_by_when_and_why():
    words = words_of(shown(*the_row()))

    assert "*Meeting notice entered in SEIS*" in words
    assert "Quill Example (QX-001)" in words
    assert "by Friday" in words
    assert "the school's own procedure" in words
    assert "Nothing yet." in words


def test_a_row_whose_day_nobody_knows_yet_is_not_said_to_be_out():
    """A meeting whose date is to be agreed was "not back yet", as if it were a form."""
    unknown = nth_case(1, student={"annual_due": None, "triennial_due": None})
    morning = the_morning(unknown)
    (entry,) = [one for one in morning.entries.values() if one.row.id is ObligationId.AGREE_DATE]

    assert row.how_it_stands(entry, morning.on, morning.year) == ["date not known yet"]


def test_what_lies_with_the_office_is_not_overdue_with_the_case_manager():
    entry, morning = the_row(ObligationId.OFFICE_INFORMED, Standing(state=State.PLANNED))

    late = morning.on + timedelta(days=60)
    assert row.how_it_stands(entry, late, morning.year) == ["with the office"]
    assert row.how_it_stands(entry, entry.row.due_on, morning.year)[1:] == ["with the office"]


def test_what_the_meeting_notice_asks_for_is_at_hand_with_the_way_there():
    entry, morning = the_row(at=time(9, 30), team=(replace(TEACHER, name="Tea Chalkley"),))

    values = at_hand(morning, a_parent(language="Spanish"))
    links = DistrictLinks(seis="https://seis.example/new")
    notice = words_of(row.render(entry, morning, (), NAMES, values=values, links=links))

    assert "Wed, Nov 18, 9:30 am, phone conference" in notice
    assert "60 minutes unless you agreed otherwise" in notice
    assert "the parents may bring others who know their child" in notice
    assert "Purpose: annual review" in notice
    assert "To: Rosa Marsh, mother (Spanish)" in notice
    assert "Case manager: Pat Fennimore\nGeneral-education teacher: Tea Chalkley" in notice
    assert "<https://seis.example/new|Open SEIS>" in notice


def test_the_invitation_form_comes_filled_in_and_without_a_name():
    entry, morning = the_row(ObligationId.INVITATION_FORM, at=time(9, 30))

    links = DistrictLinks(form="https://forms.example/x?a={alias}&d={date}&t={time}&m={mode}")
    drawn = row.render(entry, morning, (), NAMES, values=at_hand(morning), links=links)

    filled = "a=QX-001&amp;d=2026-11-18&amp;t=09%3A30&amp;m=phone%20conference"
    assert (
        "*QX-001* Wed, Nov 18, 9:30 am, phone conference"
        f" · <https://forms.example/x?{filled}|Invitation form>"
    ) in words_of(drawn)
    assert "Purpose" not in words_of(drawn)


@pytest.mark.parametrize(
    ("obligation", "state"),
    [(ObligationId.AGENDA, State.OPEN), (ObligationId.MEETING_NOTICE, State.DONE)],
)
def test_nothing_is_at_hand_for_other_rows_and_done_ones(obligation, state):
    entry, morning = the_row(obligation, Standing(state=state))

    drawn = row.render(entry, morning, (), NAMES, values=at_hand(morning))

    assert "Purpose" not in words_of(drawn)


@pytest.mark.parametrize(
    ("standing", "offered"),
    [
        pytest.param(
            Standing(),
            [What.DONE, What.TOMORROW, What.MONDAY, What.DATE, What.NOT_NEEDED],
            id="open",
        ),
        pytest.param(Standing(state=State.DONE), [What.OPEN_AGAIN], id="done"),
        pytest.param(Standing(state=State.NOT_NEEDED), [What.OPEN_AGAIN], id="not-needed"),
        pytest.param(Standing(snoozed_until=day("2026-10-12")), [What.OPEN_AGAIN], id="put-off"),
    ],
)
def test_what_can_be_said_of_a_row_depends_on_how_it_stands(standing, offered):
    view = shown(*the_row(standing=standing))

    assert choices(view, f"what@{standing.revision}") == offered


def test_what_is_proven_or_closed_can_only_be_looked_at():
    for state in (State.PROVEN, State.CLOSED):
        view = shown(*the_row(standing=Standing(state=state)))

        assert "submit" not in view
        assert_slack_takes(view)


def test_a_signature_declared_not_needed_can_be_taken_back():
    entry, _ = the_row()
    consent = replace(entry.row.why.rule, id=ObligationId.CONSENT)
    settled = replace(entry.row, id=consent.id, standing=Standing(state=State.NOT_NEEDED))

    assert replace(entry, row=settled).can_open_again(day("2026-10-06"))


def test_not_needed_on_the_notice_asks_for_a_reason_at_its_field():
    entry, morning = the_row(standing=Standing(revision=3))
    view = filled(shown(entry, morning), {"what@3": What.NOT_NEEDED})

    with pytest.raises(FormError) as refused:
        picked_from(answers_in(view), [entry], morning)

    assert list(refused.value.problems) == ["reason"]


def test_the_whole_history_is_told_with_who_when_and_why():
    history = [
        change(State.OPEN, undone=True),
        change(reason="entered by phone"),
        change(State.OPEN, snoozed_until=day("2026-10-12"), by=None),
    ]

    words = words_of(shown(*the_row(), *history)).split("*What was recorded*")[1]

    assert "Pat Fennimore: taken back to *open*" in words
    assert "Pat Fennimore: *done*\nentered by phone" in words
    assert "a file, or the clock: *open* put off to Mon, Oct 12" in words


def test_a_long_history_says_how_much_is_not_shown():
    history = [change(at=NOW - timedelta(days=number)) for number in range(40)]

    assert "+ 25 earlier" in words_of(shown(*the_row(), *history))


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_whatever_was_typed_slack_takes_it_and_nobody_is_called(words):
    team = (replace(TEACHER, name=words),) * 14
    entry, morning = the_row(student={"first_name": words, "last_name": words}, team=team)
    history = [change(reason=words * 20)] * 40

    view = row.render(entry, morning, history, {PAT: words})

    assert_slack_takes(view)
    assert_harmless(view)


def test_the_rows_of_a_student_are_offered_open_ones_first():
    case = with_meeting(1, "2026-11-18", created="2026-09-01")
    done = (meeting_subject(case.meetings[0].id), ObligationId.MEETING_NOTICE)
    morning = the_morning(replace(case, standings={done: Standing(state=State.DONE)}))

    (block,) = row.chooser(
        list(morning.entries.values()), morning.on, morning.year, block_id="rows:1"
    )

    options = block["elements"][0]["options"]
    assert_slack_takes({"type": "home", "blocks": [block]})
    settled = [
        option["description"]["text"].startswith(("done", "not needed")) for option in options
    ]
    assert settled == sorted(settled)
    assert f"{done[0]}|{done[1]}" in [option["value"] for option in options]


def test_where_a_student_has_no_rows_there_is_nothing_to_choose_from():
    assert (
        row.chooser(
            [], day("2026-10-06"), WEEKDAYS.year_begun_by(day("2026-10-06")), block_id="rows:1"
        )
        == []
    )
    assert nth_case(1).meetings == ()
