"""The note for SEIS says what was said and decided, and keeps word and signature apart."""

from dataclasses import replace

from bot.meeting_day.checklists import RightsAnswers
from bot.meeting_day.concerns import ConcernState
from bot.meeting_day.proposals import ProposalOutcome
from bot.meeting_day.seis_notes import CloseOut, MeetingFacts, TakenOn, in_pieces, missing, note
from tests.bot.ui.running import a_concern, a_proposal

FULL = MeetingFacts(
    held_on="Tuesday, October 27, 2026, annual, phone conference",
    listed=("The parents", "Odalys Quillfeather, General-education teacher"),
    others="Philippa Moss, aunt",
    rights=RightsAnswers(
        explained="No, we read it.", explained_by="mother", questions="None.", questions_by="father"
    ),
    concerns=(
        a_concern(1, text="The bus", state=ConcernState.DEFERRED, note="the call on 3 November"),
        a_concern(2, text="Sums"),
    ),
    proposals=(a_proposal(outcome=ProposalOutcome.NOT_AGREED, data="two running records"),),
    close_out=CloseOut(services="Speech 30 minutes a week, as before.", other="Short break."),
    taken_on=(TakenOn(what="Send samples", who="Lee Marsh", by_when="Friday, October 30, 2026"),),
    offer="In part",
    signature="Signed in part: speech alone",
    delivery="Certified mail",
)


def test_the_note_holds_everything_in_the_order_of_the_meeting():
    assert note(FULL).splitlines() == [
        "Meeting:",
        "- Tuesday, October 27, 2026, annual, phone conference",
        "",
        "Attended, and agreed to be listed:",
        "- The parents",
        "- Odalys Quillfeather, General-education teacher",
        "- Philippa Moss, aunt",
        "",
        "Parent rights, word for word:",
        '- Notice received, and explanation: "No, we read it." (mother)',
        '- Questions about it: "None." (father)',
        "",
        "Concerns of the parents:",
        "- The bus (deferred: the call on 3 November)",
        "- Sums (still open)",
        "",
        "Proposals:",
        "- the mother: Speech twice a week (not agreed) Data: two running records",
        "",
        "Services offered and changed:",
        "- Speech 30 minutes a week, as before.",
        "",
        "Who does what:",
        "- Lee Marsh: Send samples, by Friday, October 30, 2026",
        "",
        "Offer of FAPE:",
        "- Said in the meeting: In part. That is no consent.",
        "",
        "Signature:",
        "- Signed in part: speech alone",
        "",
        "Delivery:",
        "- Certified mail",
        "",
        "Other notes:",
        "- Short break.",
    ]


def test_a_yes_in_the_meeting_is_no_signature():
    said = note(replace(FULL, offer="Yes", signature=""))

    assert "Said in the meeting: Yes. That is no consent." in said
    assert "Signature:\n- Not there yet. Until it is, the IEP is a draft." in said


def test_what_is_not_on_record_is_said_and_blocks_nothing():
    empty = MeetingFacts(held_on="Tuesday, October 27, 2026")

    assert note(empty).count("Nothing is on record.") == 9
    assert len(missing(empty)) == 5
    assert missing(FULL) == []


def test_half_an_answer_about_rights_is_quoted_and_counted_as_missing():
    half = replace(FULL, rights=RightsAnswers(explained="Yes please"))

    assert '"Yes please" (speaker not noted)' in note(half)
    assert missing(half) == ["the two rights answers are not complete"]


def test_a_long_note_is_broken_between_lines_and_loses_nothing():
    long = "\n".join(["a" * 6, "b" * 25, "", "c" * 3])

    assert in_pieces(long, 10) == ["aaaaaa", "bbbbbbbbbb", "bbbbbbbbbb", "bbbbb\n\nccc"]
    assert in_pieces("ab\ncd", 5) == ["ab\ncd"]
    assert in_pieces("", 5) == []
