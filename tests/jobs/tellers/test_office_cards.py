"""`office_informed`: on which mornings, and to whom, the office's card is posted anew."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.messages import MessageKind
from bot.office.office_cards import month_subject
from bot.people.people import Role, SlackUserId
from jobs.tellers.office_cards import OfficeCardTeller, cards_to_post, mornings_of_office
from tests.conftest import NOW

ROOM = "C0OFFICE"
ADA = SlackUserId("U0ADA")
NOVEMBER = month_subject(date(2026, 11, 1))
WANTED_BY = date(2026, 10, 9)


@pytest.fixture
def ada(school, storage):
    with storage.jobs(now=NOW) as scope:
        scope.settings.keep(replace(scope.workspace, office_channel=ROOM))
    return school.person(ADA, Role.CASE_MANAGER)


def told_of(town, ada, *, at, on=date(2026, 11, 18), **fields):
    """Have the office told, at a moment, of a meeting of a new student's."""
    meeting = town.meeting(town.student(ada, **fields), on)
    with town.storage.caseload_of(ADA, now=at) as scope:
        return scope.office_notes.add(meeting, anew=False, wanted_by=WANTED_BY)


def morning(storage, now):
    with storage.jobs(now=now) as scope:
        return [*cards_to_post(scope, mornings_of_office(scope))]


def at(day: int, hour: int = 15) -> datetime:
    """A day of October; 15 is eight in the morning in Los Angeles."""
    return datetime(2026, 10, day, hour, tzinfo=UTC)


def posts(storage, errand, now):
    with storage.jobs(now=now) as scope:
        rendering = OfficeCardTeller().compose(scope, errand)
        if rendering:
            scope.messages.posted(
                kind=errand.kind,
                subject=errand.subject,
                addressee=errand.addressee,
                channel=errand.addressee,
                ts=f"{now.timestamp()}",
            )
    return rendering


def test_a_card_that_stands_nowhere_comes_in_the_morning_and_then_on_its_reminder_days(
    school, storage, ada
):
    told_of(school, ada, at=at(5))

    (card,) = morning(storage, at(5))
    assert (card.kind, card.addressee, card.subject) == (MessageKind.OFFICE_CARD, ROOM, NOVEMBER)
    assert posts(storage, card, at(5)) is not None

    came = []
    for day in (6, 7, 8, 9):
        for card in morning(storage, at(day)):
            posts(storage, card, at(day))
            came.append(day)
    assert came == [6, 8]


def test_what_came_after_the_card_comes_the_next_school_morning(school, storage, ada):
    told_of(school, ada, at=at(2))
    (card,) = morning(storage, at(2))
    posts(storage, card, at(2))
    told_of(school, ada, at=at(2, 20))

    assert morning(storage, at(3)) == [], "on a Saturday nobody is told"
    (news,) = morning(storage, at(5))
    assert news.step == "2026-10-05"


def test_a_card_comes_for_each_month_and_for_none_in_which_all_is_sent(school, storage, ada):
    told_of(school, ada, at=at(5))
    told_of(school, ada, at=at(5), on=date(2026, 12, 2))
    taken_back = told_of(school, ada, at=at(5), on=date(2027, 1, 12))
    with storage.caseload_of(ADA, now=at(5)) as scope:
        scope.office_notes.withdraw(taken_back)

    assert [one.subject for one in morning(storage, at(5))] == ["month:2026-11", "month:2026-12"]


def test_while_slack_is_away_one_card_waits_however_many_mornings_pass(school, storage, ada):
    told_of(school, ada, at=at(1))
    for day in (2, 5, 6):
        with storage.jobs(now=at(day)) as scope:
            scope.outbox.put_all(cards_to_post(scope, mornings_of_office(scope)))

    with storage.jobs(now=at(7)) as scope:
        assert [*cards_to_post(scope, mornings_of_office(scope))] == []
        fate = scope.outbox.fate(MessageKind.OFFICE_CARD, NOVEMBER, ROOM)
    assert fate is not None
    assert fate.waits


def test_nobody_is_told_at_night_or_twice(school, storage, ada):
    told_of(school, ada, at=at(5))

    assert morning(storage, at(5, 12)) == [], "five in the morning in Los Angeles"
    assert morning(storage, at(5) + timedelta(hours=12)) == []
    first, again = morning(storage, at(5)), morning(storage, at(5, 18))
    assert [one.key for one in first] == [one.key for one in again]


def test_without_a_channel_each_of_the_office_gets_the_card_of_their_own_schools(
    school, storage, ada
):
    with storage.jobs(now=NOW) as scope:
        scope.settings.keep(replace(scope.workspace, office_channel=""))
    school.person("U0HAL", Role.OFFICE, schools=["Alder School"])
    school.person("U0ZED", Role.OFFICE)
    school.person("U0GONE", Role.OFFICE, schools=["Birch School"])
    told_of(school, ada, at=at(5), school="Birch School", alias="BIRCH")
    told_of(school, ada, at=at(5), school="Alder School", alias="ALDER")

    cards = {one.addressee: posts(storage, one, at(5)) for one in morning(storage, at(5))}

    assert cards.keys() == {"U0HAL", "U0ZED", "U0GONE"}
    assert "ALDER" in str(cards["U0HAL"])
    assert "BIRCH" not in str(cards["U0HAL"])
    assert "ALDER" in str(cards["U0ZED"])
    assert "BIRCH" in str(cards["U0ZED"])


def test_a_card_composed_too_late_says_nothing_and_one_that_lies_elsewhere_says_so(
    school, storage, ada
):
    note = told_of(school, ada, at=at(5))
    (card,) = morning(storage, at(5))
    posts(storage, card, at(5))
    with storage.jobs(now=at(5)) as scope:
        (older,) = scope.messages.of(MessageKind.OFFICE_CARD, NOVEMBER)
    posts(storage, card, at(6))
    with storage.jobs(now=at(6)) as scope:
        newer, _ = scope.messages.of(MessageKind.OFFICE_CARD, NOVEMBER)
        assert "taken the place" in str(OfficeCardTeller().redraw(scope, older))
        assert "1 to send" in str(OfficeCardTeller().redraw(scope, newer))
    with storage.caseload_of(ADA, now=at(6)) as scope:
        scope.office_notes.withdraw(note)
    with storage.jobs(now=at(6)) as scope:
        assert OfficeCardTeller().compose(scope, card) is None
        scope.settings.keep(replace(scope.workspace, office_channel="C0NEWROOM"))
    with storage.jobs(now=at(6)) as scope:
        assert "taken the place" in str(OfficeCardTeller().redraw(scope, newer))
