"""What is behind is drawn anew, once, and no wish is lost."""

from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.marking import want_redraw
from tests.storage.school import another_workspace

LEASE = timedelta(seconds=60)


def post(storage, kind="card", subject="meeting:1", addressee="C1", ts="1.0", **fields):
    with storage.jobs(now=NOW) as scope:
        return scope.messages.posted(
            kind=kind, subject=subject, addressee=addressee, channel="C1", ts=ts, **fields
        )


def want(storage, kind="card", subject="meeting:1", addressee=None):
    return want_redraw(storage, kind, subject, addressee)


def claim(storage, after=0.0, limit=10, owner="one", **more):
    """Claim when the database's clock is so many seconds further."""
    storage._database.ahead = after
    return storage.redraws.claim(owner, LEASE, limit, **more)


def test_a_message_is_found_by_what_it_is_about_and_by_where_it_stands(storage):
    first = post(storage, ts="1.0")
    second = post(storage, ts="2.0", thread_ts="1.0", kept='{"page":2}')
    other = post(storage, kind="digest", subject="", addressee="U0PAT", ts="3.0")

    with storage.jobs(now=NOW) as scope:
        assert scope.messages.of("card", "meeting:1") == [second, first]
        assert scope.messages.of("card", "meeting:1", "U0PAT") == []
        assert scope.messages.at("C1", "2.0") == second
        assert scope.messages.at("C1", "9.0") is None
        assert scope.messages.latest("digest", "U0PAT") == other
        assert scope.messages.latest("digest", "U0LEE") is None
    assert (second.thread_ts, second.kept, second.posted_at) == ("1.0", '{"page":2}', NOW)


def test_the_same_message_is_remembered_once(storage):
    assert post(storage) == post(storage)


def test_many_wishes_are_one_redraw(storage):
    posted = post(storage)
    assert (want(storage), want(storage)) == (1, 1)

    (wanted,) = claim(storage)

    assert (wanted.id, wanted.redraw_wanted) == (posted.id, True)
    assert claim(storage) == []
    storage.redraws.done(wanted.id, wanted.revision)
    assert storage.redraws.waiting() == 0
    assert claim(storage, after=61) == []


def test_a_redraw_wanted_while_one_is_being_drawn_is_not_lost(storage):
    post(storage)
    want(storage)
    (drawing,) = claim(storage)
    want(storage)

    storage.redraws.done(drawing.id, drawing.revision)

    (again,) = claim(storage)
    assert again.revision == drawing.revision + 1
    storage.redraws.done(again.id, again.revision)
    assert storage.redraws.waiting() == 0


def test_a_slow_drawing_does_not_undo_what_a_later_one_showed(storage):
    post(storage)
    want(storage)
    (slow,) = claim(storage)
    want(storage)
    (fast,) = claim(storage, after=61, owner="other")
    storage.redraws.done(fast.id, fast.revision)

    storage.redraws.done(slow.id, slow.revision)

    assert storage.redraws.waiting() == 0


@pytest.mark.parametrize(("seconds", "again"), [(30, 0), (60, 1)])
def test_a_lease_ends_and_another_goes_on(storage, seconds, again):
    post(storage)
    want(storage)
    claim(storage)

    assert len(claim(storage, after=seconds)) == again


def test_the_card_comes_before_the_after_list_before_the_parent_before_the_digest(storage):
    kinds = ["tips", "digest", "thread", "after", "card"]
    for number, kind in enumerate(kinds):
        post(storage, kind=kind, ts=f"{number}.0")
        want(storage, kind)

    first, second = claim(storage, limit=2)
    rest = claim(storage)

    drawn = [posted.kind for posted in (first, second, *rest)]
    assert drawn == ["card", "after", "thread", "digest", "tips"]


def test_whoever_draws_can_give_an_order_of_their_own(storage):
    for number, kind in enumerate(["b", "a", "c"]):
        post(storage, kind=kind, ts=f"{number}.0")
        want(storage, kind)

    assert [posted.kind for posted in claim(storage, order=("c", "b"))] == ["c", "b", "a"]


def test_a_failed_redraw_is_tried_again_at_its_time(storage):
    post(storage)
    want(storage)
    (drawing,) = claim(storage)
    storage.redraws.failed(drawing.id, again_in=timedelta(seconds=60))

    assert claim(storage, after=30) == []
    assert len(claim(storage, after=60)) == 1


def test_a_message_that_is_gone_is_wanted_no_more(storage):
    posted = post(storage)
    want(storage)
    storage.redraws.gone(posted.id)

    assert claim(storage) == []
    assert want(storage) == 0
    with storage.jobs(now=NOW) as scope:
        assert scope.messages.at("C1", "1.0") is None


def test_a_redraw_can_be_wanted_of_one_person(storage):
    pat = post(storage, kind="digest", subject="", addressee="U0PAT", ts="1.0")
    post(storage, kind="digest", subject="", addressee="U0LEE", ts="2.0")

    assert want(storage, "digest", "", "U0PAT") == 1
    assert [posted.id for posted in claim(storage)] == [pat.id]


def test_what_a_message_must_remember_can_change(storage):
    posted = post(storage, kept="{}")
    with storage.jobs(now=NOW) as scope:
        scope.messages.keep(posted.id, '{"page":1}')
        assert scope.messages.at("C1", "1.0").kept == '{"page":1}'


def test_a_parked_channel_holds_up_no_other(storage):
    post(storage)
    want(storage)

    assert claim(storage, parked_channels={"C1"}) == []
    assert len(claim(storage, parked_channels={"C2"})) == 1


def test_wanting_a_redraw_wakes_delivery_only_where_there_is_one(storage):
    woken = []
    storage.wake = lambda: woken.append(True)
    want(storage)
    assert woken == []
    post(storage)

    want(storage)

    assert woken == [True]


def test_each_workspace_has_its_own_messages(storage, database):
    posted = post(storage)
    elsewhere = another_workspace(database)

    assert want(elsewhere) == 0
    elsewhere.redraws.gone(posted.id)
    assert want(storage) == 1
    assert claim(elsewhere) == []
