"""Whoever meets one of our mistakes is told so in words, and no name reaches the log."""

import logging
import re

from tests.people import running_school
from tests.storage.school import PLANTED


def break_(school, monkeypatch, where, text):
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(text)

    monkeypatch.setattr(where[0], where[1], broken)


def test_a_mistake_of_ours_is_told_with_a_reference_that_the_log_knows(school, monkeypatch, caplog):
    from bot.ui.digest import hub

    break_(school, monkeypatch, (hub, "overview"), f"{PLANTED} could not be drawn")
    with caplog.at_level(logging.DEBUG):
        school.pat.command("/iep")
        school.settle()

    told = school.pat.ephemerals[-1].text
    assert "Something went wrong on our side" in told
    (reference,) = re.findall(r"reference (\w{8})", told)
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("handlers")]
    assert any(reference in line and "RuntimeError" in line for line in ours)
    assert not any(PLANTED in line for line in ours)


def test_a_modal_that_came_too_late_is_explained_without_blaming_anybody(database_url):
    with running_school(database_url, wire_rate=1) as school:
        school.client.fault("latency", method="views.open", seconds=4)
        school.pat.command("/preiep", "juniper")
        school.settle()

        assert school.pat.modal is None
        assert "allows three seconds" in school.pat.ephemerals[-1].text


def test_a_slack_that_has_too_much_to_do_is_explained(school):
    school.client.fault("ratelimited", method="views.open")
    school.pat.command("/preiep", "juniper")
    school.settle()

    assert "try again in a minute" in school.pat.ephemerals[-1].text


def test_a_mistake_in_a_submit_leaves_the_words_where_they_are(school, monkeypatch):
    from casework.forms import page_turns as form_turns

    school.pat.command("/preiep", "juniper")
    school.settle()
    modal = school.pat.modal
    modal.fill("With whom", "her mother")
    with monkeypatch.context() as patch:
        patch.setattr(form_turns, "problems_of_page", None)
        apology = modal.submit()
    assert "Something went wrong on our side" in apology.text

    assert apology.close().values["With whom"] == "her mother"


def test_an_error_without_an_address_to_answer_to_is_told_in_the_dm(school, monkeypatch):
    from bot.ui.digest import help as helping

    break_(school, monkeypatch, (helping, "examples"), "of no concern")
    school.pat.message("help")
    school.settle()

    assert "Something went wrong on our side, and this did not work." in school.pat.dms()[-1].text


def test_suggestions_that_cannot_be_made_are_an_empty_list(school, monkeypatch):
    from handlers.kit import students_named

    school.pat.command("/preiep")
    school.settle()
    break_(school, monkeypatch, (students_named, "student_option"), "of no concern")

    assert school.pat.modal.suggest("Student", "Jun") == []


def test_where_slack_cannot_be_reached_either_the_log_says_so_and_nothing_more(
    school, monkeypatch, caplog
):
    from slack_sdk.webhook import WebhookClient

    def unreachable(*_: object, **__: object) -> None:
        raise ConnectionRefusedError(PLANTED)

    monkeypatch.setattr(WebhookClient, "send_dict", unreachable)
    school.pat.command("/iep", "help")
    school.settle()

    assert any("could not be told" in record.getMessage() for record in caplog.records)
    assert not any(PLANTED in record.getMessage() for record in caplog.records)


def test_a_home_tab_that_cannot_be_drawn_says_so_on_the_tab_and_not_in_a_message(
    school, monkeypatch
):
    from bot.ui.digest import home

    break_(school, monkeypatch, (home, "render"), "of no concern")
    school.pat.open_home()
    school.settle()

    assert "Something went wrong on our side, and this did not work." in school.pat.home.text
    assert school.pat.dms() == []
