"""The log names whom somebody saw: one entry for each look and student, before it is shown.

That no look of any test goes without one is held by `tests/handlers/showing.py`.
"""

from collections import Counter

from sqlalchemy import select

from storage import tables as rows
from tests.handlers.asking import Asking
from tests.people import MORNING

AT_HOME = "saw in the home tab"
OFFERED = "was among the students offered while typing"


def looks(school, who, act):
    """How often somebody is in the log with each student, by alias."""
    with school.storage.jobs(now=MORNING, reading=True) as scope:
        aliases = scope.students.aliases()
        audit = rows.audit.c
        found = select(audit.student_id).where(
            audit.by_id == scope.people.by_slack(f"U0{who.upper()}").id, audit.act.startswith(act)
        )
        return Counter(aliases[one] for one in scope._reach.connection.scalars(found))


def opens_home(person, school):
    person.open_home()
    school.settle()


def test_each_look_at_the_home_tab_names_each_student_on_its_page_and_no_other(school):
    for number in range(24):
        school.student(school.on_record["pat"], alias=f"ST-{number:03}", last_name=f"{number:03}")

    opens_home(school.pat, school)
    front = looks(school, "pat", AT_HOME)
    assert 0 < len(front) < 25
    assert {*front.values()} == {1}

    school.pat.home.click("All students")
    school.settle()
    turned = looks(school, "pat", AT_HOME) - front
    assert len(turned) == 20
    assert all(alias in school.pat.home.text for alias in turned)


def test_drawn_anew_the_home_tab_logs_only_whom_it_shows_for_the_first_time_that_day(school):
    opens_home(school.pat, school)
    assert looks(school, "pat", AT_HOME) == {"JQ-7K2": 1}

    school.student(school.on_record["pat"], alias="NW-111")
    school.settle()

    assert "NW-111" in school.pat.home.text
    assert looks(school, "pat", AT_HOME) == {"JQ-7K2": 1, "NW-111": 1}


def test_whoever_types_on_is_logged_once_with_each_student_offered(school):
    school.student(school.on_record["pat"], alias="JL-222", first_name="Juniper", last_name="Lark")
    school.pat.command("/preiep", "")
    school.settle()

    for words in ("J", "Ju", "Jun", "Juniper Q"):
        school.pat.modal.suggest("Student", words)

    assert looks(school, "pat", OFFERED) == {"JQ-7K2": 1, "JL-222": 1}
    assert looks(school, "kim", OFFERED) == {}


def test_whom_a_contracted_provider_sees_at_home_is_disclosed_to_them(school):
    asking = Asking(school)
    asking.sends_all()

    for person in (asking.tea, asking.hal):
        opens_home(person, school)

    listed = "saw in the list of what is due"
    assert looks(school, "tea", listed) == looks(school, "hal", listed) == {"JQ-7K2": 1}
    with school.storage.jobs(now=MORNING) as scope:
        assert [one.person for one in scope.disclosures.of(school.juniper.id)] == [
            asking.provider.id
        ]
