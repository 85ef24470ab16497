"""What was given up stands in the admins' home tab, and goes out when they send it again."""

from dataclasses import replace

import pytest

from bot.messages import MessageKind
from bot.people.people import Role
from storage import Errand
from tests.handlers.settings.test_settings import admin, trail
from tests.people import MORNING

__all__ = ["admin"]

POST = "chat.postMessage"
WORD = "2 messages could not be sent."


@pytest.fixture
def given_up(school, admin):
    """Word for Pat and for Sue about their roles, which Slack would not have, however often."""
    school.client.fault("error", POST, times=1_000, error="invalid_blocks")
    with school.storage.jobs(now=MORNING) as scope:
        for user in ("U0PAT", "U0SUE"):
            scope.outbox.put(Errand(kind=MessageKind.ROLES_CHANGED, addressee=user))
    while counted(school) < 2:
        school.assistant.database.ahead += 300
        school.assistant.delivery.run_until_empty()
    school.client.clear_faults()


def counted(school):
    with school.storage.jobs(now=MORNING, reading=True) as scope:
        return scope.unsent.count()


def home_of(person, school):
    person.open_home()
    school.settle()
    return person.home.text


def looked_into(admin, school):
    assert WORD in home_of(admin, school)
    admin.home.click("See why")
    school.settle()
    return admin.modal


@pytest.mark.usefixtures("given_up")
def test_an_admin_reads_at_home_what_was_given_up_and_sends_it_again(school, admin):
    modal = looked_into(admin, school)
    assert "Notice about a person's roles for Pat Fennimore" in modal.text
    assert "Slack does not take it as Preiep made it (`invalid_blocks`)." in modal.text

    modal.click("Send all again")
    school.settle()

    assert "2 messages are on the way again." in admin.modal.text
    school.pat.waits_for(school.pat.dms)
    admin.modal.click("Look again")
    school.settle()
    assert "Notice about a person's roles for Pat Fennimore was sent." in admin.modal.text
    assert WORD not in home_of(admin, school)
    by = school.on_record["hal"].id
    assert (by, "sent again what was given up", "2 messages: all of them") in trail(school)
    assert school.client.strict_errors() == []


@pytest.mark.usefixtures("given_up")
def test_two_admins_who_send_the_same_again_send_it_once(school, admin):
    looked_into(admin, school)
    seen_before = admin.modal
    admin.modal.click("Send all again")
    school.settle()
    school.pat.waits_for(school.pat.dms)

    with school.storage.settings_by("U0HAL", now=MORNING) as scope:
        assert scope.unsent.send_again() == 0

    assert seen_before
    assert len(school.pat.dms()) == 1


@pytest.mark.usefixtures("given_up")
def test_what_is_no_longer_true_is_not_sent_and_that_is_said(school, admin):
    with school.storage.jobs(now=MORNING) as scope:
        pat = scope.people.get(school.on_record["pat"].id)
        scope.people.keep(replace(pat, active=False))
    looked_into(admin, school).click("Send all again")
    school.settle()
    school.sue.waits_for(school.sue.dms)

    admin.modal.click("Look again")
    school.settle()

    assert "for Pat Fennimore was not sent: nothing of it is left to say." in admin.modal.text
    assert school.pat.dms() == []


@pytest.mark.usefixtures("given_up")
def test_only_an_admin_reads_it_or_sends_anything_again(school, admin):
    assert WORD not in home_of(school.pat, school)
    looked_into(admin, school)
    with school.storage.jobs(now=MORNING) as scope:
        hal = scope.people.get(school.on_record["hal"].id)
        scope.people.keep(replace(hal, roles=hal.roles - {Role.ADMIN} | {Role.CASE_MANAGER}))

    admin.modal.click("Send all again")
    school.settle()

    assert counted(school) == 2
    assert "Only a Preiep admin can do this." in str([one.text for one in admin.dms()]) + str(
        admin.modal.text if admin.modal else ""
    )
