"""The district and the weekly summary: counts and dates, aliases only, nobody's name."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.conversations.collaboration import Compared, Rate
from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.digest.digests import digest_of, listing_of
from bot.digest.home import HomeTab
from bot.digest.layout import MOST_LINES
from bot.district.district import ROWS_A_PAGE, found, school_key, schools_of
from bot.district.summaries import Figures, ToldBefore, summary_of
from bot.district.summary_matters import Supervised
from bot.errors import FormError
from bot.forms import tags
from bot.forms.district.district import GIVE_REASON
from bot.forms.supervisor_reasons import REASON
from bot.meetings.meetings import MeetingId
from bot.people.people import PersonId
from bot.records.caseloads import glance
from bot.students import StudentId
from bot.ui.digest import digests as digest
from bot.ui.digest import home
from bot.ui.district import district
from bot.ui.district import summaries as summary
from bot.ui.kit.reading import answers_in, carried_in
from tests.bot.a_case import day
from tests.bot.a_morning import a_morning, nth_case, with_meeting
from tests.bot.ui.filled import filled
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes, words_of
from tests.slack_limits import OUR_LONGEST_MESSAGE

TODAY = day("2026-10-19")
MOMENT = datetime(2026, 10, 16, 9, tzinfo=UTC)
FERN = {"school": "Fern Elementary"}
NOTICE = ObligationId.MEETING_NOTICE
TOLD = ToldBefore(keys=frozenset(), reached=frozenset())


def the_district(*cases):
    return schools_of(a_morning(TODAY.isoformat(), *cases))


def the_summary(*cases, **of):
    morning = replace(a_morning(TODAY.isoformat(), *cases), supervised=Supervised(everywhere=True))
    return replace(summary_of(morning, TOLD, {}, None), **of)


def at_fern():
    waived = with_meeting(4, "2026-12-18", created="2026-10-01", student=FERN)
    key = (meeting_subject(waived.meetings[0].id), NOTICE)
    return [
        nth_case(1, student=FERN | {"annual_due": day("2026-11-20")}),
        nth_case(2, student=FERN),
        with_meeting(3, "2026-10-30", student=FERN),
        replace(
            waived, standings={key: Standing(state=State.NOT_NEEDED, reason="planted", at=MOMENT)}
        ),
    ]


def test_counts_stand_by_school_and_kind_of_row_with_no_meeting_set_first():
    words = words_of(district.render(the_district(*at_fern()), confirmed=True))

    lines = words.split("Fern Elementary*, 4 students\n")[1].splitlines()
    assert lines[0].startswith("*No meeting set for 2 students:* review date unknown for 1")
    assert any(line.startswith("SEIS notices: 1 overdue since") for line in lines)
    assert "Declared not needed this school year: 1" in lines


def test_students_with_no_date_come_first_in_the_rows():
    (school,) = the_district(*at_fern())

    rows = district.render_rows(school, 0, confirmed=True)

    shown = [block["text"]["text"] for block in rows["blocks"] if "accessory" in block]
    assert shown[0].startswith("*QX-002*")
    assert shown[1].startswith("*QX-001*")
    assert "not needed" in shown[-1]


def test_names_and_reasons_stay_closed_in_the_district_and_in_the_summary():
    cases = at_fern()
    (school,) = the_district(*cases)
    surfaces = [
        district.render([school], confirmed=False),
        district.render_rows(school, 0, confirmed=False),
        summary.render(the_summary(*cases)),
    ]

    for surface in surfaces:
        assert "Quill" not in str(surface)
        assert "planted" not in str(surface)
        assert "Calendar not confirmed" in str(surface) or surface is surfaces[2]
    assert "QX-" not in str(surfaces[2])


def test_a_caseload_of_sixty_is_looked_at_page_by_page():
    cases = [with_meeting(number, "2026-10-20", student=FERN) for number in range(1, 61)]
    (school,) = the_district(*cases)
    assert len(school.rows) > 300
    pages = -(-len(school.rows) // ROWS_A_PAGE)

    seen = [district.render_rows(school, page, confirmed=False) for page in (0, 1, pages - 1, 99)]

    for view in seen:
        assert_slack_takes(view)
    assert f"Page {pages} of {pages}" in words_of(seen[2])
    assert words_of(seen[3]) == words_of(seen[2])


def test_more_schools_than_fit_are_counted():
    cases = [with_meeting(n, "2026-10-30", student={"school": f"School {n:03}"}) for n in range(90)]
    view = district.render(the_district(*cases), confirmed=True)
    told = summary.render(the_summary(*cases))

    assert_slack_takes(view)
    assert_slack_takes(told)
    assert "+ 60 schools more" in words_of(view)
    assert "+ 45 schools more" in words_of(told)


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_whatever_a_school_is_called_slack_takes_it(words):
    cases = [replace(one, student=replace(one.student, school=words)) for one in at_fern()]
    schools = the_district(*cases)

    for surface in (
        district.render(schools, confirmed=False),
        district.render_rows(schools[0], 0, confirmed=False),
        summary.render(the_summary(*cases)),
    ):
        assert_slack_takes(surface)
        assert_harmless(surface)


def test_a_school_is_found_again_by_its_key_and_its_name_is_carried_nowhere():
    schools = the_district(*at_fern())

    assert found(schools, school_key("Fern Elementary")) == schools[0]
    assert found(schools, "gone") is None
    assert "Fern" not in school_key("Fern Elementary")


def test_a_row_opens_only_with_a_reason():
    view = district.ask_reason(StudentId(3), (meeting_subject(MeetingId(3)), NOTICE))

    assert_slack_takes(view)
    with pytest.raises(FormError) as refused:
        GIVE_REASON.check(answers_in(filled(view, {"reason": "  "})))
    assert list(refused.value.problems) == ["reason"]
    said = answers_in(filled(view, {"reason": "the parents asked"}))
    GIVE_REASON.check(said)
    assert said[REASON] == "the parents asked"
    carried = carried_in(view)
    assert tags.STUDENT.in_(carried) == 3
    assert district.ROW.in_(carried) == f"meeting:3|{NOTICE}"


def test_the_summary_gives_both_figures_beside_what_they_are_compared_with():
    figures = Figures(
        first=day("2026-08-17"),
        last=TODAY,
        rate=Rate(held=8, talked_before=6),
        compared=Compared(now=12, before=8),
    )
    words = words_of(summary.render(the_summary(*at_fern(), figures=figures)))

    assert "12; 8 in the same months a year before (+50%)" in words
    assert "6 of 8 meetings (75%) with a conversation before" in words


def test_meetings_that_nobody_has_marked_stand_beside_the_rate_that_leaves_them_out():
    figures = Figures(
        first=day("2026-08-17"),
        last=TODAY,
        rate=Rate(held=2, talked_before=1),
        compared=Compared(now=1, before=0),
    )
    morning = a_morning(
        TODAY.isoformat(), *(with_meeting(n, "2026-10-16", student=FERN) for n in range(1, 13))
    )

    words = words_of(summary.render(summary_of(morning, TOLD, {}, figures)))

    assert "1 of 2 meetings (50%)" in words
    assert "12 meetings not marked as held or not, so not in it" in words


def test_a_meeting_is_asked_about_before_a_supervisor_hears_that_nobody_has_marked_it():
    morning = a_morning(TODAY.isoformat(), with_meeting(1, "2026-10-16", student=FERN))
    reached = frozenset({PersonId(1)})

    unasked = summary_of(morning, replace(TOLD, reached=reached), {}, None)
    asked = summary_of(morning, replace(TOLD, reached=reached, asked={MeetingId(1)}), {}, None)

    assert (unasked.schools, unasked.told_first) == ((), 1)
    assert "Nothing is overdue" not in words_of(summary.render(unasked))
    assert "*Not marked as held or not:* 1 meeting, the first of Fri, Oct 16" in words_of(
        summary.render(asked)
    )


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        pytest.param(
            Rate(held=0, talked_before=0, history=4),
            "none yet. 4 meetings held, but put on record after the day, so that nobody knows "
            "whether parents were talked with before",
            id="imported-alone",
        ),
        pytest.param(
            Rate(held=2, talked_before=1, history=1),
            "1 of 2 meetings (50%) with a conversation before; 1 meeting put on record after the "
            "day, so not in it",
            id="beside-others",
        ),
    ],
)
def test_a_meeting_held_and_imported_is_no_meeting_that_was_not_held(rate, said):
    figures = Figures(
        first=day("2026-08-17"), last=TODAY, rate=rate, compared=Compared(now=3, before=0)
    )
    words = words_of(summary.render(the_summary(figures=figures)))

    assert said in words
    assert "no meeting held yet" not in words


def test_where_nothing_can_be_compared_the_summary_says_so():
    figures = Figures(
        first=day("2026-08-17"),
        last=TODAY,
        rate=Rate(held=0, talked_before=0),
        compared=Compared(now=3, before=0),
    )
    words = words_of(summary.render(the_summary(figures=figures)))

    assert "none on record in the same months a year before" in words
    assert "no meeting held yet" in words
    assert "Nothing is overdue, and no meeting is missing." in words


def test_schools_come_by_name_and_never_by_how_much_is_open():
    cases = [
        with_meeting(9, "2026-10-30", student={"school": "Moss High"}),
        *at_fern(),
    ]
    words = words_of(summary.render(the_summary(*cases)))

    assert words.index("Fern Elementary") < words.index("Moss High")


def test_the_home_tab_of_a_supervisor_with_many_schools_and_a_caseload_fits():
    cases = [with_meeting(n, "2026-10-30", student={"school": f"School {n:03}"}) for n in range(90)]
    morning = a_morning(TODAY.isoformat(), *(nth_case(n) for n in range(60)))
    tab = HomeTab(
        glance=glance(morning.cases, morning.calendar, morning.rules, today=TODAY),
        rules=morning.rules,
        names=True,
        confirmed=False,
        roles=frozenset(),
        schools=the_district(*cases),
    )
    view = home.render(tab, page=0)

    assert_slack_takes(view)


def test_the_digest_of_sixty_students_fits_a_phone_and_slack_on_the_day_before_a_summary():
    cases = [with_meeting(number, "2026-10-23", student=FERN) for number in range(1, 61)]
    morning = replace(a_morning("2026-10-16", *cases), supervised=Supervised(everywhere=True))
    listing = listing_of(morning)
    assert listing is not None
    assert len(listing.keys) > 300

    drawn = digest_of(listing, morning)

    assert len(drawn.lines) <= MOST_LINES
    assert_slack_takes(digest.render(drawn))
    assert "Quill" not in str(digest.render(drawn))
    said = words_of(digest.render(drawn))
    assert "*Still open on Monday? Your supervisor sees:* 600 overdue (60 due today)" in said
    assert "600 things for the next summary" in digest.render(drawn)["text"]


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_a_summary_of_many_schools_is_never_too_large_whatever_they_are_called(words):
    cases = [
        with_meeting(n, "2026-10-30", student={"school": f"{n:03} {words}"}) for n in range(90)
    ]
    told = summary.render(the_summary(*cases))

    assert_slack_takes(told)
    assert len(json.dumps(told["blocks"])) <= OUR_LONGEST_MESSAGE
    assert "in the district view" in words_of(told)
