"""`office_informed` in the digest: notes are sent from it, and it tells which wait."""

from dataclasses import replace

import pytest

from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.office.office_notes import Invitation, settlement
from bot.ui.digest import digests as ui
from tests.bot.a_case import day
from tests.bot.a_morning import the_digest, with_meeting
from tests.bot.ui.digest.test_digests import controls, lines, ticked
from tests.bot.ui.surfaces import assert_slack_takes


def of_the_office(*standings):
    """Students of whom all but telling the office is done, and that as given."""
    others = [row for row in ObligationId if row is not ObligationId.OFFICE_INFORMED]
    cases = []
    for number, standing in enumerate(standings, start=1):
        case = ticked(with_meeting(number, "2026-11-18", created="2026-09-01"), *others)
        key = (meeting_subject(case.meetings[0].id), ObligationId.OFFICE_INFORMED)
        cases.append(replace(case, standings={**case.standings, key: standing}))
    return cases


WITHOUT_RIGHTS = Invitation(sent_on=day("2026-10-05"), rights=False, language="Hmong")
NOT_SENT = Standing()
SENT = Standing(state=State.PLANNED)
OWED = replace(SENT, reason=settlement(WITHOUT_RIGHTS)[1])


@pytest.mark.parametrize(
    ("standings", "words", "stands"),
    [
        pytest.param(
            [NOT_SENT] * 2,
            "2 by Friday",
            ["Send 2 notes to the office", "Pick …"],
            id="none-was-sent",
        ),
        pytest.param(
            [NOT_SENT, SENT],
            "1 by Friday, 1 with the office",
            ["Send 1 note to the office", "Pick …"],
            id="one-was-sent",
        ),
        pytest.param(
            [SENT, OWED],
            "1 with the office, 1 rights notice still owed",
            ["Pick …"],
            id="all-lie-with-the-office",
        ),
        pytest.param(
            [SENT, Standing(state=State.PROVEN)],
            "1 with the office, 1 of 2 done",
            ["Pick …"],
            id="one-is-ticked",
        ),
    ],
)
def test_office_informed_where_the_office_has_a_channel_notes_are_sent_from_the_digest(
    standings, words, stands
):
    in_the_morning = of_the_office(NOT_SENT, NOT_SENT)
    digest = the_digest("2026-10-06", *in_the_morning, now=of_the_office(*standings))
    message = ui.render(digest, notes=True)

    assert lines(message) == [f"*Notes to the office:* {words}"]
    assert controls(message) == [stands]
    assert_slack_takes(message)
    [[all_done, pick]] = controls(ui.render(digest))
    assert (all_done in ("All 2 done", "Done"), pick) == (True, "Pick …")


def test_while_the_office_has_the_notes_the_case_manager_is_not_told_that_she_is_late():
    late = "2026-10-14"
    waiting = the_digest(late, *of_the_office(NOT_SENT, NOT_SENT))
    assert lines(ui.render(waiting, notes=True)) == [
        "*Notes to the office:* 2 overdue since Fri, Oct 9"
    ]

    told = the_digest(late, *of_the_office(NOT_SENT, NOT_SENT), now=of_the_office(SENT, SENT))
    assert lines(ui.render(told, notes=True)) == ["*Notes to the office:* 2 with the office"]
