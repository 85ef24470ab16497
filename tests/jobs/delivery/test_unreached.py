"""Who cannot be written to is written to elsewhere, else an admin hears of it, once."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.messages import MessageKind
from bot.people.people import Role, SlackUserId
from bot.ui.people import unreached as ui
from casework.people.unreached import unreached_at_home
from jobs.delivery.unreached import unreached
from jobs.tellers.told_once import ToldOnce
from tests.bot.ui.surfaces import words_of
from tests.conftest import NOW
from tests.jobs.plain import put, standing, want_redraw, word
from tests.storage.school import School
from tests.storage.watching import statements

POST = "chat.postMessage"
AT_NIGHT = datetime(2026, 10, 9, 5, tzinfo=UTC)
"""Ten in the evening of October 8 in Los Angeles."""

TOLD = ToldOnce(kind=MessageKind.UNREACHED)


@pytest.fixture
def admin(school: School):
    """Cleo is the admin."""
    return school.person("U0CLEO", Role.ADMIN, name="Cleo Clover")


@pytest.fixture
def cleo(client):
    return client.person("Cleo")


@pytest.fixture
def working(worker, plain):
    return worker(plain, TOLD)


def refuses(client, reason: str, times: int = 1) -> None:
    client.fault("error", POST, error=reason, times=times)


@pytest.mark.usefixtures("in_channels", "admin")
def test_where_the_messages_tab_is_off_a_digest_stands_in_the_persons_own_channel(
    working, storage, school, client, plain
):
    school.person("U0ADA", Role.CASE_MANAGER, channel="C0ADAROOM")
    client.set_up(messages_tab_off=True)
    put(storage, word("U0ADA", "good morning"))

    working.run_until_empty()
    plain.words["good morning"] = "nothing left"
    want_redraw(storage, "good morning")
    working.run_until_empty()

    (said,) = client.person("Ada").messages("ada-private")
    assert said.text == "nothing left"
    [posted] = standing(storage, "good morning")
    assert (posted.addressee, posted.channel) == ("U0ADA", "C0ADAROOM")


@pytest.mark.usefixtures("in_channels", "admin")
@pytest.mark.parametrize("room", ["C0OPENROOM", "C0SHAREDROOM", "C0BENROOM"])
def test_no_personal_message_stands_where_it_may_not(working, storage, school, client, room):
    school.person("U0ADA", Role.CASE_MANAGER, channel=room)
    client.deed("archive", channel="ben-private")
    client.set_up(messages_tab_off=True)
    put(storage, word("U0ADA", "good morning"))

    working.run_until_empty()

    assert client.person("Ben").messages("ben-private") == []
    assert client.person("Ada").messages("staffroom") == []
    assert client.person("Ada").messages("with-clinic") == []
    assert storage.outbox.waiting() == 0


@pytest.mark.usefixtures("admin")
def test_a_reminder_whose_thread_takes_no_more_replies_stands_beside_it(
    working, storage, school, client, plain
):
    school.person("U0ADA")
    put(storage, word("U0ADA", "forms"))
    working.run_until_empty()
    [forms] = standing(storage, "forms")
    plain.places["still to come"] = (forms.channel, forms.ts)
    put(storage, word("U0ADA", "still to come"))
    client.deed("lock", channel=forms.channel, ts=forms.ts)

    working.run_until_empty()

    assert [(one.text, one.thread_ts) for one in client.person("Ada").dms()] == [
        ("forms", None),
        ("still to come", None),
    ]


@pytest.mark.usefixtures("in_channels", "admin")
def test_an_answer_lost_on_the_second_way_makes_no_second_message(working, storage, school, client):
    school.person("U0ADA", Role.CASE_MANAGER, channel="C0ADAROOM")
    put(storage, word("U0ADA", "good morning"))
    client.set_up(messages_tab_off=True)
    client.fault("lost_answer", POST, after=1)

    working.run_until_empty()

    assert len(client.person("Ada").messages("ada-private")) == 1
    assert client.person("Ada").dms() == []


@pytest.mark.usefixtures("in_channels", "admin")
def test_whoever_has_left_is_written_to_nowhere(working, storage, school, client):
    school.person("U0BEN", Role.CASE_MANAGER, channel="C0BENROOM", name="Ben Birch")
    client.deactivate("Ben")
    put(storage, word("U0BEN", "good morning"))

    working.run_until_empty()

    assert [one["request"]["channel"] for one in client.calls(POST)] == ["U0BEN", "U0CLEO"]


@pytest.mark.usefixtures("admin")
def test_an_admin_hears_once_that_somebodys_account_is_gone(working, storage, school, client, cleo):
    school.person("U0BEN", name="Ben <Birch>")
    client.deactivate("Ben")

    for n in range(5):
        put(storage, word("U0BEN", f"morning {n}"))
        working.run_until_empty()

    (told,) = cleo.dms()
    assert "Ben <Birch> no longer has a Slack account here" in told.text
    assert "Ben" not in told.fallback


@pytest.mark.usefixtures("admin")
def test_for_another_reason_they_hear_of_it_again(working, storage, school, client, cleo):
    school.person("U0BEN", name="Ben Birch")
    for reason in ("restricted_action", "restricted_action", "posting_to_channel_denied"):
        refuses(client, reason)
        put(storage, word("U0BEN", f"morning {len(client.calls(POST))}"))
        working.run_until_empty()

    first, second = [one.text for one in cleo.dms()]
    assert "restricted_action" in first
    assert "posting_to_channel_denied" in second


@pytest.mark.usefixtures("in_channels")
def test_an_admin_hears_in_their_channel_that_the_app_can_write_to_nobody(
    working, storage, school, client, ben
):
    school.person("U0BEN", Role.ADMIN, channel="C0BENROOM")
    for user in ("U0ADA", "U0CLEO"):
        school.person(user)
    client.set_up(messages_tab_off=True)
    put(storage, word("U0ADA", "for Ada"), word("U0CLEO", "for Cleo"))

    working.run_until_empty()

    (told,) = ben.messages("ben-private")
    assert "Messages tab is switched off" in told.text


@pytest.mark.usefixtures("admin")
def test_an_admin_hears_once_that_the_offices_channel_is_closed(working, storage, cleo):
    with storage.jobs(now=NOW) as scope:
        scope.settings.keep(replace(scope.workspace, office_channel="C0BENROOM"))
    put(storage, word("C0BENROOM", "one note"), word("C0BENROOM", "another"))

    working.run_until_empty()

    (told,) = cleo.dms()
    assert "office" in told.text


@pytest.mark.usefixtures("admin")
def test_of_another_channel_of_the_office_that_is_closed_the_admin_hears_again(
    working, storage, cleo
):
    for channel in ("C0BENROOM", "C0ADAROOM"):
        with storage.jobs(now=NOW) as scope:
            scope.settings.keep(replace(scope.workspace, office_channel=channel))
        put(storage, word(channel, "one note"))
        working.run_until_empty()

    first, second = cleo.dms()
    assert "ben-private" in first.text + second.text
    assert first.text != second.text


@pytest.mark.usefixtures("admin")
def test_an_admin_is_not_told_at_night(storage, school):
    school.person("U0ADA")
    with storage.jobs(now=AT_NIGHT) as scope:
        [told] = unreached(scope, word("U0ADA", "good morning"), reason="restricted_action")

    assert told.not_before == datetime(2026, 10, 9, 13, tzinfo=UTC)


def test_who_is_no_admin_any_more_hears_nothing(working, storage, school, client, cleo):
    school.person("U0BEN")
    school.person("U0CLEO")
    put(storage, word("U0CLEO", "person:1", MessageKind.UNREACHED, step="user_disabled"))

    working.run_until_empty()

    assert cleo.dms() == []


@pytest.mark.usefixtures("admin")
def test_of_an_admin_who_cannot_be_reached_nobody_is_told_in_a_circle(
    working, storage, client, cleo
):
    put(storage, word("U0CLEO", "good morning"))
    refuses(client, "restricted_action", times=9)

    working.run_until_empty()

    assert cleo.dms() == []
    assert storage.outbox.waiting() == 0


@pytest.mark.usefixtures("admin")
def test_whoever_was_reached_in_between_and_is_lost_anew_is_told_of_anew(
    working, storage, school, client, cleo
):
    school.person("U0BEN", name="Ben Birch")
    for n, refused in enumerate((True, True, False, True, True)):
        if refused:
            refuses(client, "restricted_action")
        put(storage, word("U0BEN", f"morning {n}"))
        working.run_until_empty()

    assert len(cleo.dms()) == 2


def at_home(storage, user="U0CLEO"):
    with storage.caseload_of(SlackUserId(user), now=NOW, reading=True) as caseload:
        return words_of({"blocks": ui.at_home(unreached_at_home(caseload))})


@pytest.mark.usefixtures("admin")
def test_what_no_message_can_tell_an_admin_stands_in_their_home_tab_while_it_is_so(
    working, storage, school, client, cleo
):
    """Cleo has no channel of her own, and is the only one who is written to."""
    school.person("U0ADA", Role.CASE_MANAGER, name="Ada Alder")
    assert at_home(storage) == ""
    client.set_up(messages_tab_off=True)
    put(storage, word("U0CLEO", "good morning"))
    working.run_until_empty()

    assert cleo.dms() == []
    assert "*Messages* tab is switched off" in at_home(storage)
    assert at_home(storage, "U0ADA") == ""

    client.set_up(messages_tab_off=False)
    put(storage, word("U0ADA", "good day"))
    working.run_until_empty()
    assert at_home(storage) == ""


@pytest.mark.usefixtures("admin")
def test_the_home_tab_names_each_once_and_nobody_who_is_reached_again(
    working, storage, school, client
):
    for user, name in (("U0BEN", "Ben Birch"), ("U0ADA", "Ada Alder")):
        school.person(user, name=name)
        for reason in ("restricted_action", "posting_to_channel_denied"):
            refuses(client, reason)
            put(storage, word(user, f"{reason} {name}"))
            working.run_until_empty()
    put(storage, word("U0ADA", "good day"))
    working.run_until_empty()

    assert at_home(storage).count("Ben Birch") == 1
    assert "posting_to_channel_denied" in at_home(storage)
    assert "Ada Alder" not in at_home(storage)


@pytest.mark.usefixtures("in_channels", "admin")
def test_what_went_into_their_own_channel_instead_did_not_reach_them(
    working, storage, school, client, cleo
):
    """So nobody is told of them anew, and they still stand in the admin's home tab."""
    ada = school.person("U0ADA", Role.CASE_MANAGER, name="Ada Alder")
    refuses(client, "restricted_action")
    put(storage, word("U0ADA", "nowhere to go"))
    working.run_until_empty()
    with storage.jobs(now=NOW) as scope:
        scope.people.keep(replace(ada, channel="C0ADAROOM"))
    refuses(client, "restricted_action")
    put(storage, word("U0ADA", "good morning"))
    working.run_until_empty()

    assert [one.text for one in client.person("Ada").messages("ada-private")] == ["good morning"]
    assert "Ada Alder" in at_home(storage)
    assert len(cleo.dms()) == 1


@pytest.mark.usefixtures("admin")
def test_however_many_are_not_reached_the_home_tab_asks_the_database_as_often(
    working, storage, school, client, database
):
    asked = []
    for name in ("Ada", "Ben"):
        school.person(f"U0{name.upper()}", name=name)
        refuses(client, "restricted_action")
        put(storage, word(f"U0{name.upper()}", f"morning of {name}"))
        working.run_until_empty()
        with statements(database) as seen:
            assert name in at_home(storage)
        asked.append(len(seen))

    assert asked[0] == asked[1]
