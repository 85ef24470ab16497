"""A word typed a little wrong is near what was meant, and a word that is far is near nothing."""

import pytest

from bot.spelling import nearest

KNOWN = ("juniper", "otis", "settings", "jq-7k2")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("junipr", {"juniper"}, id="a-letter-left-out"),
        pytest.param("jnuiper", {"juniper"}, id="two-letters-changed-places"),
        pytest.param("junipper", {"juniper"}, id="a-letter-twice"),
        pytest.param("otus", {"otis"}, id="another-letter"),
        pytest.param("setings", {"settings"}, id="a-longer-word"),
        pytest.param("jq7k2", {"jq-7k2"}, id="an-alias-without-its-dash"),
        pytest.param("juniper", {"juniper"}, id="just-so"),
        pytest.param("otto", set(), id="two-slips-in-four-letters"),
        pytest.param("juno", set(), id="half-a-name"),
        pytest.param("", set(), id="nothing"),
    ],
)
def test_a_slip_is_forgiven_and_two_in_a_long_word(typed, found):
    assert nearest(typed, KNOWN) == found


def test_of_two_words_the_nearer_one_is_meant():
    assert nearest("marianne", ("marianna", "mariana", "marianne")) == {"marianne"}
