"""`office_informed`: the card of a month, its window, and the office's part of the home tab."""

from dataclasses import replace
from datetime import date

import pytest

from bot.errors import FormError
from bot.forms.office.office_lists import SEEN, invitations_from
from bot.office.office_notes import Invitation, NoteId, NoteState
from bot.settings.district_links import DistrictLinks
from bot.ui.kit import blocks
from bot.ui.kit.reading import answers_in, carried_in
from bot.ui.office import office_cards, office_home, office_lists
from tests.bot.office.a_list import RECEIVED, TODAY, a_list, a_noted
from tests.bot.ui.filling import filled
from tests.bot.ui.looking import button
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes, words_of

NOVEMBER = date(2026, 11, 1)
LINKS = DistrictLinks(
    rights=(("English", "https://d.example/en"), ("Hmong", "https://d.example/hmong"))
)
MANY = [a_noted(number) for number in range(1, 61)]


def card(*noted, links=LINKS, today=TODAY):
    return office_cards.message(NOVEMBER, a_list(*noted, today=today), links, today=today)


def home(*noted, names=True):
    return blocks.home([*office_home.section(a_list(*noted), names=names, today=TODAY)])


def window(*noted, links=LINKS, **more):
    return office_lists.render(a_list(*noted), links, today=TODAY, **more)


def test_eight_notes_are_one_card_that_names_nobody_and_has_one_button():
    message = card(*MANY[:8])

    said = words_of(message)
    assert "Invitations for November 2026: 8 to send" in said
    assert said.count("please invite by DocuSign") == 1
    assert "<https://d.example/hmong|Hmong>" in said
    assert "By Fri, Oct 9: please invite" in said
    assert "*MQ-008* Wed, Nov 18 at 9:30 am, phone conference" in said
    assert "Maya" not in str(message)
    assert "Hmong|" not in str(message).replace("hmong|Hmong", "")
    assert "MQ-" not in message["text"]
    assert button(message, office_cards.OPEN_LIST)
    assert str(message).count("'type': 'button'") == 1
    assert_slack_takes(message)


def test_a_card_shrinks_as_it_is_worked_off_until_it_says_that_all_are_sent():
    half = words_of(card(a_noted(1), a_noted(2, NoteState.INVITED)))
    assert "1 to send" in half
    assert "1 sent." in half
    assert "MQ-002" not in half

    done = card(a_noted(1, NoteState.SAID_DONE), a_noted(2, NoteState.INVITED, invitation=RECEIVED))
    assert "Invitations for November 2026: all sent" in words_of(done)
    assert "1 sent, 1 of them received; 1 ticked as done by the case manager." in words_of(done)
    assert button(done, office_cards.OPEN_LIST) is None


def test_what_was_sent_stays_counted_when_its_meeting_is_over():
    sent = a_noted(1, NoteState.INVITED, on=date(2026, 11, 3))
    later = a_noted(2, NoteState.INVITED)

    for today in (date(2026, 11, 2), date(2026, 11, 4), date(2026, 11, 30)):
        said = words_of(card(sent, later, today=today))
        assert "Invitations for November 2026: all sent" in said
        assert "2 sent." in said


@pytest.mark.parametrize(
    "missed", [a_noted(2, on=date(2026, 11, 3)), a_noted(2, NoteState.HELD)], ids=["waits", "held"]
)
def test_a_card_does_not_say_that_all_were_sent_where_a_meeting_came_first(missed):
    said = words_of(card(a_noted(1, NoteState.INVITED), missed, today=date(2026, 11, 18)))

    assert "Invitations for November 2026: none left to send" in said
    assert "1 sent." in said


def test_one_invitation_at_home_is_not_called_the_first():
    assert "*Invitations to send: 1*, by Fri, Oct 9" in words_of(home(a_noted(1)))


def test_what_was_sent_is_counted_once_at_home():
    said = words_of(home(a_noted(1, NoteState.INVITED)))

    assert "*Sent, and not yet known to be received: 1*" in said
    assert "1 sent." not in said


def test_a_card_says_what_is_still_owed_what_is_late_and_what_is_to_be_left_alone():
    said = words_of(
        card(
            a_noted(1, NoteState.RIGHTS_OWED, anew=True),
            a_noted(2, NoteState.CANCELLED, invitation=RECEIVED),
            a_noted(3, anew=True),
            today=date(2026, 10, 12),
        )
    )

    assert "the rights notice is still owed" in said
    assert "Was due on Fri, Oct 9: please invite" in said
    assert "you were told a different date before" in said
    assert "~MQ-002, Wed, Nov 18 at 9:30 am~ cancelled, after the invitation went out" in said


@pytest.mark.parametrize("state", [one for one in NoteState if one.stops], ids=lambda one: one.name)
def test_each_reason_to_send_nothing_is_said(state):
    assert "~MQ-001" in words_of(card(a_noted(1, state)))
    assert "none to send" in words_of(card(a_noted(1, state)))


def test_a_card_that_stands_anew_leaves_a_line_behind():
    message = office_cards.replaced(NOVEMBER)

    assert "a newer list has taken the place" in words_of(message)
    assert_slack_takes(message)


