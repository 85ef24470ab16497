"""A teacher whom nothing reaches any more: the admin hears of it, and not again and again."""

from bot.messages import MessageKind
from bot.people.people import Role
from storage import Errand
from tests.handlers.asking import Asking


def test_of_a_teacher_whose_account_is_gone_the_admin_hears_once(school):
    asking = Asking(school)
    school.person("U0ZED", Role.ADMIN, name="Zed Passerby")
    school.client.fault("drop", "user_change")
    school.client.deactivate("U0TEA")

    asking.sends_all()
    for day in ("2026-10-12", "2026-10-13"):
        with school.storage.jobs(now=school.client.clock_now()) as scope:
            scope.outbox.put(Errand(kind=MessageKind.REQUESTS, addressee="U0TEA", step=day))
        school.settle()

    assert [one.fallback for one in school.zed.dms()] == ["Somebody cannot be reached in Slack."]
    (told,) = school.zed.dms()
    assert "Tea Chalkley no longer has a Slack account here" in told.text
    assert "students and open forms need somebody else" in told.text
