"""Contacts are logged with two taps, from the student, by command, and from a message."""

from bot.records.contacts import ContactKind, ContactWay
from tests.people import MORNING


def log_of(school):
    with school.storage.jobs(now=MORNING) as scope:
        return scope.contacts.of(school.juniper.id)


def types(person, school, words):
    person.command("/iep", words)
    school.settle()
    return person.modal


def test_two_taps_log_a_talk_and_the_log_shows_it(school):
    shown = types(school.pat, school, "log juniper").submit()

    assert "Parent, by phone: talked" in shown.text
    (entry,) = log_of(school)
    assert (entry.kind, entry.by) == (ContactKind.CONTACT, school.on_record["pat"].id)
    assert school.client.strict_errors() == []


def test_a_try_that_reached_no_parent_is_an_attempt_before_the_meeting(school):
    meeting = school.junipers_meeting()
    types(school.pat, school, "find juniper").click("Log a contact")
    school.settle()
    form = school.pat.modal
    form.choose("What came of it", "No answer")
    form.submit()

    (entry,) = log_of(school)
    assert (entry.kind, entry.meeting) == (ContactKind.ATTEMPT, meeting.id)


def test_an_entry_is_mended_withdrawn_and_put_back_and_all_of_it_is_kept(school):
    types(school.pat, school, "log juniper").submit().click("Open")
    school.settle()
    form = school.pat.modal
    form.fill("Note", "She asked about the bus.")
    form.tick("This entry is not to count")
    form.fill("Why it is withdrawn", "That was a sibling.")
    withdrawn = form.submit()
    assert "Withdrawn: That was a sibling." in withdrawn.text

    withdrawn.click("Open")
    school.settle()
    again = school.pat.modal
    again.untick("This entry is not to count")
    shown = again.submit()

    assert "Withdrawn" not in shown.text
    with school.storage.jobs(now=MORNING) as scope:
        (entry,) = scope.contacts.of(school.juniper.id)
        versions = scope.contacts.versions(entry.id)
    assert [one.withdrawn for one in (entry, *versions)] == [False, True, False]
    assert entry.note == "She asked about the bus."


def test_a_message_is_kept_in_a_students_log_and_stays_where_it_is(school):
    said = school.pat.message("Juniper read <aloud> today & loved it", channel="C0PATROOM")
    said.shortcut("Keep in a student's log")
    school.settle()
    form = school.pat.modal
    assert "stays in Slack" in form.text
    form.suggest("Student", "Jun")
    form.choose("Student", "Juniper Quickwater (JQ-7K2)")
    form.submit()

    (entry,) = log_of(school)
    assert (entry.way, entry.words[:14]) == (ContactWay.SLACK, "Pat Fennimore:")
    assert "Juniper read <aloud> today & loved it" in entry.words
    with school.storage.caseload_of("U0PAT", now=MORNING) as caseload:
        draft = caseload.drafts.get(entry.draft)
    assert (draft.submitted, dict(draft.answers)) == (True, {})
    assert school.client.strict_errors() == []


def test_a_kept_message_reads_as_it_was_typed(school):
    typed = (
        "@Kim Larkspur and @Zed Passerby: write to aunt@home.example, see "
        "https://quillmarsh.example/a?b=1&c=2 or quillmarsh.example, tell #general. @here 3 < 4"
    )
    said = school.pat.message(typed, channel="C0PATROOM")
    said.shortcut("Keep in a student's log")
    school.settle()
    (told,) = school.client.journal("interactive", "message_action")
    assert "<@U0KIM>" in told["request"]["message"]["text"]

    assert typed in school.pat.modal.text
    form = school.pat.modal
    form.suggest("Student", "Jun")
    form.choose("Student", "Juniper Quickwater (JQ-7K2)")
    form.submit()
    (entry,) = log_of(school)
    assert typed in entry.words
    assert school.client.strict_errors() == []


def test_whoever_slack_does_not_name_is_somebody(school):
    said = school.pat.message("@Kim Larkspur and @Zed Passerby said so", channel="C0PATROOM")
    school.client.fault("error", method="users.info", error="internal_error", times=2)
    said.shortcut("Keep in a student's log")
    school.settle()

    assert "@Kim Larkspur and @somebody said so" in school.pat.modal.text


def test_who_has_no_students_keeps_no_message(school):
    said = school.tea.message("Otis did well", channel="C0GENERAL")
    said.shortcut("Keep in a student's log")
    school.settle()

    assert school.tea.modal is None
    told = [one.text for one in (*school.tea.ephemerals, *school.tea.dms())]
    assert any("no students" in one for one in told)


def test_the_log_of_another_caseload_does_not_open(school):
    types(school.kim, school, "log juniper")

    assert "None of your students is called that" in school.kim.modal.text
