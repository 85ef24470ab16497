"""A modal that an older version drew, open while the assistant was replaced, loses no word."""

import json

import pytest
from slack_sdk import WebClient

from bot.people.people import SlackUserId
from bot.ui.kit import blocks, elements
from tests.people import MORNING

WORDS = "She reads to her brother."


@pytest.fixture
def dialect():
    """What is kept is tried on both databases elsewhere."""
    return "sqlite"


def drawn_before(school, view):
    """Put what the older version drew in the place of the modal that is open."""
    client = WebClient(token=school.sandbox.bot_token, base_url=school.sandbox.api_url)
    client.views_update(view_id=school.pat.modal.id, view=view)
    return school.pat.modal


def caseload_of_pat(school):
    return school.storage.caseload_of(SlackUserId("U0PAT"), now=MORNING)


@pytest.fixture
def old_page(school):
    """The second page of a conversation, as it was drawn by the version before 0.2.0."""
    school.pat.command("/preiep", "juniper")
    school.settle()
    modal = school.pat.modal
    modal.fill("With whom", "her mother")
    modal.submit()
    with caseload_of_pat(school) as scope:
        draft = scope.drafts.latest("conversation", school.juniper.id)
    words = elements.text_field("form_typed", live=True)
    place = {
        "draft": draft.key,
        "kind": "conversation",
        "student": school.juniper.id,
        "page": 1,
        "turn": draft.turn,
    }
    view = blocks.modal(
        "Parent conversation",
        [blocks.field("What goes well", words, block_id=f"strengths:{draft.turn}", live=True)],
        callback_id="form_next",
        submit="Next",
        private_metadata=json.dumps(place),
    )
    return drawn_before(school, view)


def test_what_is_typed_on_a_page_drawn_before_is_kept_with_the_form(school, old_page):
    old_page.fill("What goes well", WORDS)

    turned = old_page.submit()

    assert "Page 3 of 4" in turned.text
    assert turned.submit().submit() is None
    with caseload_of_pat(school) as scope:
        (kept,) = scope.conversations.about(school.juniper.id)
    assert kept.answers["strengths"] == WORDS


def test_each_keystroke_on_a_page_drawn_before_is_kept(school, old_page):
    old_page.fill("What goes well", WORDS)
    old_page.close(unheard=True)

    school.pat.command("/preiep", "juniper")
    school.settle()

    with caseload_of_pat(school) as scope:
        assert scope.drafts.latest("conversation", school.juniper.id).answers["strengths"] == WORDS


def test_a_button_in_a_modal_drawn_before_says_what_it_belongs_to(school):
    """It carried a membership of a team in another way."""
    school.pat.command("/iep", "find juniper")
    school.settle()
    change = elements.button("Change", "team_edit", value=f"{school.juniper.id}:0:1:teacher")
    team = blocks.modal("Team", [blocks.actions([change])], callback_id="team_open")

    drawn_before(school, team).click("Change")
    school.settle()

    assert "older version of Preiep" in school.pat.dms()[-1].text


def test_a_modal_drawn_before_is_answered_and_nothing_in_it_is_misread(school):
    """Its box was called otherwise then: what was ticked would be taken for not ticked."""
    school.pat.command("/iep", "find juniper")
    school.settle()
    box = [elements.option("interpreter", "The parents need an interpreter")]
    fields = {
        "last_name": ("Last name", elements.text_field("last_name", multiline=False)),
        "interpreter": ("Interpreter", elements.checkboxes("interpreter", box, ticked=())),
    }
    view = blocks.modal(
        "Edit a student",
        [blocks.field(*drawn, block_id=name) for name, drawn in fields.items()],
        callback_id="student_edit",
        submit="Save",
        private_metadata=str(school.juniper.id),
    )
    modal = drawn_before(school, view)
    modal.fill("Last name", "Quickwater-Lowe")
    modal.tick("The parents need an interpreter")

    told = modal.submit()

    assert "older version of Preiep" in told.text
    assert told.close().values["Last name"] == "Quickwater-Lowe"
    with caseload_of_pat(school) as scope:
        assert scope.students.get(school.juniper.id) == school.juniper
