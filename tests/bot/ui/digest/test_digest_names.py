"""The lines of the digest that name students, by alias, before they only count."""

from dataclasses import replace

from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.ui.digest import digests as ui
from tests.bot.a_case import day
from tests.bot.a_morning import a_full_morning, nth_case, the_digest, with_meeting


def lines(on, *cases):
    message = ui.render(the_digest(on, *cases))
    return [block["text"]["text"] for block in message["blocks"] if block["type"] == "section"]


def test_legal_dates_say_what_is_wrong():
    unset = nth_case(1, student={"annual_due": day("2026-10-06")})
    late = with_meeting(2, "2026-10-19", student={"annual_due": day("2026-10-09")})
    subject = meeting_subject(late.meetings[0].id)
    all_done = {(subject, row): Standing(state=State.DONE) for row in ObligationId}

    (line,) = lines("2026-10-08", replace(late, standings=all_done), unset)

    assert line == "*Legal dates:* *QX-001* Tue, Oct 6, no meeting; and 1 more"
    assert lines("2026-10-08", replace(late, standings=all_done)) == [
        "*Legal dates:* the review of *QX-002* is due on Fri, Oct 9, meeting on Mon, Oct 19"
    ]
    another = nth_case(3, student={"annual_due": day("2026-10-07")})
    assert lines("2026-10-08", another, unset) == [
        "*Legal dates:* *QX-001* Tue, Oct 6, no meeting; *QX-003* Wed, Oct 7, no meeting"
    ]
    assert lines("2026-10-08", unset) == [
        "*Legal dates:* the review of *QX-001* was due on Tue, Oct 6, no meeting set"
    ]


def test_students_without_a_meeting_are_counted_and_unknown_ones_named():
    cases = [nth_case(4, student={"annual_due": day("2026-12-08")}), nth_case(5)]

    assert lines("2026-10-22", *cases) == [
        "*Meeting dates:* 1 student, by Tuesday",
        "*Waiting for long:* 1 review date unknown",
    ]
    assert lines("2026-10-26", *cases) == [
        "*Meeting dates:* 1 student, by Tuesday; review date unknown for *QX-005*"
    ]


def test_a_long_line_names_three_and_counts_the_rest():
    first, _ = lines("2026-10-05", *[nth_case(number) for number in range(1, 7)])

    assert first.endswith("*QX-001*, *QX-002*, *QX-003* and 3 more")


def test_a_message_carries_aliases_and_no_names():
    assert "Quill" not in str(ui.render(the_digest("2026-10-27", *a_full_morning())))