def test_a_full_district_fits_on_every_surface():
    stopped = [a_noted(number, NoteState.CANCELLED) for number in range(61, 101)]
    sent = [a_noted(number, NoteState.INVITED) for number in range(101, 161)]
    for surface in (card(*MANY, *stopped, *sent), home(*MANY, *stopped, *sent), window(*MANY)):
        assert_slack_takes(surface)
    assert "+ 40 more" in words_of(card(*MANY))
    assert "+ 48 more to send" in words_of(home(*MANY))
    assert "+ 50 more, once these are saved" in words_of(window(*MANY))
    assert len(home(*MANY, *stopped, *sent)["blocks"]) <= 40


def test_one_window_ticks_them_all_with_the_values_read_on_the_way():
    view = window(a_noted(1), a_noted(2))

    said = words_of(view)
    assert "*Maya Quill1* (MQ-001)" in said
    assert "By Fri, Oct 9: please invite by DocuSign" in said
    assert "*Maya Quill2* (MQ-002)\nWed, Nov 18 at 9:30 am" in said
    assert "*Parents' language:* Hmong · <https://d.example/hmong|rights notice>" in said
    sent = Invitation(sent_on=TODAY, rights=True, language="Hmong")
    assert SEEN.in_(carried_in(view)) == {1: 0, 2: 0}
    mark = "1.0-2.0"
    assert said_in(filled(view, **{f"rights@{mark}": "yes"})) == {1: sent, 2: sent}
    only = {f"rights@{mark}": "yes", f"which@{mark}": "2"}
    assert said_in(filled(view, **only)) == {2: sent}


def said_in(view, languages=None):
    known = languages or {1: "Hmong", 2: "Hmong"}
    languages_on_record = {NoteId(note): language for note, language in known.items()}
    return invitations_from(answers_in(view), languages_on_record, today=TODAY)


def test_of_a_language_that_is_not_on_record_the_window_asks():
    view = window(a_noted(1, home_language=""), a_noted(2))
    mark = "1.0-2.0"
    rights = {f"rights@{mark}": "yes"}

    assert "language is not on record" in words_of(view)
    with pytest.raises(FormError) as refused:
        said_in(filled(view, **rights), {1: "", 2: "Hmong"})
    assert set(refused.value.problems) == {"languages:1"}
    found = said_in(filled(view, **rights, **{f"languages:1@{mark}": " Lao "}), {1: "", 2: "Hmong"})
    assert [one.language for one in found.values()] == ["Lao", "Hmong"]
    left_out = filled(view, **rights, **{f"which@{mark}": "2"})
    assert list(said_in(left_out, {1: "", 2: "Hmong"})) == [2]


def test_a_window_asks_which_when_and_with_what():
    view = window(a_noted(1), a_noted(2))
    mark = "1.0-2.0"
    nothing = {f"which@{mark}": "", f"sent_on@{mark}": "2026-10-02"}

    with pytest.raises(FormError) as refused:
        said_in(filled(view, **nothing))
    assert set(refused.value.problems) == {"which", "sent_on", "rights"}


def test_when_nothing_is_left_the_window_says_so_and_asks_nothing():
    view = window(notice="2 invitations saved.", problems=["MQ-003: Hal was here meanwhile."])

    assert "2 invitations saved." in words_of(view)
    assert "MQ-003: Hal was here meanwhile." in words_of(view)
    assert "Nothing is left to send." in words_of(view)
    assert "submit" not in view


def test_the_home_tab_lists_what_is_still_to_be_sent_by_the_day_of_the_meeting():
    view = home(a_noted(1, on=date(2026, 11, 20)), a_noted(2, on=date(2026, 11, 3)))

    said = words_of(view)
    assert "*Invitations to send: 2*, the first by Fri, Oct 9" in said
    assert said.index("Quill2") < said.index("Quill1")
    assert said.count("Fri, Oct 9") == 1
    other = home(a_noted(1), a_noted(2, wanted_by=date(2026, 11, 10)))
    assert "phone conference · send by Tue, Nov 10" in words_of(other)
    assert "Hmong" not in said, "contacts and languages stand in the windows only"
    assert button(view, office_cards.OPEN_LIST)
    assert_slack_takes(view)


def test_where_the_district_allows_no_names_the_home_tab_has_aliases():
    said = words_of(home(a_noted(1), a_noted(2, NoteState.INVITED), names=False))

    assert "MQ-001" in said
    assert "MQ-002" in said
    assert "Maya" not in said


def test_what_was_sent_waits_at_home_until_it_is_known_to_be_received():
    view = home(a_noted(1, NoteState.INVITED), a_noted(2, NoteState.INVITED, invitation=RECEIVED))

    assert "*Sent, and not yet known to be received: 1*" in words_of(view)
    assert "MQ-002" not in words_of(view)
    assert "2 sent, 1 of them received" in words_of(view)
    assert button(view, office_home.RECEIVED)


def test_an_office_with_nothing_to_send_is_told_just_that():
    assert "None is waiting to be sent." in words_of(home())


@pytest.mark.parametrize("typed", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_whatever_was_typed_stays_words(typed):
    def hostile(number, state=NoteState.WAITING):
        noted = a_noted(number, state)
        student = replace(noted.student, first_name=typed, home_language=typed, alias=typed[:40])
        return replace(noted, student=student)

    every = [hostile(number, state) for number, state in enumerate(NoteState, start=1)]
    problems = [f"{typed[:40]}: no."]
    bare = DistrictLinks()
    for surface in (
        card(*every, links=bare),
        home(*every),
        window(*every, links=bare, problems=problems),
    ):
        assert_slack_takes(surface)
        assert_harmless(surface)
