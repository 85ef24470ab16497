"""September for October's meetings: from the one tap to the last answer, in Quillmarsh."""

import re
from collections import Counter, defaultdict
from datetime import date, datetime

import pytest

from bot.dates.obligation_rows import State
from bot.dates.obligations import obligations_of
from bot.people.people import TeamMember, TeamRole
from bot.requests.requests import Form, RequestState
from cli.due import rows_of
from tests.journeys.quillmarsh import HERE, quillmarsh

BEGINS = datetime(2026, 9, 1, 6, 30, tzinfo=HERE)
ANSWERED_ON = date(2026, 9, 15)
OCTOBER = {f"2026-10-{day:02}" for day in range(1, 32)}
LONGER = date(2026, 9, 30)
SPEECH = "U0DEMO021"
"""A contracted provider, who has students of both case managers."""
GIDEON, PHILIPPA, ALASDAIR = "U0DEMO012", "U0DEMO013", "U0DEMO016"
BEATRIX, HORTENSE = "U0DEMO017", "U0DEMO018"
"""Teachers; what each does about a form is in `some_plans_change`."""


@pytest.fixture
def september(database_url, tmp_path):
    with quillmarsh(database_url, tmp_path, at=BEGINS, imported_at="2026-08-20T16:00") as district:
        yield district


def test_a_september_of_forms(september, dialect):
    the_speech_provider_serves_both_schools(september)
    a_second_provider_is_outside_slack(september)
    september.go_to(date(2026, 9, 1))
    both_case_managers_send_with_one_tap(september)
    everybody_in_slack_got_one_message(september)
    some_plans_change(september)
    the_nudges_come(september)
    everybody_answers_but_who_asked_for_longer(september)
    the_digest_tells_what_came_in(september)
    the_counts_agree_everywhere(september)
    the_nudges_have_stopped(september)
    the_last_one_is_nudged_and_answers(september)
    one_form_is_made_into_a_file(september)
    september.keep_story(f"september-{dialect}")
    assert september.client.strict_errors() == []


def the_speech_provider_serves_both_schools(september) -> None:
    with september.assistant.storage.jobs(now=september.client.clock_now()) as scope:
        speech = scope.people.by_slack(SPEECH)
        for student in scope.students.all():
            if student.first_name in ("Rufus", "Inés"):
                joins = TeamMember(person=speech.id, role=TeamRole.PROVIDER, service="speech")
                team = scope.people.team_of(student.id)
                scope.people.set_team(student.id, [*team, joins])


def a_second_provider_is_outside_slack(september) -> None:
    with september.assistant.storage.jobs(now=september.client.clock_now()) as scope:
        cass = scope.people.add(name="Cass Waterford", email="cass@riverbend-clinic.example")
        (ines,) = [one for one in scope.students.all() if one.first_name == "Inés"]
        joins = TeamMember(person=cass.id, role=TeamRole.PROVIDER, service="vision")
        scope.people.set_team(ines.id, [*scope.people.team_of(ines.id), joins])


def both_case_managers_send_with_one_tap(september) -> None:
    for case_manager in (september.marigold, september.barnaby):
        case_manager.command("/iep", "request")
        september.settle()
        assert "cannot be reached in Slack" in case_manager.modal.submit().text
        september.settle()
        case_manager.reload()


def everybody_in_slack_got_one_message(september) -> None:
    asked = requests_by_person(september)
    in_slack = {who for who in asked if who}
    outside = {request.respondent for request in asked[None]}
    assert len(in_slack) >= 12
    assert len(outside) == 2
    for who in in_slack:
        (message,) = told(september, who)
        assert f"{len(asked[who])} to fill in" in message.title
    students = {request.student for request in asked[SPEECH]}
    assert len(students) == 6
    assert "Marigold" in told(september, SPEECH)[0].text
    assert "Barnaby" in told(september, SPEECH)[0].text


def some_plans_change(september) -> None:
    """Not mine, somebody else, I need until, withdrawn, another date: each shows at once."""
    september.go_to(date(2026, 9, 3), 10)
    replies(september, GIDEON, "Wren", "This form is not mine", ("Why", "She is in period 2 now"))
    one(september, september.marigold, GIDEON, "Wren")
    assert "given back to you" in september.marigold.modal.text
    september.marigold.modal.click("Somebody else …")
    september.settle()
    september.marigold.modal.fill("Whom to ask", BEATRIX)
    september.marigold.modal.submit()
    september.settle()
    september.marigold.reload()

    longer = "I need more time, until the day below"
    replies(september, PHILIPPA, "Juniper", longer, ("I can send it by", LONGER.isoformat()))
    does_with(september, september.marigold, ALASDAIR, "Basil", "Withdraw")
    does_with(september, september.barnaby, HORTENSE, "Rufus", "Another date …")

    assert "1 to fill in" in told(september, GIDEON)[0].title
    assert "2 to fill in" in told(september, BEATRIX)[0].title
    assert "Wed, Sep 30" in told(september, PHILIPPA)[0].text
    assert "no longer needed" in told(september, ALASDAIR)[0].text
    assert "Fri, Sep 25" in told(september, HORTENSE)[0].text
    for who in (GIDEON, BEATRIX, PHILIPPA, ALASDAIR, HORTENSE):
        assert len(told(september, who)) == 1, "it is still the one message"


