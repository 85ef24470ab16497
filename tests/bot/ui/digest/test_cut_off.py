"""*Notices and forms …*: what it shows and asks, whatever is left and however much that is."""

from dataclasses import replace

import pytest

from bot.dates.default_rules import DEFAULT_RULES
from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.digest.cut_off import (
    MOST_ASKED,
    CutOff,
    CutOffMeeting,
    CutOffPart,
    as_many_as_can_be_named,
    chosen_of,
    part_of,
    shown_from,
    shown_text,
)
from bot.digest.digest_lines import Together
from bot.digest.groups import LineGroup
from bot.meetings.meeting_values import values_of
from bot.people.people import PersonId
from bot.requests.requests_to_send import requests_to_send
from bot.settings.district_links import NO_LINKS, DistrictLinks
from bot.ui.digest import cut_off as ui
from bot.ui.digest.digest_controls import controls_of
from tests.bot.a_case import TEACHER, day
from tests.bot.a_morning import a_morning, with_meeting
from tests.bot.parents import a_parent
from tests.bot.ui.filled import boxes
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes, words_of

TODAY = "2026-10-06"
TICKED = (ObligationId.MEETING_NOTICE, ObligationId.INVITATION_FORM, ObligationId.MASTER_CALENDAR)
FORM = ObligationId.TEACHER_FEEDBACK_OUT


def with_meetings(count=1, *, done=(), name="Quill", **fields):
    cases = [
        with_meeting(
            number,
            "2026-11-18",
            created="2026-09-01",
            team=(replace(TEACHER, name=name),),
            student={"first_name": name, "last_name": name},
            **fields,
        )
        for number in range(1, count + 1)
    ]
    return [
        replace(
            case,
            standings={
                (meeting_subject(case.meetings[0].id), row): Standing(state=State.DONE)
                for row in done
            },
        )
        for case in cases
    ]


def the_cut_off(cases, *, can_be_told=True, name="Rosa Marsh", hidden=0) -> CutOff:
    morning = a_morning(TODAY, *cases)
    askings = requests_to_send(cases, morning.calendar, DEFAULT_RULES, today=day(TODAY))
    return CutOff(
        on=day(TODAY),
        hidden=hidden,
        meetings=tuple(
            CutOffMeeting(
                values=values_of(
                    case,
                    case.meetings[0],
                    parents=[a_parent(name, language=name)],
                    leader=name,
                    year=morning.year,
                ),
                rows=tuple(
                    entry
                    for entry in morning.entries.values()
                    if part_of(entry) and entry.row.meeting == case.meetings[0].id
                ),
                askings=tuple(one for one in askings if one.meeting.id == case.meetings[0].id),
                can_be_told=can_be_told,
            )
            for case in cases
        ),
    )


def drawn(cut_off, links=NO_LINKS):
    return ui.render(cut_off, links, confirmed=True)


def test_what_a_press_does_is_asked_part_by_part_and_all_of_it_is_proposed():
    view = drawn(the_cut_off(with_meetings(3)))

    (asked,) = (block for block in view["blocks"] if block.get("block_id") == "parts")
    assert [one["text"]["text"] for one in asked["element"]["options"]] == [
        "SEIS: 3 notices entered",
        "Invitation forms: 3 submitted",
        "Master calendar: 3 meetings on it",
        "Tell the office of 3 meetings",
        "Ask for 3 forms",
    ]
    assert asked["element"]["initial_options"] == asked["element"]["options"]


@pytest.mark.parametrize(
    ("done", "submit"),
    [
        pytest.param((), "Mark and send", id="both"),
        pytest.param((ObligationId.OFFICE_INFORMED, FORM), "Mark as done", id="nothing-to-send"),
        pytest.param(TICKED, "Send", id="nothing-to-mark"),
    ],
)
def test_the_press_is_called_by_what_it_does(done, submit):
    view = drawn(the_cut_off(with_meetings(done=done)))

    assert view["submit"]["text"] == submit
    assert f"then press *{submit}*" in words_of(view)


def test_where_no_note_reaches_the_office_it_was_told_by_hand():
    view = drawn(the_cut_off(with_meetings(), can_be_told=False))

    assert "Office: you told it of 1 meeting" in words_of(view)
    assert "Tell the office" not in words_of(view)


def test_the_way_to_seis_stands_once_and_that_to_the_form_with_each_meeting():
    links = DistrictLinks(seis="https://seis.example", form="https://forms.example/{alias}")
    words = words_of(drawn(the_cut_off(with_meetings(3)), links))

    assert words.count("https://seis.example") == 1
    assert "<https://forms.example/QX-001|Invitation form>" in words
    assert "<https://forms.example/QX-003|Invitation form>" in words


def test_who_is_asked_is_named_with_the_day_it_is_wanted_by():
    words = words_of(drawn(the_cut_off(with_meetings(2))))

    assert "Quill, teacher feedback: QX-001 back Wed, Nov 4, QX-002 back Wed, Nov 4" in words


