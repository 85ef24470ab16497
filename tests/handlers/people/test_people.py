"""People move to other time zones, and leave; access follows the same moment."""

from time import monotonic

from slack_sdk import WebClient

from bot.people.people import SlackUserId
from bot.ui.digest.home import for_strangers
from handlers.digest.home import drawn
from handlers.kit.asked import Asked
from handlers.kit.surroundings import ListenerSurroundings
from handlers.people import people
from storage import Database


def on_record(school, person):
    return school.storage.person_by_slack(SlackUserId(person.id))


def test_whoever_leaves_the_workspace_sees_nothing_from_then_on(school):
    school.client.deactivate("U0PAT")
    school.settle()

    assert not on_record(school, school.pat).active


def test_whoever_becomes_a_guest_is_shown_what_strangers_are(school):
    school.pat.open_home()
    school.settle()
    assert "JQ-7K2" in school.pat.home.text
    school.client.deed("alter", user="U0PAT", is_guest=True)
    school.settle()

    assert on_record(school, school.pat).guest
    assert "Welcome to Preiep" in school.pat.home.text, "it was open at that moment"
    body = {"user": {"id": "U0PAT"}}
    asked = Asked(surroundings=surroundings_of(school), body=body, client=WebClient())
    assert drawn(asked, page=0) == for_strangers()


def test_a_person_who_moves_is_reminded_in_their_new_zone(school):
    school.client.deed("alter", user="U0PAT", timezone="America/New_York")
    school.settle()

    assert on_record(school, school.pat).timezone == "America/New_York"


def test_a_change_of_somebody_unknown_changes_nothing(school):
    school.client.deactivate("U0ZED")
    school.settle()

    assert on_record(school, school.zed) is None
    assert school.client.strict_errors() == []


def test_our_mistake_about_somebodys_change_is_not_told_to_them(school, monkeypatch):
    monkeypatch.setattr(type(school.storage), "jobs", None)
    school.client.deed("alter", user="U0PAT", timezone="America/New_York")
    school.settle()

    assert school.pat.dms() == []


def test_a_zone_that_nobody_knows_leaves_everybody_their_morning(school):
    people.follow(told_of(school, tz="Mars/Olympus_Mons"))

    assert on_record(school, school.pat).timezone == "America/Los_Angeles"


def test_a_new_picture_of_somebody_writes_nothing(school, monkeypatch):
    monkeypatch.setattr(Database, "writing", None)

    people.follow(told_of(school, tz="America/Los_Angeles"))


def told_of(school, **what):
    told = {"id": "U0PAT", "team_id": "T0QUILL", **what}
    surroundings = surroundings_of(school)
    return Asked(surroundings=surroundings, body={"event": {"user": told}}, client=WebClient())


def surroundings_of(school):
    return ListenerSurroundings(
        storage=school.storage,
        clock=school.assistant.clock,
        content=school.assistant.jobs.content,
        seconds=monotonic,
    )
