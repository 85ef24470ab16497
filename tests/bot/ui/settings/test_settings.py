"""Every screen of the settings: Slack takes it with the worst words, and it reads back."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot import content
from bot.calendar import SchoolCalendar, SchoolYear
from bot.dates.closures import Pasted, Span
from bot.dates.default_rules import DEFAULT_RULES
from bot.dates.district_rules import MOST_OWN_ROWS, DistrictRules, OwnRow
from bot.dates.obligation_rules import CountedFrom, ObligationId, Unit
from bot.errors import FormError
from bot.forms.settings.calendars import years_from
from bot.forms.settings.closures import ListGiven
from bot.forms.settings.district_rules import change_from
from bot.goals.reporting_periods import PeriodId, ReportingPeriod
from bot.imports.splitting import Finding
from bot.people.people import Level, Person, PersonId, Role, SlackUserId
from bot.settings.calendars import CalendarInForce
from bot.settings.district_links import DistrictLinks
from bot.settings.setting_up import SettingUp
from bot.ui.kit.reading import answers_in
from bot.ui.people import roles, roles_changed
from bot.ui.settings import (
    calendars,
    closures,
    district_rules,
    own_settings,
    reporting_periods,
    setting_up,
    settings,
)
from bot.ui.settings.settings import Row
from bot.ui.settings.workspaces import groups
from bot.workspaces import LOCAL, Hours, Workspace
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes, words_of

CONTENT = content.read()
TODAY = date(2026, 10, 8)
WORKSPACE = Workspace(id=LOCAL)
GROUPS = tuple(groups(CONTENT).values())
GENERAL, TIMES, OFFICE, LINKS, LINES = GROUPS


def a_person(words: str = "Quill Example", **fields) -> Person:
    known = {
        "id": PersonId(1),
        "slack_id": SlackUserId("U0QUILL"),
        "name": words,
        "email": None,
        "timezone": "America/Los_Angeles",
        "roles": frozenset(Role),
        "schools": frozenset({words}),
        "level": Level.DIRECTOR,
    }
    return Person(**{**known, **fields})


def screens(words: str):
    """Every screen, as full as it gets."""
    cut = words[:250]
    workspace = replace(
        WORKSPACE, links=DistrictLinks(rights=((cut[:40], "https://d.example"),) * 30)
    )
    yield from (settings.render(group, workspace) for group in GROUPS)
    rows = [Row(id=one.id, title=one.modal.title, summary=one.summary(workspace)) for one in GROUPS]
    yield settings.overview(rows, notice="Saved.")
    people = [replace(a_person(cut), id=PersonId(number)) for number in range(45)]
    yield settings.for_others(people)
    yield roles.render(people, page=1)
    yield roles.ask_who()
    schools = [f"{number} {cut}" for number in range(150)]
    yield roles.ask_roles(people[0], name=cut, slack_id=SlackUserId("U1"), schools=schools, leads=9)
    yield own_settings.render(people[0], today=TODAY, notice="Saved.", is_alone=True)
    yield own_settings.render(people[0], today=TODAY)
    spans = [Span(first=TODAY, last=TODAY.replace(day=9 + one % 20), name=cut) for one in range(20)]
    spans = [replace(span, first=TODAY.replace(day=1 + n)) for n, span in enumerate(spans)] * 3
    own = SchoolCalendar(schools=tuple((school, SchoolCalendar()) for school in schools))
    for school in ("", cut):
        shown = CalendarInForce(school=school, calendar=own, closures=spans[20:40], today=TODAY)
        yield calendars.render(shown, notice="Saved.")
        yield calendars.ask_year(shown, notice="Saved.")
        yield closures.ask_one(school)
    yield calendars.ask_school(schools)
    yield calendars.ask_school([])
    findings = tuple(Finding(line=one, sentence=cut) for one in range(60))
    pasted = Pasted(new=tuple((TODAY, cut) for _ in range(60)), known=3, findings=findings)
    for given in (ListGiven(text=cut + "x" * 3000), ListGiven(file="F0FILE")):
        yield closures.ask_again("", given, pasted=pasted, stamp="0" * 16)
    yield closures.ask_list("")
    yield closures.ask_list("", takes_files=False)
    period = ReportingPeriod(label=cut, first=TODAY, last=TODAY)
    yield reporting_periods.render(
        [replace(period, id=PeriodId(number)) for number in range(1, 60)], notice="Saved."
    )
    yield reporting_periods.ask(period, notice=settings.meanwhile(reporting_periods.now(period)))
    district = DistrictRules()
    for _ in range(MOST_OWN_ROWS):
        district = district.with_own(an_own_row(cut[:60], district.next_own()))
    rules = district.rules()
    yield district_rules.render(rules, notice="Saved.")
    yield from (district_rules.ask(row, rules) for row in ObligationId)
    yield district_rules.ask_own(district.own[0], district.own[0].id, notice="Saved.")


def an_own_row(what: str, obligation: ObligationId) -> OwnRow:
    return OwnRow(
        id=obligation, what=what, counted_from=CountedFrom.TENTH, offset=3, unit=Unit.DAYS
    )


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_slack_takes_every_screen_whatever_people_type(words):
    for screen in screens(words):
        assert_slack_takes(screen)
        assert_harmless(screen)


@pytest.mark.parametrize("held", [*([role] for role in Role), list(Role), []])
def test_whoever_gets_a_role_reads_what_it_means(held):
    said = roles_changed.render(a_person(roles=frozenset(held)))

    assert_slack_takes(said)
    assert ("`/iep settings`" in words_of(said)) is (Role.ADMIN in held)


def view_of(drawn, **answers):
    """The view as Slack sends it back: what stands in the fields, except where `answers` say."""
    values = {}
    for block in drawn["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        held = {
            "value": element.get("initial_value"),
            "selected_option": element.get("initial_option"),
            "selected_options": element.get("initial_options", []),
            "selected_date": element.get("initial_date"),
            "selected_time": element.get("initial_time"),
            "selected_conversation": element.get("initial_conversation"),
        }
        values[block["block_id"]] = {element["action_id"]: held}
    for block_id, change in answers.items():
        for held in values[block_id].values():
            held.update(change)
    return {**drawn, "state": {"values": values}}


def option(value: str):
    return {"selected_option": {"value": value}}


def options(*values: str):
    return {"selected_options": [{"value": value} for value in values]}


FULL = replace(
    WORKSPACE,
    timezone="Pacific/Honolulu",
    names_at_home=False,
    files_kept_days=30,
    digest_at=time(6, 0),
    hours=Hours(first=time(6), until=time(18)),
    office_channel="C0OFFICE",
    links=DistrictLinks(seis="https://seis.example", rights=(("Spanish", "https://d.example/es"),)),
    lines={"enrolment": True},
    charter=True,
)


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.id)
@pytest.mark.parametrize("workspace", [WORKSPACE, FULL], ids=["as-it-begins", "all-set"])
def test_a_form_that_nobody_touched_changes_nothing(group, workspace):
    assert (
        group.read(answers_in(view_of(settings.render(group, workspace))), workspace) == workspace
    )


@pytest.mark.parametrize(
    ("group", "answers", "changed"),
    [
        (GENERAL, {"timezone": option("America/Denver")}, {"timezone": "America/Denver"}),
        (GENERAL, {"names_at_home": options()}, {"names_at_home": False}),
        (GENERAL, {"files_kept_days": {"value": "2"}}, {"files_kept_days": 2}),
        (TIMES, {"digest_at": {"selected_time": "17:59"}}, {"digest_at": time(17, 59)}),
        (TIMES, {"digest_at": {"selected_time": "06:00"}}, {"digest_at": time(6)}),
        (
            OFFICE,
            {"office_channel": {"selected_conversation": "C0NEW"}},
            {"office_channel": "C0NEW"},
        ),
        (
            LINKS,
            {"link_form": {"value": "https://f.example/x?a={alias}&d={date}"}},
            {"links": DistrictLinks(form="https://f.example/x?a={alias}&d={date}")},
        ),
        (
            LINKS,
            {
                "link_rights": {
                    "value": "Spanish: https://d.example/es\n\nHmong : https://d.example/h"
                }
            },
            {
                "links": DistrictLinks(
                    rights=(("Spanish", "https://d.example/es"), ("Hmong", "https://d.example/h"))
                )
            },
        ),
        (
            LINES,
            {"lines": options("public_place")},
            {"lines": {"public_place": True}},
        ),
        (LINES, {"charter": options("yes")}, {"charter": True}),
    ],
)
def test_what_an_admin_enters_is_what_holds(group, answers, changed):
    view = view_of(settings.render(group, WORKSPACE), **answers)

    assert group.read(answers_in(view), WORKSPACE) == replace(WORKSPACE, **changed)


@pytest.mark.parametrize(
    ("group", "answers", "at"),
    [
        (GENERAL, {"files_kept_days": {"value": "31"}}, "files_kept_days"),
        (GENERAL, {"files_kept_days": {"value": None}}, "files_kept_days"),
        (GENERAL, {"timezone": option("Moon/Base")}, "timezone"),
        (TIMES, {"sends_until": {"selected_time": "06:00"}}, "sends_until"),
        (TIMES, {"digest_at": {"selected_time": "18:00"}}, "digest_at"),
        (TIMES, {"digest_at": {"selected_time": None}}, "digest_at"),
        (LINKS, {"link_seis": {"value": "http://seis.example"}}, "link_seis"),
        (LINKS, {"link_form": {"value": "https://f.example/x?n={name}"}}, "link_form"),
        (LINKS, {"link_form": {"value": "http://f.example/x?a={alias}"}}, "link_form"),
        (LINKS, {"link_rights": {"value": "https://d.example"}}, "link_rights"),
        (LINKS, {"link_rights": {"value": "A: https://d.e\na: https://d.f"}}, "link_rights"),
    ],
)
def test_a_bad_value_is_refused_beside_its_field(group, answers, at):
    with pytest.raises(FormError) as refused:
        group.read(answers_in(view_of(settings.render(group, WORKSPACE), **answers)), WORKSPACE)

    assert list(refused.value.problems) == [at]


@pytest.mark.parametrize(
    ("paused", "refused"), [("2026-10-08", True), ("2026-10-09", False), (None, False)]
)
def test_a_leave_ends_ahead(paused, refused):
    person = a_person()
    drawn = own_settings.render(person, today=TODAY)
    view = view_of(drawn, paused_until={"selected_date": paused})

    if refused:
        with pytest.raises(FormError):
            own_settings.read(answers_in(view), person, today=TODAY, hours=Hours())
    else:
        read = own_settings.read(answers_in(view), person, today=TODAY, hours=Hours())
        assert read.paused_until == (date.fromisoformat(paused) if paused else None)


def test_a_digest_hour_lies_in_the_districts_hours_but_an_old_one_may_stay():
    early = a_person(digest_at=time(5))
    drawn = own_settings.render(early, today=TODAY)

    assert own_settings.read(answers_in(view_of(drawn)), early, today=TODAY, hours=Hours()) == early
    late = view_of(drawn, own_digest_at={"selected_time": "18:00"})
    with pytest.raises(FormError, match="marked"):
        own_settings.read(answers_in(late), early, today=TODAY, hours=Hours())


def test_a_school_year_takes_the_place_of_the_one_that_begins_with_it():
    kept = SchoolYear(first=date(2025, 8, 12), last=date(2026, 6, 5))
    calendar = SchoolCalendar(
        years=(kept, SchoolYear(first=date(2026, 8, 17), last=date(2027, 6, 15)))
    )
    drawn = calendars.ask_year(
        CalendarInForce(school="", calendar=calendar, closures=(), today=TODAY)
    )

    def read(**answers):
        return years_from(answers_in(view_of(drawn, **answers)), calendar)

    years = read(year_first={"selected_date": "2026-08-10"})

    assert years == (kept, SchoolYear(first=date(2026, 8, 10), last=date(2027, 6, 15)))
    with pytest.raises(FormError) as refused:
        read(year_first={"selected_date": "2026-06-05"}, year_last={"selected_date": "2027-05-01"})
    assert "overlap" in str(refused.value.problems)
    with pytest.raises(FormError):
        read(year_last={"selected_date": "2026-08-16"})


@pytest.mark.parametrize(
    ("obligation", "answers", "rule"),
    [
        ("provider_report_back", {"offset": {"value": "60"}}, {"offset": 60}),
        ("agenda", {"opens": {"value": "9"}}, {"opens": 9}),
        (
            "at_a_glance",
            {"counted_from": option(CountedFrom.CONSENT)},
            {"counted_from": CountedFrom.CONSENT},
        ),
        ("agree_date", {"unit": option("days")}, {"unit": Unit.DAYS}),
    ],
)
def test_a_row_is_read_as_it_is_wanted(obligation, answers, rule):
    row = ObligationId(obligation)
    view = view_of(district_rules.ask(row, DEFAULT_RULES), **answers)
    kept = DistrictRules().with_change(row, change_from(answers_in(view), row))

    assert kept.changes[row].fields == rule


@pytest.mark.parametrize("row", [*ObligationId], ids=str)
def test_a_row_that_nobody_touched_stays_as_preiep_suggests_it(row):
    view = view_of(district_rules.ask(row, DEFAULT_RULES))

    assert DistrictRules().with_change(row, change_from(answers_in(view), row)) == DistrictRules()


@pytest.mark.parametrize(
    ("obligation", "offset"), [("agenda", "61"), ("agenda", ""), ("minutes_in_iep", "11")]
)
def test_a_span_that_cannot_be_is_refused_at_its_field(obligation, offset):
    row = ObligationId(obligation)
    view = view_of(district_rules.ask(row, DEFAULT_RULES), offset={"value": offset})

    with pytest.raises(FormError) as refused:
        change_from(answers_in(view), row)
    assert list(refused.value.problems) == ["offset"]


def test_the_table_says_what_the_district_changed_and_what_is_off():
    row = ObligationId.AGENDA
    view = view_of(district_rules.ask(row, DEFAULT_RULES), offset={"value": "4"})
    rules = DistrictRules().with_change(row, change_from(answers_in(view), row)).rules()

    said = words_of(district_rules.render(rules))

    assert "4 days before the day of the meeting (local) · changed by your district" in said
    assert "*off* · 10 days before the day of the meeting (default)" in said
    assert "only where asked for" in said


def test_the_steps_tick_themselves_and_go_when_all_are_done():
    begun = SettingUp(calendar_confirmed=True, supervisors=1, office=0, case_managers=0, students=0)

    (said, _) = setting_up.steps(begun)

    lines = said["text"]["text"].splitlines()
    assert [":white_check_mark:" in line for line in lines[1:]] == [True, True, False, False, False]
    assert setting_up.steps(replace(begun, office=1, case_managers=1, students=1)) == []
