"""A provider whom nothing in Slack reaches, from the link to the row that their report proves."""

from collections.abc import Iterator

import pytest

from tests.handlers.linking import LEE, Linking
from tests.people import running_school


@pytest.fixture
def linking(database_url: str) -> Iterator[Linking]:
    with running_school(database_url, web=True) as school:
        yield Linking(school)


def test_a_provider_outside_slack_comes_from_a_link_to_a_proven_row(linking):
    visitor = linking.makes_link()
    first = visitor.opens()
    assert "It opens with a code" in first.text
    for word in ("Juniper", "Quickwater", "JQ-7K2", LEE, "Pat", "dragonspeech", "report"):
        assert word not in first.html
    visitor.fills("Your code", linking.says_code())
    form = visitor.presses("Open the form")
    assert "Juniper Quickwater" in form.text
    assert "Juniper" not in form.title

    refused = visitor.presses("Next")
    assert refused.status == 422
    assert "2 answers need a second look" in refused.text
    visitor.fills("Service and minutes", "30 minutes twice a week")
    visitor.fills("Present levels in this area", "Tells whole stories.\nAsks for words.")
    visitor.fills("How many goals are you reporting on?", "1")
    visitor.presses("Next")
    visitor.fills("Goal 1", "The best story of all <b>& more")
    visitor.chooses("On track")
    visitor.presses("Next")
    visitor.fills("Summary for the parents", "She is the best at stories.")
    visitor.chooses("For a part of it")
    assert "appropriate" in visitor.presses("Send the form").text
    thanks = visitor.presses("Send the form")

    assert "The form is in" in thanks.text
    linking.school.settle()
    assert linking.is_proven()
    (filled,) = linking.forms(linking.request)
    assert filled.answers["levels"] == "Tells whole stories.\nAsks for words."
    assert filled.answers["goal_1_status"] == "on_track"
    assert filled.by == linking.lee.id
    disclosed = linking.reads(lambda scope: scope.disclosures.of(linking.school.juniper.id))
    assert {one.person for one in disclosed} == {linking.lee.id}
    assert linking.school.client.strict_errors() == []
