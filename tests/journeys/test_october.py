"""A month at work in Quillmarsh: October, as Marigold Kestrel and her colleagues live it."""

import json
import re
from datetime import date, datetime
from itertools import chain
from pathlib import Path

import pytest

from bot.dates.obligation_rows import State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from tests.handlers.apart import logged
from tests.journeys.quillmarsh import HERE, Quillmarsh, quillmarsh, school_mornings
from tests.storage.test_everything import every_value

SAID = "Xanthippe says the swings are too loud"
"""What a mother said; a mark that may stand in no message, no log and no file in the clear."""

NAMES = ("Juniper", "Quickwater", "Mateo", "Riverlantern", "Clover", "Nettleship", "Gallowglass")
SERVICES = ("speech", "counseling", "physical therapy")
OF_OTHERS = ("Forms due back", "Parent conversations", "With people", "Also due")
LAST_DAY = date(2026, 10, 9)
BEGINS = datetime(2026, 10, 1, 6, 30, tzinfo=HERE)


@pytest.fixture
def october(database_url, tmp_path):
    with quillmarsh(database_url, tmp_path, at=BEGINS, imported_at="2026-09-30T16:00") as district:
        yield district


def test_a_month_at_work(october, dialect):
    with logged("DEBUG") as log:
        the_first_school_day_looks_ahead(october)
        three_parents_are_talked_with(october)
        the_mornings_until_the_ninth_bring_what_is_due(october)
        the_ninth_is_the_last_day_and_all_is_done(october)
        a_meeting_is_worked_through_by_two(october)
        nobody_is_told_anything_twice(october)
    october.keep_story(f"october-{dialect}")
    assert october.client.strict_errors() == []
    assert nothing_private_in(everything_said(october)) == []
    assert nothing_private_in(log.getvalue().splitlines()) == []
    assert nothing_private_in(everything_kept(october)) == []


def test_a_few_days_at_work_over_http(database_url, dialect, tmp_path):
    with quillmarsh(
        database_url, tmp_path, at=BEGINS, imported_at="2026-09-30T16:00", http=True
    ) as october:
        the_first_school_day_looks_ahead(october)
        talk(october, "Juniper Quickwater", strengths=SAID, draft_copy="Yes")
        october.go_to(date(2026, 10, 6))
        parent = thread(october, "Tuesday, October 6")
        reply(october, parent, CARD).click("Done, next")
        october.settle()
        assert "[x] Everyone is on the line" in reply(october, parent, CARD).text
        october.keep_story(f"october-over-http-{dialect}")
        assert october.client.strict_errors() == []


def the_first_school_day_looks_ahead(october: Quillmarsh) -> None:
    marigold = october.marigold
    october.go_to(date(2026, 10, 1))
    ((day, digest),) = october.digests(marigold)

    assert day == date(2026, 10, 1)
    assert "SEIS notices: 6 today; 4 by Fri, Oct 9" in digest.text
    assert len([line for line in digest.text.splitlines() if ": " in line]) <= 7

    # The six of October were entered by hand before Preiep came; November's four are to come.
    october.presses(marigold, digest, "SEIS notices", "Pick …")
    modal = marigold.modal
    for row in rows_of(modal):
        if " Oct" in row:
            modal.tick(row)
    assert modal.submit() is None
    october.says(marigold, "ticks the six of October one by one")
    october.settle()
    assert "SEIS notices: 4 by Fri, Oct 9" in digest.text

    october.presses(marigold, digest, "Invitation forms", ALL_DONE)
    assert "Invitation forms: all 10 done" in digest.text
    assert "6 calendars" in digest.text.partition("Also due")[2]
    october.presses(marigold, digest, "Also due", "Pick …")
    tick_all(marigold.modal, ObligationId.MASTER_CALENDAR)
    assert marigold.modal.submit() is None
    october.settle()
    assert "calendar" not in digest.text.partition("Also due")[2]

    # The office was told by hand as well; from now on it has a channel, and notes come there.
    assert "Send 10 notes to the office" in digest.text
    october.presses(marigold, digest, "Notes to the office", "Pick …")
    for row in rows_of(marigold.modal):
        marigold.modal.tick(row)
    assert marigold.modal.submit() is None
    october.settle()
    assert "Notes to the office: all 10 done" in digest.text


