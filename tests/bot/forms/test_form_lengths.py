"""An answer that is longer than its field takes is marked, whoever sent it."""

import pytest

from bot.forms.fields import LONGEST_LINE, LONGEST_TEXT, line, text
from bot.forms.pages import Page, problems_of_page
from tests.conftest import NOW


@pytest.mark.parametrize(("asks", "most"), [(line, LONGEST_LINE), (text, LONGEST_TEXT)])
def test_an_answer_has_its_length_and_not_one_character_more(asks, most):
    page = Page(title="One", fields=(asks("q", "Q"),))
    assert problems_of_page(page, {"q": "é" * most}, today=NOW.date()) == {}
    problems = problems_of_page(page, {"q": "é" * (most + 1)}, today=NOW.date())
    assert f"room for {most:,}" in problems["q"]
