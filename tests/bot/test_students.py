"""Finding a student by what a case manager types."""

import pytest

from bot.students import StudentId, named
from tests.bot.a_case import a_student


def called(first, last, *, alias="ZZ-222", number=1):
    return a_student(id=StudentId(number), first_name=first, last_name=last, alias=alias)


CASELOAD = [
    called("Juniper", "Moss", alias="JM-4KM", number=1),
    called("Juniper", "Alder", alias="JA-7PR", number=2),
    called("Ann", "Reed", alias="AR-2CD", number=3),
    called("Anna", "Reedham", alias="AR-3FG", number=4),
    called("José", "Muñoz-Straße", alias="JM-5HJ", number=5),
    called("Mary  Ann", "O'Heron", alias="MO-6NP", number=6),
    called("", "Single", alias="XS-9QR", number=7),
]


def numbers(words):
    return [int(student.id) for student in named(words, CASELOAD)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("JM-4KM", [1], id="an-alias"),
        pytest.param("jm-4km", [1], id="an-alias-in-small-letters"),
        pytest.param("juniper", [2, 1], id="a-first-name-of-two-by-last-name"),
        pytest.param("Juniper Moss", [1], id="both-names"),
        pytest.param("moss   JUNIPER", [1], id="the-last-name-first"),
        pytest.param("Moss, Juniper", [1], id="as-in-a-class-list"),
        pytest.param("Ann", [3], id="an-exact-name-wins-over-a-beginning"),
        pytest.param("An", [3, 4], id="the-beginning-of-two"),
        pytest.param("reed", [3], id="an-exact-last-name"),
        pytest.param("juniper m", [1], id="the-first-name-and-a-bit-more"),
        pytest.param("jose", [5], id="without-the-accent"),
        pytest.param("Jose\u0301 MUN\u0303OZ-STRASSE", [5], id="accents-typed-apart"),
        pytest.param("\u200fJosé\u200e", [5], id="with-marks-of-direction"),
        pytest.param("mary ann", [6], id="two-blanks-on-record-and-one-typed"),
        pytest.param("single", [7], id="somebody-with-one-name"),
        pytest.param("ella", [], id="nobody"),
        pytest.param("", [], id="no-words"),
        pytest.param("   ", [], id="blanks-alone"),
    ],
)
def test_words_find_whom_they_can_mean(words, found):
    assert numbers(words) == found


def test_a_name_is_first_and_last_without_loose_blanks():
    assert called("Juniper", "Moss").name == "Juniper Moss"
    assert called("", "Single").name == "Single"


def test_students_are_put_in_order_by_last_name_whatever_the_case():
    order = sorted([called("B", "moss"), called("A", "Moss"), called("Z", "ALDER")], key=_by_name)
    assert [student.first_name for student in order] == ["Z", "A", "B"]


def _by_name(student):
    return student.by_last_name
