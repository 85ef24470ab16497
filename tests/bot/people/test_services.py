"""A service is said in words, whatever abbreviation a file has."""

import pytest

from bot.people.services import service_in_words


@pytest.mark.parametrize(
    ("service", "said"),
    [
        ("ot", "occupational therapy"),
        (" OT ", "occupational therapy"),
        ("SLP", "speech and language"),
        ("speech", "speech"),
        ("Music therapy", "Music therapy"),
    ],
)
def test_a_known_abbreviation_is_said_in_words_and_all_else_stays(service, said):
    assert service_in_words(service) == said
