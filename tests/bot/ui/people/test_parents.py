"""All that is known of a parent on one screen, and the form for one of them."""

import json
from dataclasses import replace
from datetime import date

import pytest

from bot import date_words
from bot.conversations.conversation_pages import ARRANGEMENTS, DraftCopy
from bot.conversations.remembered_answers import remembered
from bot.errors import FormError
from bot.forms.answers import Answers
from bot.forms.modals import Modal
from bot.forms.people.parents import KEEP_PARENT, parent_from
from bot.meetings.meetings import Mode
from bot.people.parents import Access, Interpreting, PapersBy, ParentId, ParentsListed
from bot.ui.kit.drawing import modal
from bot.ui.kit.reading import answers_in
from bot.ui.people import parents as screen
from tests.bot.a_case import a_student
from tests.bot.parents import a_parent
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes, words_of

STUDENT = a_student()
TODAY = date(2026, 10, 8)


def a_full_one(words="Rosa", number=1, **fields):
    known = {
        "id": ParentId(number),
        "name": words[:250],
        "relation": words[:250],
        "basis": words[:250],
        "rights_since": date(2026, 2, 3),
        "phones": words * 3,
        "email": words[:250],
        "address": words * 3,
        "call_at": words[:250],
        "household": number % 3 + 1,
        "language": words[:250],
        "interpreting": Interpreting.SIGNED,
        "access": tuple(Access),
        "draft_copy": DraftCopy.YES,
        "draft_of": ("present_levels", "goals"),
        "attendance": Mode.PHONE,
        "delivery": PapersBy.MAIL,
        "address_confidential": True,
        "no_contact": number % 2 == 0,
        "taken_off": number % 5 == 0,
    }
    return a_parent(**{**known, **fields})


def listed(*parents):
    return ParentsListed(student=STUDENT, parents=parents)


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
@pytest.mark.parametrize("count", [0, 2, 40])
def test_slack_takes_parents_however_many_and_whatever_they_are_called(words, count):
    everybody = [a_full_one(words, number + 1) for number in range(count)]
    drawn = [
        screen.render(listed(*everybody)),
        *(screen.render_one(STUDENT, one) for one in everybody[:1]),
        screen.render_one(STUDENT, a_parent("", "", id=ParentId(0))),
    ]
    for view in drawn:
        assert_slack_takes(view)
        assert_harmless(view)
    blocks = [screen.section(STUDENT, everybody), *screen.to_call(everybody)]
    assert_slack_takes({"type": "modal", "title": drawn[0]["title"], "blocks": blocks})


def test_all_that_is_known_is_told_each_after_its_name():
    parent = replace(
        a_full_one(number=1),
        name="Rosa Marsh",
        relation="aunt",
        basis="court order",
        phones="555-0100\n555-0101",
        call_at="after 4",
        email="rosa@home.example",
        address="1 Reed Lane",
        language="Spanish",
    )

    said = words_of(screen.render(listed(parent)))

    for words in (
        "*Rosa Marsh*, aunt, holds the education rights",
        f"court order, since {date_words.in_short_with_year(date(2026, 2, 3))}",
        "Phone numbers: 555-0100, 555-0101",
        "Best times to call: after 4",
        "E-mail: rosa@home.example",
        "Postal address: 1 Reed Lane",
        "Their address is confidential.",
        "Language: Spanish",
        "Interpreter: Needed, sign language",
        "What they need to take part: Captions, Large print, Braille, Read aloud",
        "Draft copy before the meeting: Yes",
        "If yes, a draft of: Present levels, Goals",
        "How they like to attend: Phone",
        "How they like to be given papers: By mail",
    ):
        assert words in said
    assert "Household" not in said, "they all live in one"


def test_what_is_unknown_is_not_told_and_nobody_is_called_a_rights_holder_who_is_none():
    said = words_of(screen.render(listed(a_parent(rights=False))))

    assert "*Rosa Marsh*, mother\n" in said + "\n"
    assert "education rights" not in said
    assert "Not asked yet" not in said
    assert "Language" not in said


def chosen_in(view):
    """What is chosen in each list of a form, in words, by the question."""
    return {
        block["label"]["text"]: chosen["text"]["text"]
        for block in view["blocks"]
        if block["type"] == "input"
        and (chosen := block["element"].get("initial_option"))
        and block["label"]["text"] != "Household"
    }


