"""A file that names another day or hour moves the meeting, and what follows from that is done."""

from dataclasses import replace
from datetime import date

from bot.dates.obligation_rows import State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.meetings.meetings import Kind, MeetingState
from bot.requests.requests import Form
from tests.bot.talks import a_talk
from tests.cli.conftest import edit

OTIS = (
    "S1,Otis,Plumfield,7,Marsh Middle,,,m@quill.example,2026-11-02,,2026-10-27,1:30 PM,annual,"
    "zoom,teacher:pat@quill.example"
)


def bring_in(command, *rows, at="2026-08-20T09:00"):
    return command("import", command.caseload(*rows), "--at", at)


def meetings(scope):
    student = scope.students.by_number("S1")
    return [(meeting.on, meeting.kind, meeting.state) for meeting in scope.meetings.of(student.id)]


def ticked(scope):
    student = scope.students.by_number("S1")
    (meeting,) = scope.meetings.of(student.id)
    for obligation in (ObligationId.MEETING_NOTICE, ObligationId.TEACHER_FEEDBACK_OUT):
        scope.obligations.record(
            meeting_subject(meeting.id),
            obligation,
            student=student.id,
            meeting=meeting.id,
            state=State.DONE,
        )


def test_a_changed_date_moves_the_meeting_and_reopens_what_named_the_old_one(
    command, on_record, database_url
):
    bring_in(command, OTIS)

    edit(database_url, ticked)
    outcome = bring_in(command, OTIS.replace("2026-10-27", "2026-10-30"), at="2026-09-14T09:00")

    assert outcome.out == "1 meeting moved.\n"
    scope = on_record()
    student = scope.students.by_number("S1")
    (meeting,) = scope.meetings.of(student.id)
    assert (meeting.on, meeting.arose_on) == (date(2026, 10, 30), date(2026, 9, 14))
    assert [(move.old_on, move.new_on) for move in scope.meetings.changes(meeting.id)] == [
        (None, date(2026, 10, 27)),
        (date(2026, 10, 27), date(2026, 10, 30)),
    ]
    standing = scope.case_of(student.id).standings
    subject = meeting_subject(meeting.id)
    notice = standing[subject, ObligationId.MEETING_NOTICE]
    assert (notice.state, notice.revise) == (State.OPEN, True)
    assert standing[subject, ObligationId.TEACHER_FEEDBACK_OUT].state is State.DONE
    # Overdue since the 10th, and its own rule date has not moved: no move excuses it.
    assert standing[subject, ObligationId.INVITATION_FORM].stays_due_on == date(2026, 9, 10)


def test_what_respondents_were_asked_follows_a_move_by_import(command, on_record, database_url):
    bring_in(command, OTIS)

    def asked(scope):
        student = scope.students.by_number("S1")
        (meeting,) = scope.meetings.of(student.id)
        (pat,) = scope.people.team_of(student.id)
        scope.requests.ask(
            student=student.id,
            meeting=meeting.id,
            form=Form.TEACHER_FEEDBACK,
            respondent=pat.person,
            due_on=date(2026, 10, 13),
        )

    edit(database_url, asked)
    bring_in(command, OTIS.replace("2026-10-27", "2026-10-30"), at="2026-09-14T09:00")

    scope = on_record()
    (meeting,) = scope.meetings.of(scope.students.by_number("S1").id)
    assert [one.due_on for one in scope.requests.of_meeting(meeting.id)] == [date(2026, 10, 16)]


def test_after_the_planned_one_was_held_a_new_date_makes_a_new_meeting(
    command, on_record, database_url
):
    bring_in(command, OTIS)

    def held(scope):
        (meeting,) = scope.meetings.of(scope.students.by_number("S1").id)
        scope.meetings.keep(replace(meeting, state=MeetingState.HELD, held_on=meeting.on))

    edit(database_url, held)
    bring_in(command, OTIS.replace("2026-10-27", "2027-10-26"), at="2026-11-20T09:00")

    assert meetings(on_record()) == [
        (date(2026, 10, 27), Kind.ANNUAL, MeetingState.HELD),
        (date(2027, 10, 26), Kind.ANNUAL, MeetingState.PLANNED),
    ]


def test_another_hour_reopens_what_named_the_old_one_and_excuses_nothing(
    command, on_record, database_url
):
    bring_in(command, OTIS)
    edit(database_url, ticked)

    outcome = bring_in(command, OTIS.replace("1:30 PM", "2:15 PM"), at="2026-09-14T09:00")

    assert outcome.out == "1 meeting changed.\n"
    scope = on_record()
    case = scope.case_of(scope.students.by_number("S1").id)
    (meeting,) = case.meetings
    assert meeting.arose_on == date(2026, 9, 14)
    subject = meeting_subject(meeting.id)
    notice = case.standings[subject, ObligationId.MEETING_NOTICE]
    assert (notice.state, notice.revise) == (State.OPEN, True)
    assert case.standings[subject, ObligationId.INVITATION_FORM].stays_due_on == date(2026, 9, 10)


def test_rule_10_a_move_by_import_proposes_an_old_conversation_anew(
    command, on_record, database_url
):
    bring_in(command, OTIS)
    talk = ObligationId.PARENT_CONVERSATION

    def talked(scope):
        (meeting,) = scope.meetings.on(date(2026, 10, 27))
        by = scope.students.get(meeting.student).case_manager
        held = a_talk("2026-08-25", student=meeting.student, meeting=meeting.id, by=by)
        scope.conversations.keep(held)
        scope.record_settlements(held, meeting)

    edit(database_url, talked)
    bring_in(command, OTIS.replace("10-27", "10-30"), at="2026-10-10T09:00")

    scope = on_record()
    (meeting,) = scope.meetings.on(date(2026, 10, 30))
    standing = scope.obligations.standing(meeting_subject(meeting.id), talk)
    assert (standing.state, standing.revise) == (State.OPEN, True)


def test_a_meeting_that_a_file_sets_is_drawn_in_digest_and_home_tab(
    command, on_record, database_url
):
    without = OTIS.replace("2026-10-27,1:30 PM,annual,zoom", ",,,").replace(
        "m@quill", "U0PAT@quill"
    )
    without = without.replace("U0PAT@quill.example", "U0PAT")
    bring_in(command, without)

    def said(scope):
        scope.messages.posted(
            kind="digest", subject="", addressee="U0PAT", channel="U0PAT", ts="digest.1"
        )
        scope.messages.shown(kind="home", addressee="U0PAT", kept="0")

    edit(database_url, said)
    bring_in(command, OTIS.replace("m@quill.example", "U0PAT"))

    messages = on_record().messages
    assert messages.at("U0PAT", "digest.1").redraw_wanted
    assert messages.latest("home", "U0PAT").redraw_wanted


def test_messages_that_show_the_meeting_are_drawn_anew(command, on_record, database_url):
    bring_in(command, OTIS.replace("m@quill.example", "U0PAT"))

    def said(scope):
        (meeting,) = scope.meetings.on(date(2026, 10, 27))
        for kind, about, addressee in (
            ("thread", meeting_subject(meeting.id), "C0ROOM"),
            ("digest", "", "U0PAT"),
        ):
            scope.messages.posted(
                kind=kind, subject=about, addressee=addressee, channel=addressee, ts=f"{kind}.1"
            )

    edit(database_url, said)
    bring_in(command, OTIS.replace("m@quill.example", "U0PAT").replace("10-27", "10-30"))

    messages = on_record().messages
    for channel, kind in (("C0ROOM", "thread"), ("U0PAT", "digest")):
        assert messages.at(channel, f"{kind}.1").redraw_wanted