@pytest.mark.parametrize("name", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_as_many_meetings_as_there_is_room_for_with_the_worst_names_fit(name):
    view = drawn(the_cut_off(with_meetings(24, name=name), name=name, hidden=4))

    assert_slack_takes(view)
    assert_harmless(view)
    assert "+ 4 more, once these are seen to" in words_of(view)


def test_what_was_shown_is_known_again():
    cut_off = the_cut_off(with_meetings(2))

    first, second = shown_from(shown_text(cut_off))

    assert (first.id, second.id) == (1, 2)
    assert first.stamp == cut_off.meetings[0].values.stamp
    assert first.parts == {*CutOffPart} - {CutOffPart.TOLD}


def test_only_what_was_shown_and_ticked_is_chosen():
    """A part that came up since was on nobody's screen."""
    before = the_cut_off(with_meetings(2, done=[ObligationId.MASTER_CALENDAR]))
    now = {one.id: one for one in the_cut_off(with_meetings(2)).meetings}

    chosen = chosen_of(
        shown_from(shown_text(before)), now, [CutOffPart.NOTICE, CutOffPart.CALENDAR]
    )

    assert chosen.counts == {CutOffPart.NOTICE: 2}
    assert (chosen.settled, chosen.gone, chosen.changed) == (0, 0, ())


def test_whoever_was_not_named_on_the_screen_is_not_asked_by_its_press():
    """Such as a provider of a row that was put off until today, or of one that was not listed."""
    before = the_cut_off(with_meetings())
    (meeting,) = before.meetings
    since = replace(meeting.askings[0], respondent=PersonId(77), name="Zed Passerby")
    now = {meeting.id: replace(meeting, askings=(*meeting.askings, since))}

    chosen = chosen_of(shown_from(shown_text(before)), now, [CutOffPart.ASK])

    assert [one.name for one in chosen.askings] == ["Quill"]
    assert chosen.counts == {CutOffPart.ASK: 1}


def test_everybody_who_would_be_asked_is_named():
    cut_off = the_cut_off(with_meetings(2))
    first, second = cut_off.meetings
    names = [f"Person {number:03} {'of a long name ' * 4}" for number in range(MOST_ASKED)]
    many = tuple(
        replace(first.askings[0], respondent=PersonId(number), name=name)
        for number, name in enumerate(names, start=1_000)
    )
    crowd = replace(first, askings=many)

    view = drawn(replace(cut_off, meetings=(crowd, second)))

    assert_slack_takes(view)
    assert [name for name in names if name[:10] not in words_of(view)] == []
    assert as_many_as_can_be_named([crowd, second]) == [crowd]
    assert as_many_as_can_be_named([second, crowd]) == [second]


def test_what_was_seen_to_meanwhile_is_counted_apart():
    shown = shown_from(shown_text(the_cut_off(with_meetings(2))))
    now = the_cut_off(with_meetings(2, done=[ObligationId.MEETING_NOTICE]))

    chosen = chosen_of(
        shown, {one.id: one for one in now.meetings}, [CutOffPart.NOTICE, CutOffPart.ASK]
    )

    assert chosen.counts == {CutOffPart.ASK: 2}
    assert chosen.settled == 2
    words = words_of(ui.done(chosen))
    assert ":white_check_mark: 2 forms asked for" in words
    assert "2 of these: seen to by somebody meanwhile." in words
    assert_slack_takes(ui.done(chosen))


def test_where_nothing_came_of_it_there_is_nothing_to_take_back():
    shown = shown_from(shown_text(the_cut_off(with_meetings(2))))

    words = words_of(ui.done(chosen_of(shown, {}, [*CutOffPart])))

    assert words.startswith("Nothing was marked and nothing was sent.")
    assert "2 meetings of these: not on your list any more." in words
    assert "Undo" not in words


def test_the_boxes_are_the_parts_that_are_left():
    view = drawn(the_cut_off(with_meetings(done=TICKED)))

    assert boxes(view).keys() >= {"parts"}
    assert "SEIS" not in words_of(view)


@pytest.mark.parametrize(
    ("row", "standing", "part"),
    [
        (ObligationId.MEETING_NOTICE, Standing(), CutOffPart.NOTICE),
        (ObligationId.MEETING_NOTICE, Standing(state=State.DONE), None),
        (ObligationId.OFFICE_INFORMED, Standing(), CutOffPart.TOLD),
        (ObligationId.OFFICE_INFORMED, Standing(state=State.PLANNED), None),
        (ObligationId.AGENDA, Standing(), None),
    ],
)
def test_what_is_done_or_with_the_office_is_no_part_of_it(row, standing, part):
    (case,) = with_meetings()
    key = (meeting_subject(case.meetings[0].id), row)
    morning = a_morning(TODAY, replace(case, standings={key: standing}))

    assert part_of(morning.entries[key]) is part


@pytest.mark.parametrize(
    ("group", "row", "first"),
    [
        (LineGroup.CUT_OFF, ObligationId.MEETING_NOTICE, "Notices and forms …"),
        (LineGroup.CUT_OFF, FORM, "Send all requests"),
        (LineGroup.WAITING, ObligationId.MEETING_NOTICE, "Pick …"),
    ],
)
def test_a_line_of_several_kinds_leads_to_it_where_notices_are_among_them(group, row, first):
    morning = a_morning(TODAY, *with_meetings())
    rows = tuple(entry for entry in morning.entries.values() if entry.row.id is row)
    line = Together(group=group, on=day(TODAY), entries=rows)

    assert controls_of(line, notes=True)[0]["text"]["text"] == first
