"""The receipt of a parent conversation says that it is kept, and nothing that was said."""

from datetime import date

import pytest

from bot.conversations.conversation_pages import DraftCopy, How
from bot.conversations.conversations import Conversation
from bot.forms.drafts import DraftKey
from bot.messages import MessageKind
from bot.people.people import SlackUserId, TeamRole
from jobs.tellers.receipts import Receipts
from jobs.tellers.told_once import ToldOnce
from storage import Errand
from tests.conftest import NOW
from tests.jobs.plain import put, standing, want_redraw
from tests.storage.school import PLANTED

SAID = "She loves otters"
DRAFT = DraftKey("an-invented-draft-key")


@pytest.fixture
def receipts(worker):
    return worker(Receipts())


@pytest.fixture
def casey(school):
    return school.case_manager("U0ADA")


@pytest.fixture
def keep(storage, school, casey):
    """Keeps a conversation about a student, and puts its receipt."""
    student = school.student(casey, alias="ZW-4KQ")

    def keep(by=casey, meeting=None, **fields):
        if meeting:
            meeting = school.meeting(student, meeting).id
        conversation = Conversation(
            draft=DRAFT,
            student=student.id,
            meeting=meeting,
            held_on=date(2026, 10, 8),
            with_whom="mother",
            how=How.PHONE,
            answers={"strengths": SAID},
            by=by.id,
            at=NOW,
            **fields,
        )
        with storage.jobs(now=NOW) as scope:
            scope.conversations.keep(conversation)
        put(storage, Errand(kind="receipt", addressee=by.slack_id, subject=DRAFT))
        return student

    return keep


def test_the_case_manager_reads_what_was_kept_and_for_whose_eyes(receipts, keep, ada):
    keep()

    receipts.run_until_empty()

    [receipt] = ada.dms()
    assert "The parent conversation for ZW-4KQ on Thursday, October 8 is kept." in receipt.text
    assert "Nothing was sent to the parents." in receipt.text
    assert "only you see it, and a substitute while you have one" in receipt.text
    assert "It is an education record." in receipt.text


def test_neither_a_name_nor_an_answer_is_in_it(receipts, keep, ada, client):
    keep(meeting=date(2026, 10, 27))

    receipts.run_until_empty()

    [call] = client.calls("chat.postMessage")
    assert SAID not in str(call["request"])
    assert PLANTED not in str(call["request"])


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        pytest.param(DraftCopy.YES, "asked about. Give it by Thursday, October 22.", id="wanted"),
        pytest.param(
            DraftCopy.NO, "asked about; none is needed for this meeting.", id="not-wanted"
        ),
        pytest.param(
            DraftCopy.NOT_ASKED, "not asked about yet. Ask by Friday, October 16.", id="not-asked"
        ),
    ],
)
def test_it_says_what_was_settled(answer, words, receipts, keep, ada):
    keep(meeting=date(2026, 10, 27), draft_copy=answer)

    receipts.run_until_empty()

    [receipt] = ada.dms()
    assert "Parent conversation: done, with this as proof." in receipt.text
    assert receipt.text.count("Draft copy:") == 1
    assert f"Draft copy: {words}" in receipt.text


@pytest.mark.parametrize(
    ("meeting", "words"),
    [
        pytest.param(date(2026, 10, 14), "by tomorrow, Friday, October 9.", id="tomorrow"),
        pytest.param(date(2026, 10, 13), "by today, Thursday, October 8.", id="today"),
    ],
)
def test_a_draft_that_is_hardly_in_time_says_what_else_can_be_done(
    meeting, words, receipts, keep, ada
):
    keep(meeting=meeting, draft_copy=DraftCopy.YES)

    receipts.run_until_empty()

    [receipt] = ada.dms()
    assert f"Give it {words} If you cannot, ask the parents, or move the meeting." in receipt.text


def test_without_a_meeting_nothing_is_settled(receipts, keep, ada):
    keep(draft_copy=DraftCopy.YES)

    receipts.run_until_empty()

    assert "•" not in ada.dms()[0].text


def test_a_substitute_reads_for_how_long_they_can_see_it(receipts, keep, school, storage, ben):
    stand_in = school.case_manager("U0BEN")
    student = keep(by=stand_in)
    school.on_team(student, stand_in, TeamRole.SUBSTITUTE)

    receipts.run_until_empty()

    assert "for as long as you substitute" in ben.dms()[0].text


def test_a_receipt_for_nothing_kept_is_not_given(receipts, storage, casey, ada):
    put(storage, Errand(kind="receipt", addressee="U0ADA", subject="nothing"))

    receipts.run_until_empty()

    assert ada.dms() == []
    assert storage.outbox.waiting() == 0


def test_nobody_gets_the_receipt_of_another(receipts, keep, school, storage, ben):
    keep()
    school.case_manager("U0BEN")
    put(storage, Errand(kind="receipt", addressee="U0BEN", subject=DRAFT))

    receipts.run_until_empty()

    assert ben.dms() == []


def test_a_receipt_says_when_its_conversation_is_withdrawn(receipts, keep, storage, ada):
    keep()
    receipts.run_until_empty()
    assert len(standing(storage, DRAFT, "receipt")) == 1
    with storage.caseload_of(SlackUserId("U0ADA"), now=NOW) as caseload:
        kept = caseload.conversations.from_draft(DRAFT)
        caseload.kept_conversations.withdraw(kept, SAID)
    want_redraw(storage, DRAFT, "receipt")

    receipts.run_until_empty()

    [receipt] = ada.dms()
    assert "is withdrawn and does not count" in receipt.text
    assert SAID not in receipt.text


def test_a_notice_names_the_channel_and_what_to_do(worker, storage, casey, ada, client):
    put(storage, Errand(kind="notice", addressee="U0ADA", subject="C0ADAROOM"))
    delivery = worker(ToldOnce(kind=MessageKind.NOTICE))

    delivery.run_until_empty()
    want_redraw(storage, "C0ADAROOM", "notice")
    delivery.run_until_empty()

    assert "/iep channel" in ada.dms()[0].text
    assert client.calls("chat.update") == []


def test_a_notice_for_somebody_who_has_left_is_not_given(worker, storage, ada):
    put(storage, Errand(kind="notice", addressee="U0ADA", subject="C0ADAROOM"))

    worker(ToldOnce(kind=MessageKind.NOTICE)).run_until_empty()

    assert ada.dms() == []
