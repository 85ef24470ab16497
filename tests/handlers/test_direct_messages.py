"""Words typed to the assistant are answered honestly, once, and are kept nowhere."""

import logging


def test_plain_words_get_an_honest_answer_and_two_ways_on(school):
    school.pat.message("what is due for Juniper?")
    school.settle()

    answers = [one for one in school.pat.dms() if one.by_app]
    assert len(answers) == 1
    assert "do not understand plain words yet" in answers[0].text
    assert "/preiep" in answers[0].text
    assert "Juniper" not in answers[0].text
    assert school.client.strict_errors() == []


def test_what_was_typed_reaches_no_log(school, caplog):
    with caplog.at_level(logging.DEBUG, logger="handlers"):
        school.pat.message("Zephyrine needs a new desk")
        school.settle()

    assert not any("Zephyrine" in record.getMessage() for record in caplog.records)


def test_words_in_a_channel_are_none_of_our_business(school):
    school.client.deed("join", channel="C0PATROOM", user="app")
    school.pat.message("good morning", channel="C0PATROOM")
    school.settle()

    assert not [one for one in school.pat.messages("C0PATROOM") if one.by_app]
