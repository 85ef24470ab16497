"""A paste is looked over before anything changes."""

import pytest

from bot.errors import FormError
from bot.forms import tags
from bot.forms.drafts import DraftKey
from bot.forms.imports.pastes import MORE, part_from
from bot.imports.pastes import PasteOutcome, RowWords
from bot.ui.imports import pastes as paste
from bot.ui.kit.reading import answers_in, carried_in
from tests.bot.ui.filled import filled
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes, words_of

DRAFT = DraftKey("0123456789abcdef0123456789abcdef")


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_slack_takes_the_longest_preview_whatever_stood_in_the_file(words):
    lines = [RowWords(number=number, who=words, words=words * 9) for number in range(1, 151)]
    full = PasteOutcome(
        added=lines, changed=lines, unchanged=150, bad=lines, warnings=lines, left=40
    )
    for surface in (
        paste.render_preview(DRAFT, full, parts=9),
        paste.render_taken(full),
        paste.render_taken(PasteOutcome()),
        paste.render_half_way(DRAFT, full),
        paste.render_left(DRAFT, lines=61),
        paste.render_dropped(),
        paste.render_part(DRAFT, 0, everybody=True),
        paste.render_part(DRAFT, 3, everybody=False),
    ):
        assert_slack_takes(surface)
        assert_harmless(surface)


def test_the_fields_of_a_part_become_one_text():
    view = filled(
        paste.render_part(DRAFT, 1, everybody=False),
        {"text:0@1": "S1,4\n", "text:2@1": "S2,5", "more@1": ["yes"]},
    )

    said, carried = answers_in(view), carried_in(view)

    assert (part_from(said), said[MORE]) == ("S1,4\nS2,5", True)
    assert (tags.DRAFT.in_(carried), paste.PART.in_(carried)) == (DRAFT, 1)


def test_an_empty_paste_is_refused_at_its_field():
    with pytest.raises(FormError) as refused:
        part_from(
            answers_in(filled(paste.render_part(DRAFT, 0, everybody=False), {"text:0@0": " \n"}))
        )
    assert list(refused.value.problems) == ["text:0"]


def test_the_preview_tells_what_is_new_what_changes_and_which_line_is_bad():
    outcome = PasteOutcome(
        added=[RowWords(number=2, who="Wren Alder", words="")],
        changed=[RowWords(number=3, who="Otis", words="grade, school")],
        unchanged=4,
        bad=[RowWords(number=5, who="S9", words="annual_due: 'soon' is no date")],
    )

    shown = words_of(paste.render_preview(DRAFT, outcome, parts=1))

    assert "1 student added, 1 changed, 4 unchanged, 1 row with a problem" in shown
    assert "Line 2, Wren Alder" in shown
    assert "Line 3, Otis: grade, school" in shown
    assert "Line 5, S9: annual_due: 'soon' is no date" in shown


def test_where_nothing_would_change_nothing_can_be_taken_in():
    assert "submit" not in paste.render_preview(DRAFT, PasteOutcome(unchanged=2), parts=1)