def three_parents_are_talked_with(october: Quillmarsh) -> None:
    marigold = october.marigold
    talk(october, "Juniper Quickwater", strengths=SAID, draft_copy="Yes")
    talk(october, "Clover", strengths="Names every bird", draft_copy="No")

    # The phone rings in the middle of the third one.
    marigold.command("/preiep", "mateo")
    october.settle()
    modal = marigold.modal
    modal.fill("With whom", "his father")
    modal.type("Strengths", "Builds bridges out of anything")
    modal.close(unheard=True)
    october.says(marigold, "is called away in the middle of the talk about Mateo's strengths")

    october.go_to(date(2026, 10, 1), 16)
    marigold.command("/preiep", "mateo")
    october.settle()
    modal = marigold.modal
    assert "Page 1 of 4" in modal.text
    assert modal.values["Strengths"] == "Builds bridges out of anything"
    october.says(marigold, "takes it up again where she left it")
    finish(october, modal, draft_copy="Not asked yet")

    assert state(october, "Juniper", "Quickwater", ObligationId.PARENT_CONVERSATION) is State.PROVEN
    assert state(october, "Clover", "Nettleship", ObligationId.DRAFT_COPY) is State.NOT_NEEDED
    assert state(october, "Mateo", "Riverlantern", ObligationId.DRAFT_PREFERENCE) is State.OPEN
    receipts = [message for message in marigold.dms() if "Parent conversation" in message.text]
    assert len(receipts) == 3


def the_mornings_until_the_ninth_bring_what_is_due(october: Quillmarsh) -> None:
    """Friday the 9th is the cut-off: from five school days before it comes daily."""
    marigold = october.marigold
    for day in school_mornings(date(2026, 10, 2), date(2026, 10, 8), closed=set()):
        october.go_to(day)
        _, digest = october.digests(marigold)[-1]
        catches_up(october, digest)
        assert "SEIS notices: 4 by" in digest.text


def catches_up(october: Quillmarsh, digest) -> None:
    """Tick what is overdue, so that what comes next can be seen."""
    for line in digest.text.splitlines():
        # What other people said is not ticked together, and is left to wait here.
        if " overdue since" in line and not line.startswith(("Meeting dates", "+", *OF_OTHERS)):
            place = line.partition(":")[0]
            if place == "Forms to send":
                october.presses(october.marigold, digest, place, SEND_FORMS)
                assert "sent" in october.marigold.modal.submit().text
                october.settle()
            else:
                does_all(october, digest, place)


def does_all(october: Quillmarsh, digest, place: str) -> None:
    """Tick all of a line: of notices only in sight of what was to be entered."""
    if place != "SEIS notices":
        october.presses(october.marigold, digest, place, ALL_DONE)
        return
    october.presses(october.marigold, digest, place, "Notices and forms …")
    modal = october.marigold.modal
    for words in re.findall(r"\[x\] (?!SEIS)([^\n]*)", modal.text):
        modal.untick(words.partition(" - ")[0])
    assert "marked as entered in SEIS" in modal.submit().text
    october.settle()


def the_ninth_is_the_last_day_and_all_is_done(october: Quillmarsh) -> None:
    marigold = october.marigold
    october.go_to(LAST_DAY)
    day, digest = october.digests(marigold)[-1]
    assert day == LAST_DAY
    assert "SEIS notices: 4 today" in digest.text

    does_all(october, digest, "SEIS notices")

    assert "SEIS notices: all 4 done" in digest.text


def a_meeting_is_worked_through_by_two(october: Quillmarsh) -> None:
    """Wednesday the 14th at 7:45: the thread stands the school day before, at three."""
    marigold, jasper = october.marigold, october.jasper
    october.client.deed("join", channel="C0DEMO003", user="U0DEMO010")
    october.go_to(date(2026, 10, 13), 14)
    assert thread(october, "Wednesday, October 14") is None
    october.go_to(date(2026, 10, 13), 15)
    parent = thread(october, "Wednesday, October 14")
    assert parent is not None
    october.go_to(date(2026, 10, 14), 7, 40)

    modal = october.opens(marigold, parent, "Add a helper")
    modal.fill("Who helps", "Jasper Twinefield")
    assert modal.submit() is None
    october.settle()

    card = reply(october, parent, CARD)
    tick_at_once(october, (marigold, card, "Done, next"), (jasper, card, "Introductions"))
    assert "2 of 19 lines done" in parent.text

    modal = october.opens(marigold, card, "Rights: both answers")
    modal.fill("explained", SAID)
    modal.fill("explained_by", "The mother")
    assert modal.submit() is None
    october.settle()
    modal = october.opens(marigold, card, "Rights: both answers")
    assert SAID in modal.text
    modal.fill("questions", "None today")
    modal.fill("questions_by", "The mother")
    assert modal.submit() is None
    october.says(marigold, "writes the second answer a little later")

    concern = october.opens(marigold, reply(october, parent, CARD), "Add concern")
    concern.fill("What the parents raised", SAID)
    concern.submit()
    october.settle()

    for _ in range(4):
        reply(october, parent, CARD).click("Done, next")
        october.settle()
    october.says(marigold, "goes down the lines with Done, next")
    assert "Ending, line 1 of 12" in reply(october, parent, CARD).text

    modal = october.opens(marigold, card, "Sign-off list")
    modal.tick("The parents")
    assert modal.submit() is None
    october.settle()

    october.go_to(date(2026, 10, 14), 8, 50)
    modal = october.opens(marigold, card, "Meeting held")
    assert modal.submit() is None
    october.settle()
    october.transcript.listen()
    after = reply(october, parent, ("After the meeting",))
    assert "Notes worked into the IEP" in after.text
    after.tick("Notes worked into the IEP")
    october.says(marigold, "ticks the notes")
    october.settle()
    assert "1 of" in reply(october, parent, ("After the meeting",)).text


