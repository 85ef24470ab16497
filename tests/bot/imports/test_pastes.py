"""A paste in parts is one text again, and a case manager's rows are their own."""

import pytest

from bot.errors import CaseworkError
from bot.imports.import_rows import CaseloadRow, read_caseload
from bot.imports.pastes import MOST_ROWS, is_own, joined, refuse_too_many
from bot.people.people import Person, PersonId, SlackUserId, person_reference

PAT = Person(
    id=PersonId(1),
    slack_id=SlackUserId("U0PAT"),
    name="Pat",
    email="Pat@quillmarsh.example",
    timezone="UTC",
)


def test_parts_come_in_the_order_of_their_numbers_and_each_begins_a_line():
    parts = {str(number): f"{number}\n" for number in (10, 2, 0)}

    assert joined(parts) == "0\n2\n10"
    assert joined({"0": "student_id\r\n", "1": "  ", "2": "S1"}) == "student_id\nS1"


def test_the_lines_that_a_problem_names_are_those_of_the_whole_paste():
    text = joined({"0": "student_id,grade,annual_due\nS1,4,", "1": "S2,5,soon"})

    (finding,) = read_caseload(text).findings

    assert (finding.line, finding.number) == (3, "S2")


@pytest.mark.parametrize(("count", "fine"), [(MOST_ROWS, True), (MOST_ROWS + 1, False)])
def test_so_many_rows_can_be_looked_over_and_no_more(count, fine):
    rows = [CaseloadRow(line=number, number=str(number)) for number in range(count)]
    if fine:
        refuse_too_many(rows)
    else:
        with pytest.raises(CaseworkError, match="Please paste fewer"):
            refuse_too_many(rows)


@pytest.mark.parametrize(
    ("named", "own"),
    [
        ("", True),
        ("U0PAT", True),
        ("pat@quillmarsh.example", True),
        ("U0KIM", False),
        ("kim@quillmarsh.example", False),
    ],
)
def test_a_row_is_ones_own_where_it_names_oneself_or_nobody(named, own):
    reference = person_reference(named) if named else None
    assert is_own(CaseloadRow(line=2, number="S1", case_manager=reference), PAT) is own
