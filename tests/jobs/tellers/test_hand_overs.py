"""Who gets students is told by whom, and by the district's office where a file says so."""

from bot.messages import MessageKind
from jobs.tellers.told_once import ToldOnce
from storage import Errand
from tests.conftest import NOW
from tests.storage.school import School


def test_of_a_file_the_district_office_has_handed_over(storage):
    school = School(storage)
    pat = school.case_manager("U0PAT")
    students = [school.student(pat), school.student(pat)]
    ids = ",".join(str(one.id) for one in students)
    errand = Errand(kind=MessageKind.HANDED_OVER, addressee="U0PAT", subject=f":{ids}")

    with storage.jobs(now=NOW) as scope:
        told = ToldOnce(kind=MessageKind.HANDED_OVER).compose(scope, errand)

    assert "The district office has handed over to you: *ZW-001*, *ZW-002*." in str(told.message)
