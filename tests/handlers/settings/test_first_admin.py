"""The first admin: whoever runs the Slack workspace and comes while nobody is one."""

import pytest

from bot.people.colleagues import Colleague
from bot.people.people import Role, SlackUserId
from casework.settings.first_admin import become_admin
from storage import tables as rows
from tests.people import MORNING


def comes(school, person, by="command"):
    if by == "command":
        person.command("/iep")
    else:
        person.open_home()
    school.settle()


def admins(school):
    with school.storage.jobs(now=MORNING) as scope:
        return [one.slack_id for one in scope.roles.admins()]


@pytest.mark.parametrize("by", ["command", "home"])
def test_the_first_owner_who_comes_is_the_admin_and_is_told(school, by):
    school.client.deed("alter", user="U0ZED", is_owner=True)

    comes(school, school.zed, by)
    comes(school, school.zed, by)

    assert admins(school) == ["U0ZED"]
    (told,) = [one.text for one in school.zed.dms() if "Preiep's admin" in one.text]
    assert "nobody was yet" in told
    with school.assistant.database.reading() as connection:
        acts = [row.act for row in connection.execute(rows.audit.select())]
    assert acts.count("became the first admin") == 1


def test_nobody_becomes_admin_who_does_not_run_the_workspace_or_came_second(school):
    comes(school, school.pat)
    assert admins(school) == []

    school.person("U0HAL", Role.ADMIN)
    school.client.deed("alter", user="U0PAT", is_owner=True)
    comes(school, school.pat)
    assert admins(school) == ["U0HAL"]


def test_an_admin_named_by_e_mail_counts_before_they_were_ever_seen(school):
    with school.storage.jobs(now=MORNING) as scope:
        scope.people.add(email="boss@quillmarsh.example", roles=[Role.ADMIN])
    school.client.deed("alter", user="U0ZED", is_owner=True)

    comes(school, school.zed)

    assert admins(school) == [None]
    assert "not set up" in school.zed.ephemerals[-1].text


def test_who_runs_the_workspace_gets_their_answer_though_slack_does_not_say_so(school):
    school.client.fault("error", method="users.info", error="fatal_error")

    comes(school, school.pat)

    assert admins(school) == []
    assert "Your IEP work" in school.pat.ephemerals[-1].text


def test_an_empty_workspace_shows_its_admin_the_steps_to_the_first_digest(school):
    school.person("U0HAL", Role.ADMIN)

    comes(school, school.hal, "home")

    assert "Setting Preiep up" in school.hal.home.text
    assert school.storage.person_by_slack(SlackUserId("U0HAL")).roles == {Role.ADMIN}


def test_of_two_who_come_at_once_one_becomes_the_admin(school):
    """Both have looked, and nobody was one; the second finds the first under the lock."""
    colleague = Colleague(name="Zed Passerby", timezone=None, runs_slack=True)
    for user in ("U0ZED", "U0HAL"):
        with school.storage.jobs(now=MORNING) as scope:
            become_admin(scope, SlackUserId(user), colleague)

    assert admins(school) == ["U0ZED"]