def nobody_is_told_anything_twice(october: Quillmarsh) -> None:
    for person in (october.marigold, october.barnaby):
        days = october.digest_days(person)
        assert len(days) == len(set(days))
        assert all(day.weekday() < 5 and day != date(2026, 10, 12) for day in days)


ALL_DONE = r"All \d+ done|Done"
SEND_FORMS = "Send all requests"

CARD = ("Opening, ", "Ending, ", "That was the last line", "Held")


def tick_all(modal, kind: ObligationId) -> None:
    """Tick the boxes of one kind, under whichever meeting they stand."""
    groups = [one["element"] for one in modal.blocks if one["type"] == "input"]
    for option in chain.from_iterable(group.get("options", ()) for group in groups):
        if option["value"].endswith(f"|{kind}"):
            modal.tick(option["value"])


def rows_of(modal) -> list[str]:
    boxes = [line for line in modal.text.splitlines() if line.startswith("[ ] ")]
    return [box.removeprefix("[ ] ").partition(" - ")[0] for box in boxes]


def talk(october: Quillmarsh, student: str, *, strengths: str, draft_copy: str) -> None:
    marigold = october.marigold
    marigold.command("/preiep", student)
    october.settle()
    october.says(
        marigold, f"types /preiep {student.split(maxsplit=1)[0]} and talks with the parents"
    )
    modal = marigold.modal
    modal.fill("With whom", "her mother")
    modal.fill("Strengths", strengths)
    finish(october, modal, draft_copy=draft_copy)


def finish(october: Quillmarsh, modal, *, draft_copy: str) -> None:
    while "Save conversation" not in modal.text:
        modal = modal.submit()
    modal.choose("Draft copy before the meeting", draft_copy)
    assert modal.submit() is None
    october.settle()
    october.transcript.listen()


def tick_at_once(october: Quillmarsh, first, second) -> None:
    """Two people click before either has seen what the other did."""
    (marigold, card, button), (jasper, opening, line) = first, second
    seen_by_jasper = next(m for m in jasper.messages("C0DEMO003") if m.ts == opening.ts)
    whole = next(text for text in seen_by_jasper.text.splitlines() if line in text)
    card.click(button)
    seen_by_jasper.tick(whole.removeprefix("[ ] "))
    october.says(marigold, f"presses {button}, while {jasper.name} ticks {line}")
    october.settle()


def thread(october: Quillmarsh, day: str):
    return next(
        (
            message
            for message in october.marigold.messages("C0DEMO003")
            if message.fallback.startswith("IEP meeting") and day in message.fallback
        ),
        None,
    )


def reply(october: Quillmarsh, parent, starting: tuple[str, ...]):
    replies = october.marigold.thread("C0DEMO003", parent.ts)
    return next(one for one in reversed(replies) if one.fallback.startswith(starting))


def state(october: Quillmarsh, first: str, last: str, obligation: ObligationId) -> State:

    with october.assistant.storage.jobs(now=october.now) as scope:
        (student,) = [
            s for s in scope.students.all() if (s.first_name, s.last_name) == (first, last)
        ]
        meeting = scope.meetings.next_of(student.id)
        assert meeting is not None
        return scope.obligations.standing(meeting_subject(meeting.id), obligation).state


def everything_said(october: Quillmarsh) -> list[str]:
    """Every message the assistant ever sent, as Slack was given it."""
    calls = [*october.client.calls("chat.postMessage"), *october.client.calls("chat.update")]
    return [json.dumps(call["request"], ensure_ascii=False) for call in calls]


def everything_kept(october: Quillmarsh) -> list[str]:
    """All that stands in the database, column by column, and the bytes of its file."""
    database = october.assistant.database
    kept = [value for values in every_value(database).values() for value in values]
    if database.dialect == "sqlite":
        file = Path(october.database_url.removeprefix("sqlite:///"))
        kept += [path.read_bytes().decode("latin-1") for path in file.parent.glob("preiep.db*")]
    assert any("PARENT" in value.upper() for value in kept), "there is something to look at"
    return kept


def nothing_private_in(texts: list[str]) -> list[str]:
    marks = (SAID, "Xanthippe", *NAMES, *SERVICES)
    return [mark for mark in marks for text in texts if mark in text]