@pytest.mark.parametrize(
    ("known", "chosen"),
    [
        pytest.param({}, {}, id="nothing-is-on-record"),
        pytest.param(
            {"interpreting": Interpreting.NONE, "draft_copy": DraftCopy.NO},
            {"Interpreter": "Not needed", "Draft copy before the meeting": "No"},
            id="what-they-said",
        ),
        pytest.param(
            {"attendance": Mode.VIDEO}, {"How they like to attend": "Video"}, id="how-they-attend"
        ),
    ],
)
def test_the_form_of_a_parent_and_that_of_a_talk_show_the_same_of_what_is_on_record(known, chosen):
    parent = a_parent(**known)
    said = remembered(STUDENT, [], parent)
    in_a_talk = [replace(one, shown=said.get(one.key, "")) for one in ARRANGEMENTS]

    assert chosen_in(screen.render_one(STUDENT, parent)) == chosen
    assert chosen_in(modal(Modal(name="talk", title="A talk"), in_a_talk)) == chosen


def test_of_two_households_each_parent_says_which_is_theirs():
    said = words_of(screen.render(listed(a_parent(), a_parent("Luis", household=2))))

    assert "Household: First household" in said
    assert "Household: Second household" in said


def test_above_a_talk_stands_how_to_reach_them_and_no_address():
    rosa = a_parent(phones="555-0100", call_at="after 4", address="1 Reed Lane", language="Hmong")
    luis = a_parent("Luis", "father", no_contact=True, phones="555-0199")

    said = words_of({"blocks": screen.to_call([rosa, luis])})

    assert "Phone numbers: 555-0100; Best times to call: after 4; Language: Hmong" in said
    assert "Reed Lane" not in said
    assert ":no_entry_sign: Not to be contacted." in said
    assert "555-0199" not in said


def test_who_is_off_the_record_is_named_nowhere_but_in_the_list_and_can_be_put_back():
    gone = a_parent("Ed Gone", taken_off=True)

    assert "Ed Gone" not in str(screen.section(STUDENT, [gone]))
    assert screen.to_call([gone]) == []
    assert "Put back" in str(screen.render(listed(gone)))
    assert "No parent is on record yet." in str(screen.section(STUDENT, []))


def test_no_name_and_no_contact_stands_in_what_a_modal_or_a_button_carries():
    parent = a_full_one("planted")
    shown = screen.render(listed(parent))
    carried = [
        element.get("value", "")
        for block in shown["blocks"]
        for element in block.get("elements", [])
        if isinstance(element, dict)
    ]
    one = screen.render_one(STUDENT, parent)

    assert json.loads(one["private_metadata"]) == {"student": "7", "parent": "1"}
    assert "planted" not in "".join([*carried, shown["private_metadata"]])


def filled_in(**changed):
    drawn = answers_in(screen.render_one(STUDENT, a_parent())).drawn
    return Answers(texts={**drawn, **changed}, drawn=drawn)


def test_what_somebody_changed_is_taken_and_all_else_stays():
    parent = a_parent(access=(Access.BRAILLE,), attendance=Mode.VIDEO)

    changed = parent_from(
        filled_in(phones="555-0100", rights="", household="2"), parent, today=TODAY
    )

    assert changed == replace(parent, phones="555-0100", rights=False, household=2)


def test_only_who_wants_a_draft_says_of_what():
    said = {"draft_copy": "yes", "draft_of": "goals"}

    assert parent_from(filled_in(**said), a_parent(), today=TODAY).draft_of == ("goals",)
    for no_more in ("no", "not asked yet", ""):
        said["draft_copy"] = no_more
        assert parent_from(filled_in(**said), a_parent(), today=TODAY).draft_of == ()
    assert parent_from(filled_in(**said), a_parent(), today=TODAY).draft_copy is (
        DraftCopy.NOT_ASKED
    )


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        pytest.param({"name": " "}, "give their name", id="no-name"),
        pytest.param({"email": "rosa at home"}, "an e-mail address", id="no-address"),
        pytest.param({"rights_since": "2026-10-09"}, "This is still to come", id="since-tomorrow"),
        pytest.param({"household": ""}, "Please fill this in.", id="no-household"),
    ],
)
def test_what_cannot_be_is_marked_beside_its_field(changed, sentence):
    with pytest.raises(FormError) as refused:
        parent_from(filled_in(**changed), a_parent(), today=TODAY)

    assert list(refused.value.problems) == list(changed)
    assert sentence in str(refused.value.problems)


def test_every_field_but_the_modals_own_stands_for_something_that_is_kept():
    parent = a_full_one()

    assert all(hasattr(parent, one.prefilled) for one in KEEP_PARENT.fields)
