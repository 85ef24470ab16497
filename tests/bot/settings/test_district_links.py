"""The district's links stand where the work is done, and only safe ones."""

import pytest

from bot.dates.obligation_rules import Place
from bot.settings.district_links import DistrictLinks, fills_in, is_safe_link, links_from

LINKS = DistrictLinks(
    seis="https://seis.example/home",
    form="https://forms.example/x?y=1",
    rights=(("Spanish", "https://d.example/es.pdf"),),
)


def test_a_place_has_the_link_of_the_system_in_which_its_work_is_done():
    assert LINKS.of_place(Place.SEIS_NOTICES) == LINKS.seis
    assert LINKS.of_place(Place.INVITATION_FORMS) == LINKS.form
    assert LINKS.of_place(Place.PARENT_CONVERSATIONS) == ""


def test_the_rights_notice_is_found_by_the_parents_language():
    assert LINKS.rights_in(" spanish") == "https://d.example/es.pdf"
    assert LINKS.rights_in("Tagalog") == ""


def test_the_form_opens_filled_in_where_its_address_has_room_for_it():
    links = DistrictLinks(form="https://forms.example/x?a={alias}&s={school}&t={time}")

    assert links.form_for(alias="QX-001", school="Moss & Reed", time="09:30") == (
        "https://forms.example/x?a=QX-001&s=Moss%20%26%20Reed&t=09%3A30"
    )
    assert links.of_place(Place.INVITATION_FORMS) == "https://forms.example/x?a=&s=&t="
    assert len(links.form_for(school="中" * 250)) < 1000


def test_what_is_filled_in_can_break_out_of_no_address():
    links = DistrictLinks(form="https://forms.example/x?a={school}")

    assert links.form_for(school="|<!channel>&b=<{alias}>") == (
        "https://forms.example/x?a=%7C%3C%21channel%3E%26b%3D%3C%7Balias%7D%3E"
    )


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("https://forms.example/x", True),
        ("https://forms.example/x?a={alias}&d={date}&t={time}&m={mode}&s={school}", True),
        ("https://forms.example/x?n={name}", False),
        ("https://forms.example/x?n={alias }", False),
    ],
)
def test_only_what_is_known_and_no_name_can_be_filled_in(address, known):
    assert fills_in(address) is known


def test_links_are_kept_as_they_are():
    assert links_from(LINKS.as_json()) == LINKS
    assert links_from(None) == DistrictLinks()


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://seis.example/a?b=c&d=e#f", True),
        ("http://seis.example", False),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https://seis.example|Another word", False),
        ("https://seis.example/<!channel>", False),
        ("https://somebody:secret@seis.example", False),
        ("https://[seis.example", False),
        ("https://{school}.example/x", False),
        ("https://seis.example/x?a={alias}", True),
        ("https://seis.example/" + "a" * 979, True),
        ("https://seis.example/" + "a" * 980, False),
        ("", False),
    ],
)
def test_only_an_address_that_can_stand_in_a_message_is_taken(address, safe):
    assert is_safe_link(address) is safe