def replies(september, who, student, what, field) -> None:
    person, request = september.client.person(who), request_of(september, who, student)
    told(september, who)[0].click(f"request:{request.id}/request_not_mine")
    september.settle()
    person.modal.choose("What should the case manager know?", what)
    person.modal.fill(*field)
    assert person.modal.submit() is None
    september.settle()


def does_with(september, leads, who, student, button) -> None:
    one(september, leads, who, student)
    leads.modal.click(button)
    september.settle()
    if button != "Withdraw":
        leads.modal.fill("Due back by", "2026-09-25")
        leads.modal.submit()
        september.settle()
    leads.reload()


def one(september, leads, who, student) -> None:
    """Open one request under Who has answered."""
    opens_request(september, leads, request_of(september, who, student))


def opens_request(september, leads, request) -> None:
    who_has_answered(september, leads)
    leads.modal.choose("request_one", str(request.id))
    september.settle()


def who_has_answered(september, leads):
    leads.command("/iep", "request")
    september.settle()
    leads.modal.click("status/requests_status")
    september.settle()
    return leads.modal


def the_nudges_come(september) -> None:
    """For Tuesday, October 6 the forms are due on the 22nd; seven days before is the 15th."""
    september.go_to(date(2026, 9, 14), 12)
    assert nudges(september, SPEECH) == []
    september.go_to(date(2026, 9, 15), 12)
    (nudge,) = nudges(september, SPEECH)
    assert "Tue, Sep 22" in nudge.text
    assert len(told(september, SPEECH)) == 1


def everybody_answers_but_who_asked_for_longer(september) -> None:
    for who, requests in requests_by_person(september, since=ANSWERED_ON).items():
        for request in requests:
            if request.state is not RequestState.OPEN or request.needs_until:
                continue
            if who:
                fill_in(september, september.client.person(who), request)
            else:
                write_down(september, request)
    september.settle()


def fill_in(september, person, request) -> None:
    told(september, person.id)[0].click(f"request:{request.id}/request_fill_in")
    september.settle()
    through(september, person.modal, request.form)
    person.reload()


def write_down(september, request) -> None:
    """The case manager keeps what somebody outside Slack said on the phone."""
    leads = case_manager_of(september, request)
    opens_request(september, leads, request)
    leads.modal.click("Record on their behalf")
    september.settle()
    modal = leads.modal
    modal.fill("Who said it", "They did, on the phone")
    modal.choose("How", "On the phone")
    through(september, modal.submit(), request.form)
    leads.reload()


def case_manager_of(september, request):
    with september.assistant.storage.jobs(now=september.client.clock_now()) as scope:
        leads = scope.people.get(scope.students.get(request.student).case_manager)
    return {one.id: one for one in (september.marigold, september.barnaby)}[leads.slack_id]


def through(september, modal, form) -> None:
    if form is Form.PROVIDER_REPORT:
        modal.fill("Service and minutes", "30 minutes a week")
        modal.fill("Present levels in this area", "Tells a story in order")
        modal.fill("How many goals are you reporting on?", "0")
    else:
        modal.fill("Subject and period", "Science, period 3")
    modal = modal.submit()
    modal.choose("Can you come to the meeting?", "Yes")
    assert "is in" in modal.submit().text
    september.settle()


def the_digest_tells_what_came_in(september) -> None:
    september.go_to(date(2026, 9, 16))
    for leads in (september.marigold, september.barnaby):
        came_in = [
            one
            for one in requests_of(september, leads)
            if one.state is RequestState.IN
            and one.changed_at.astimezone(HERE).date() == ANSWERED_ON
        ]
        # Where seven lines do not do, what came in is a number in the last.
        digest = latest_digest(september, leads).text
        counted = re.findall(r"(\d+) forms? answered", digest)
        for line in re.findall("Forms that came in: (.*)", digest):
            named, _, more = line.partition(" and ")
            counted.append(len(named.split(", ")) + int(more.partition(" ")[0]))
        assert [int(number) for number in counted] == [len(came_in)]


