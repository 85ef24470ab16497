"""How far a rehearsal is stands in the records: a restart loses nothing, another begins anew."""

from datetime import timedelta

from storage import Storage
from tests.conftest import NOW
from tests.storage.school import another_workspace

FOUND = {"pressed": {"type": "=block_actions"}}


def keep(storage, step, found=FOUND, *, done=True, now=NOW):
    with storage.jobs(now=now) as scope:
        scope.rehearsals.keep(step, found, done=done)


def found_in(storage, *, done=True):
    with storage.jobs(now=NOW, reading=True) as scope:
        return scope.rehearsals.found(done=done)


def test_what_was_found_is_there_after_a_restart(storage, database):
    keep(storage, "button")
    keep(storage, "form", done=False)

    restarted = Storage(database, storage.workspace_id)

    assert found_in(restarted) == {"button": FOUND}
    assert found_in(restarted, done=False) == {"form": FOUND}


def test_the_last_word_on_a_step_holds_and_says_when_it_was(storage):
    later = NOW + timedelta(minutes=5)
    keep(storage, "button", {})
    keep(storage, "button", now=later)

    assert found_in(storage) == {"button": FOUND}
    with storage.jobs(now=NOW, reading=True) as scope:
        assert scope.rehearsals.last_kept_at() == later


def test_a_new_rehearsal_leaves_that_of_another_workspace_alone(storage, database):
    other = another_workspace(database)
    keep(storage, "button")
    keep(other, "button")

    with storage.jobs(now=NOW) as scope:
        scope.rehearsals.begin()
        assert scope.rehearsals.last_kept_at() is None

    assert found_in(storage) == {}
    assert found_in(other) == {"button": FOUND}
