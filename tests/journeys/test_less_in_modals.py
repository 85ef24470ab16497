"""How much the demo case manager reads and passes over in a modal: it is counted, by all she does.

Each had about twice as much; whatever she acts on is still there.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest

from bot.forms.dates.settling import What
from bot.ui.digest import digest_controls as controls
from bot.ui.requests.requests import FILL_IN
from sandbox.blocks.fields import Field, touchables
from sandbox.client import Modal, Person
from tests.journeys.quillmarsh import HERE, Quillmarsh, quillmarsh

BEGINS = datetime(2026, 10, 1, 6, 30, tzinfo=HERE)
WORD = re.compile(r"[^\W_](?:[\w'’:.-]*\w)?")
PICK = controls.PICK


@pytest.fixture
def october(database_url, tmp_path) -> Iterator[Quillmarsh]:
    with quillmarsh(database_url, tmp_path, at=BEGINS, imported_at="2026-09-30T16:00") as district:
        yield district


def words_of(shown: Any) -> Iterator[str]:
    """The words of blocks, of what they offer and of what they say besides."""
    match shown:
        case {"type": "plain_text" | "mrkdwn", "text": text}:
            yield from WORD.findall(text)
        case dict():
            for part, held in shown.items():
                yield from () if part.startswith("initial_") else words_of(held)
        case list():
            for one in shown:
                yield from words_of(one)


def words(modal: Modal) -> int:
    """Count what there is to read; values to be typed elsewhere are counted apart."""
    return len([*words_of([one for one in modal.blocks if one["type"] != "section"])])


def opens(district: Quillmarsh, control: str) -> Modal:
    digest = district.digests(district.marigold)[-1][1]
    digest.click(control)
    district.settle()
    assert district.marigold.modal is not None
    return district.marigold.modal


def picks(district: Quillmarsh) -> list[str]:
    """Every *Pick …* of her latest digest."""
    digest = district.digests(district.marigold)[-1][1]
    return [
        f"{block['block_id']}/{PICK}"
        for block in digest.blocks
        for control in [*block.get("elements", ()), block.get("accessory") or {}]
        if control.get("action_id") == PICK
    ]


def rows(modal: Modal) -> list[str]:
    groups = [one["element"] for one in modal.blocks if one["type"] == "input"]
    return [
        option["value"]
        for group in groups
        if group["type"] == "checkboxes"
        for option in group["options"]
    ]


def test_pick_of_the_rest_is_half_as_long_and_every_row_is_there(october):
    """It was 571 words of 31 rows on a morning on which nothing was ticked."""
    for day in (date(2026, 10, 1), date(2026, 10, 5), date(2026, 11, 2)):
        october.go_to(day)
        for control in picks(october):
            modal = opens(october, control)
            assert words(modal) <= max(285, 10 * len(rows(modal))), (day, control)
            assert len(rows(modal)) == len(set(rows(modal))), (day, control)
            modal.close()


def test_each_row_of_the_rest_is_ticked_put_off_or_not_needed_under_its_students_name(october):
    october.go_to(date(2026, 10, 1))
    *_, rest, counted = picks(october)
    modal = opens(october, rest)
    juniper = next(
        block
        for block in modal.blocks
        if "Juniper Quickwater, meeting Thu, Oct 8" in str(block.get("label"))
    )
    calendar, talk, *_ = juniper["element"]["options"]
    assert calendar["text"]["text"] == "Calendar"
    assert talk["text"]["text"] == "Parent conversation held"

    settle(october, modal, calendar["value"], "Done")
    settle(october, opens(october, rest), talk["value"], What.TOMORROW)
    again = opens(october, counted)
    to_set = next(row for row in rows(again) if row.endswith("|agree_date"))
    again.fill("Reason", "agreed on the phone")
    settle(october, again, to_set, "Not needed")

    said = "".join(str(opens(october, control).blocks) for control in (rest, counted))
    assert "Calendar, done" in said
    assert "Parent conversation held, today, put off to Fri, Oct 2" in said
    assert "Date agreed with the whole team: not needed" in said
    assert october.client.strict_errors() == []


def settle(district: Quillmarsh, modal: Modal, row: str, how: str) -> None:
    modal.tick(row)
    modal.choose("What about the ticked ones?", how)
    assert modal.submit() is None, modal.errors
    district.settle()


def test_why_explains_a_students_work_in_half_as_many_paragraphs(october):
    """It was 13: each row said what five others said."""
    for day in (date(2026, 10, 1), date(2026, 10, 5)):
        october.go_to(day)
        for student in ("juniper quickwater", "wren", "saffron", "rowan"):
            october.marigold.command("/iep", f"why {student}")
            october.settle()
            modal = october.marigold.modal
            paragraphs = [one for one in modal.blocks if one["type"] in ("section", "context")]
            assert 3 <= len(paragraphs) <= 6, (day, student)
            assert "things that are open" in modal.text
            assert "(local: the school's own procedure)" in modal.text
            assert "(default: Preiep's suggestion" in modal.text
            modal.close()


def test_who_has_answered_is_one_list_with_a_few_things_to_press(october):
    """It had 20 equal buttons on a page; the one form that came in stood last of 31 rows."""
    october.go_to(date(2026, 10, 1))
    marigold = october.marigold
    marigold.command("/iep", "request")
    october.settle()
    assert words(marigold.modal) <= 260, "of 31 forms, each of which said its day and its student"
    marigold.modal.submit()
    october.settle()
    marigold.reload()
    october.go_to(date(2026, 10, 5), 9)
    fills_in_a_form(october, "U0DEMO012")

    marigold.command("/iep", "request")
    october.settle()
    marigold.modal.click("Who has answered")
    october.settle()
    shown = marigold.modal

    assert len(list(touchables(shown.blocks))) <= 10
    assert "1 of 31 forms are in" in shown.text
    assert "Remind all" in shown.text
    people = re.findall(
        r"^[^:\n]+, (?:teacher feedback|provider report)$", shown.text, re.MULTILINE
    )
    assert len(people) == len(set(people)) > 5
    shown.choose("request_read", next(iter(read_from(shown))))
    october.settle()
    assert "Chess, period 2" in marigold.modal.text
    assert october.client.strict_errors() == []


def read_from(modal: Modal) -> list[str]:
    """What the list offers to read, as its options say it."""
    return [
        option["text"]["text"]
        for one in touchables(modal.blocks)
        if one.element.get("action_id") == "request_read"
        for option in one.element["options"]
    ]


def fills_in_a_form(district: Quillmarsh, who: str) -> None:
    """Let a teacher send the first of their forms, as short as it can be."""
    teacher = district.client.person(who)
    control = next(f"{one.block_id}/{FILL_IN}" for one in to_fill_in(teacher))
    teacher.dms()[-1].click(control)
    district.settle()
    teacher.modal.fill("Subject and period", "Chess, period 2")
    teacher.modal.submit()
    district.settle()
    teacher.modal.choose("Can you come to the meeting?", "Yes")
    teacher.modal.submit()
    district.settle()
    teacher.reload()


def to_fill_in(person: Person) -> list[Field]:
    """The buttons with which a person begins a form, in the latest message that has any."""
    buttons = [
        [one for one in touchables(message.blocks) if one.element.get("action_id") == FILL_IN]
        for message in person.dms()
    ]
    return [found for found in buttons if found][-1]