def the_counts_agree_everywhere(september) -> None:
    """Digest, home tab, Who has answered and `due`, once the other work is out of the way."""
    everything_else_is_done(september)
    september.go_to(date(2026, 9, 21))
    for leads, waiting in ((september.marigold, 1), (september.barnaby, 0)):
        states = Counter(one.state for one in requests_of(september, leads))
        listed = who_has_answered(september, leads).text
        assert f"{states[RequestState.IN]} of {states.total()} forms are in" in listed
        assert listed.count(": open, asked") == waiting
        leads.reload()

        with september.assistant.storage.jobs(now=september.client.clock_now()) as scope:
            numbers = numbers_of(scope, leads)
            due = [
                row.state
                for row in rows_of(scope)
                if row.obligation.endswith("_back")
                and row.meeting_date in OCTOBER
                and row.student_id in numbers
            ]
        assert len(due) >= 5
        assert (due.count("open"), set(due) - {"open"}) == (waiting, {"proven"})

        told_by_digest = re.findall(r"Forms due back: (\d+)", latest_digest(september, leads).text)
        assert told_by_digest == [str(waiting)] * waiting
        leads.open_home()
        september.settle()
        soon = leads.home.text.partition("[Parent conversation]")[0]
        assert re.findall(r"Forms due back: (\d+)", soon) == [str(waiting)] * waiting


def numbers_of(scope, leads) -> set[str]:
    me = scope.people.by_slack(leads.id)
    return {one.number for one in scope.students.all() if one.case_manager == me.id}


def everything_else_is_done(september) -> None:
    """Notices, invitations and the rest are seen to, so that the forms alone are left."""
    with september.assistant.storage.jobs(now=september.client.clock_now()) as scope:
        for case in scope.cases():
            for row in obligations_of(case, scope.calendar, today=scope.today, rules=scope.rules):
                forms = row.id.endswith("_back")
                if row.meeting and not row.settled and not row.resting and not forms:
                    scope.obligations.record(
                        row.subject,
                        row.id,
                        student=row.student,
                        meeting=row.meeting,
                        state=State.DONE,
                    )


def latest_digest(september, leads):
    return september.digests(leads)[-1][1]


def the_nudges_have_stopped(september) -> None:
    before = {who: len(nudges(september, who)) for who in requests_by_person(september) if who}
    september.go_to(date(2026, 9, 22), 12)
    assert {who: len(nudges(september, who)) for who in before} == before
    for who in before.keys() - {PHILIPPA}:
        (message,) = told(september, who)
        assert message.title.startswith(("IEP meeting forms: all of", "IEP meeting forms: nothing"))


def the_last_one_is_nudged_and_answers(september) -> None:
    """Seven days before the day that she asked for is the 23rd."""
    before = len(nudges(september, PHILIPPA))
    september.go_to(date(2026, 9, 23), 12)
    assert len(nudges(september, PHILIPPA)) == before + 1
    fill_in(
        september, september.client.person(PHILIPPA), request_of(september, PHILIPPA, "Juniper")
    )
    september.go_to(date(2026, 9, 29), 12)
    assert len(nudges(september, PHILIPPA)) == before + 1
    assert "thank you" in told(september, PHILIPPA)[0].title


def one_form_is_made_into_a_file(september) -> None:
    one(september, september.marigold, PHILIPPA, "Juniper")
    september.marigold.modal.click("Make a PDF")
    september.settle()
    (file,) = [file for message in september.marigold.dms() for file in message.files]
    assert file.download().startswith(b"%PDF")
    september.go_to(date(2026, 9, 30), 13)
    (file,) = [file for message in september.marigold.dms() for file in message.files]
    assert file.gone


def request_of(september, who, student):
    with september.assistant.storage.jobs(now=september.client.clock_now()) as scope:
        person = scope.people.by_slack(who)
        (found,) = [
            request
            for request in scope.requests.to(person.id)
            if scope.students.get(request.student).first_name == student
            and scope.meetings.get(request.meeting).on.month == 10
        ]
        return found


def requests_of(september, leads):
    """Everything that one case manager asked for."""
    with september.assistant.storage.jobs(now=september.client.clock_now()) as scope:
        me = scope.people.by_slack(leads.id)
        return [
            request
            for case in scope.cases()
            if case.student.case_manager == me.id
            for request in case.requests
        ]


def requests_by_person(september, *, since=date(2026, 9, 1)):
    """What everybody was asked for, for meetings from then on; under None who is outside Slack."""
    asked = defaultdict(list)
    with september.assistant.storage.jobs(now=september.client.clock_now()) as scope:
        for case in scope.cases():
            ahead = {meeting.id for meeting in case.meetings if meeting.on >= since}
            for request in case.requests:
                if request.meeting not in ahead:
                    continue
                asked[scope.people.get(request.respondent).slack_id].append(request)
    return asked


def told(september, who):
    return [
        one
        for one in september.client.person(who).dms()
        if one.title.startswith("IEP meeting forms")
    ]


def nudges(september, who):
    dms = september.client.person(who).dms()
    words = ("Reminder: ", "All of these are in", "Nothing here is left")
    return [one for one in dms if one.by_app and one.text.startswith(words)]
