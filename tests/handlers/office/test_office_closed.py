"""An admin reads that the office's channel takes nothing for as long as that is so."""

from dataclasses import replace

from bot.people.people import Role
from jobs.delivery import rate_limits as limits
from tests.handlers.office.an_office_day import ROOM, OfficeDay
from tests.people import MORNING


def test_a_channel_of_the_office_that_is_open_again_is_no_longer_said_to_be_closed(
    school, monkeypatch
):
    """It stood there until the next note, which may come a month later."""
    monkeypatch.setattr(limits, "BETWEEN_POSTS", 0.0)
    day = OfficeDay(school)
    with school.storage.jobs(now=MORNING) as scope:
        on_record = scope.people.by_slack("U0ZED")
        scope.people.keep(replace(on_record, roles=frozenset({Role.ADMIN})))
    zed = school.client.person("U0ZED")
    school.client.deed("archive", channel=ROOM)
    day.tells()
    assert "the office's channel" in home_of(school, zed)

    school.client.deed("unarchive", channel=ROOM)
    assert "the office's channel" not in home_of(school, zed)
    day.another("BW-3M4")
    school.settle()
    assert "the office's channel" not in zed.home.text, "drawn anew, it says the same"

    school.client.deed("archive", channel=ROOM)
    assert "the office's channel" in home_of(school, zed)


def home_of(school, person):
    person.open_home()
    school.settle()
    return person.home.text
