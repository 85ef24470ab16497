"""What the product promises, and which test would fall without it.

The tables of ids are restated here word for word, so that a row, a date, a label or a line of the
checklist that goes astray is missed; for each rule stands the test that holds it.
"""

import ast
from functools import cache
from pathlib import Path

import pytest

from bot import content
from bot.dates.default_rules import DEFAULT_RULES
from bot.dates.obligation_rules import ObligationId

ROOT = Path(__file__).parent.parent

OBLIGATIONS = {
    # id: counted from, how many, in which days, on whose word, there from the start, opens
    "agree_date": ("TENTH", 0, "DAYS", "DEFAULT", "ON", None),
    "master_calendar": ("TENTH", 0, "DAYS", "DEFAULT", "ON", None),
    "meeting_notice": ("TENTH", 0, "DAYS", "LOCAL", "ON", None),
    "invitation_form": ("TENTH", 0, "DAYS", "DEFAULT", "ON", None),
    "office_informed": ("TENTH", 0, "DAYS", "DEFAULT", "ON", None),
    "teacher_feedback_out": ("TENTH", 0, "DAYS", "LOCAL", "ON", None),
    "provider_report_out": ("TENTH", 0, "DAYS", "LOCAL", "ON", None),
    "teacher_feedback_back": ("MEETING", 14, "DAYS", "LOCAL", "ON", None),
    "provider_report_back": ("MEETING", 14, "DAYS", "LOCAL", "ON", None),
    "parent_conversation": ("MEETING", 10, "DAYS", "DEFAULT", "ON", 30),
    "parent_form": ("MEETING", 10, "DAYS", "DEFAULT", "OFF", None),
    "draft_preference": ("MEETING", 10, "DAYS", "LOCAL", "ON", None),
    "input_in_draft": ("MEETING", 7, "DAYS", "DEFAULT", "ON", None),
    "explain_process": ("MEETING", 5, "DAYS", "DEFAULT", "ASKED_FOR", None),
    "draft_copy": ("MEETING", 5, "DAYS", "LOCAL", "ON", None),
    "agenda": ("MEETING", 3, "DAYS", "LOCAL", "ON", 5),
    "staff_brief": ("MEETING", 2, "SCHOOL_DAYS", "LOCAL", "ASKED_FOR", None),
    "minutes_in_iep": ("HELD", 2, "SCHOOL_DAYS", "DEFAULT", "ON", None),
    "send_for_signature": ("HELD", 5, "SCHOOL_DAYS", "DEFAULT", "ON", None),
    "consent": ("NOTHING", 5, "SCHOOL_DAYS", "DEFAULT", "ON", None),
    "at_a_glance": ("HELD", 5, "SCHOOL_DAYS", "LOCAL", "ON", None),
    "sis_upload": ("HELD", 5, "SCHOOL_DAYS", "DEFAULT", "ON", None),
    "next_meeting": ("CONSENT", 5, "SCHOOL_DAYS", "DEFAULT", "ON", None),
}
WITHOUT_A_MEETING = {"hold_by", "say_how_to_ask"}
"""What a parent's request gives rise to: see `hold_by` below."""

LINES = {
    "prompts": (
        "strengths difficulties far_goal worries goals familiarity about_meeting anything_else"
    ),
    "opening": (
        "everyone_present introductions attendance_mode norms rights enrolment purpose concerns"
    ),
    "ending": (
        "responsibilities minutes read_back recap offer attendance_policy public_place delivery "
        "consent_is_signature sign_off read_it call_me thanks"
    ),
    "tips": (
        "parents_agenda student_in_middle tangents appropriate read_the_room unmute show_work "
        "complaints proposals staffing adjourn"
    ),
    "tense": "keep_calm meet_again listen_for_cause rapport",
    "agreement": (
        "what_for wary_families where_conflict_starts shared_reason good_faith everyone_heard "
        "respect issue_not_owner openness ask_until_clear common_ground both_can_live "
        "unsolved_today preparation time_or_pause notes"
    ),
    "disagreement": (
        "another_meeting up_the_ladder ladder_is_private independent_evaluation new_evaluation "
        "mediation due_process state_complaint no_legal_advice"
    ),
}

RULES = {
    "conversation: it proves its row only when dated before the meeting": (
        "bot/conversations/test_conversations.py::test_a_conversation_before_the_meeting_proves_that_it_was_held"
    ),
    "conversation: not asked yet leaves the preference open": (
        "bot/conversations/test_conversations.py::"
        "test_not_asked_yet_leaves_the_preference_and_the_draft_copy_open"
    ),
    "conversation: no makes the draft copy not needed": (
        "bot/conversations/test_conversations.py::test_a_no_makes_the_draft_copy_not_needed_and_says_why"
    ),
    "conversation: 4, 5 and 7 propose concerns": (
        "bot/conversations/test_proposed_concerns.py::"
        "test_the_fourth_the_fifth_and_the_seventh_prompt_propose_and_no_other"
    ),
    "conversation: a 6 of four or less asks to explain the process": (
        "bot/conversations/test_settled_talks.py::test_four_or_less_asks_for_the_process_to_be_explained"
    ),
    "worked examples": "bot/dates/test_worked_examples.py::test_the_worked_examples",
    "rule 1: school days and closures": (
        "bot/dates/test_school_years.py::*",
        "bot/test_calendar.py::*",
    ),
    "rule 2: no school day": (
        "bot/dates/test_due_dates.py::test_a_due_date_on_a_closure_moves_to_the_school_day_before"
    ),
    "rule 2: not before the school year": (
        "bot/dates/test_due_dates.py::"
        "test_what_falls_before_the_school_year_is_due_on_its_first_day_expedited"
    ),
    "rules 3 to 6 at their boundaries": ("bot/dates/test_due_dates.py::*",),
    "rules 2 to 6, whatever the dates": ("bot/dates/test_due_dates_always.py::*",),
    "rule 7: promises to parents": (
        "bot/dates/test_promises_and_windows.py::test_a_promise_that_cannot_be_kept_is_said"
    ),
    "rule 8: windows": (
        "bot/dates/test_promises_and_windows.py::test_the_conversation_opens_early_enough"
    ),
    "rule 9: what a date costs": (
        "handlers/meetings/test_set_meeting.py::"
        "test_rule_9_a_late_date_is_told_first_and_saved_on_the_second_word"
    ),
    "rule 9: the next date that works": (
        "handlers/meetings/test_set_meeting.py::test_rule_9_one_tap_takes_the_next_date_that_works"
    ),
    "rule 10: moving": (
        "handlers/meetings/test_one_meeting.py::test_rule_10_moving_keeps_every_date_and_strikes_the_thread"
    ),
    "rule 10: adjourning": (
        "handlers/meetings/test_one_meeting.py::test_rule_10_adjourning_hands_everything_on_and_is_undone"
    ),
    "rule 10: cancelling": (
        "handlers/meetings/test_one_meeting.py::"
        "test_cancelling_needs_a_reason_closes_what_is_open_and_is_undone"
    ),
    "rule 10: a note to the office is struck, and sent anew": (
        "handlers/office/test_office_notes.py::"
        "test_rule_10_a_moved_meeting_strikes_the_note_and_a_new_one_is_sent"
    ),
    "the office is told by a note that it ticks: sent, date, rights enclosed, language": (
        "handlers/office/test_office_notes.py::"
        "test_office_informed_one_tap_posts_a_note_without_a_name_and_the_offices_tick_proves_it"
    ),
    "the rights notice that was not enclosed is still owed": (
        "bot/office/test_office_notes.py::test_only_with_the_rights_notice_is_the_office_proven_to_be_told"
    ),
    "rule 11: a district's own units": (
        "bot/dates/test_district_rules.py::test_a_district_changes_a_date_and_its_unit_and_the_date_says_so"
    ),
    "rule 12: across clock changes": (
        "bot/digest/test_digest_hours.py::test_across_a_clock_change_no_digest_is_skipped_or_sent_twice"
    ),
    "rule 13: every date explains itself": (
        "bot/dates/test_why.py::"
        "test_why_tells_the_rule_its_label_and_the_date_before_and_after_each_shift"
    ),
    "a written request is held within 30 days": (
        "bot/dates/test_hold_by.py::test_the_last_day_to_hold_it"
    ),
    "after the meeting, at the boundaries": ("bot/dates/test_due_dates_after.py::*",),
    "only a signature is consent": (
        "bot/digest/test_digest_lines.py::test_only_a_signature_is_consent_so_a_tick_cannot_be_one"
    ),
    "a meeting that nobody marked is asked about": ("handlers/meetings/test_unmarked.py::*",),
    "digest: seven lines at most": (
        "bot/digest/test_digests.py::test_there_are_never_more_than_seven_lines"
    ),
    "digest: Monday says so": (
        "bot/digest/test_digests.py::test_a_monday_without_anything_says_so_in_one_line"
    ),
    "digest: 5, 3, 1 and the day": ("bot/dates/test_reminder_days.py::*",),
    "digest: the month's look ahead": (
        "bot/dates/test_reminder_days.py::test_the_first_school_day_of_a_month_looks_ahead_to_its_10th"
    ),
    "digest: after a gap only today's": (
        "jobs/test_plan.py::test_after_a_gap_there_is_one_digest_and_it_is_todays"
    ),
    "digest: paused": (
        "jobs/test_plan.py::test_a_paused_digest_rests_and_comes_once_on_the_first_morning_after"
    ),
    "digest: quiet hours": (
        "bot/digest/test_digest_hours.py::"
        "test_nothing_goes_out_in_the_quiet_hours_whatever_zone_and_hours_are_set"
    ),
    "a tick anywhere shows everywhere": (
        "handlers/digest/test_everywhere.py::test_a_tick_shows_in_all_places_and_so_does_its_undoing"
    ),
    "nudges 7, 3 and 1 days before": (
        "handlers/requests/test_nudges.py::test_a_nudge_comes_at_each_step_and_is_not_repeated"
    ),
    "nudging stops at the answer": (
        "handlers/requests/test_nudges.py::test_nudging_stops_the_instant_the_form_is_in"
    ),
    "the supervisor's week, told a day before": (
        "jobs/tellers/test_summaries.py::test_what_the_digest_of_friday_named_is_counted_on_monday"
    ),
    "thread: at seven on meeting day": (
        "jobs/test_plan_threads.py::test_a_thread_opens_on_meeting_day_in_the_persons_own_channel"
    ),
    "thread: every proposal with its outcome": (
        "handlers/meeting_day/test_proposals.py::test_a_proposal_is_logged_once_and_gets_its_outcome_later"
    ),
    "thread: it's getting tense": (
        "handlers/meeting_day/test_tips.py::"
        "test_when_it_gets_tense_one_line_after_another_shows_to_the_clicker_alone"
    ),
    "thread: a reason opens the notes to a supervisor": (
        "handlers/meeting_day/test_meeting_screens.py::"
        "test_a_supervisor_gives_a_reason_before_anything_is_shown"
    ),
    "at-a-glance: again on consent": (
        "handlers/after_meetings/test_after_steps.py::"
        "test_on_the_signature_every_teacher_reads_it_again"
    ),
    "at-a-glance: each teacher acknowledges": (
        "handlers/after_meetings/test_after_steps.py::"
        "test_every_teacher_reads_the_at_a_glance_before_its_row_is_done"
    ),
    "the whole year": "journeys/test_year.py::test_a_year_at_work",
}


@cache
def standing_in(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / "tests" / file).read_text())
    return frozenset(
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def test_every_obligation_has_the_row_that_the_procedures_give_it():
    kept = {
        str(rule.id): (
            rule.counted_from.name,
            rule.offset,
            rule.unit.name,
            rule.label.name,
            rule.presence.name,
            rule.opens,
        )
        for rule in (*DEFAULT_RULES.before, *DEFAULT_RULES.after)
    }

    assert kept == OBLIGATIONS
    assert {str(one) for one in ObligationId if not one.is_own} == {
        *OBLIGATIONS,
        *WITHOUT_A_MEETING,
    }


@pytest.mark.parametrize("part", LINES)
def test_every_line_that_is_asked_or_read_aloud_is_there_in_its_order(part):
    assert [line.id for line in getattr(content.read(), part)] == LINES[part].split()


@pytest.mark.parametrize("promise", RULES)
def test_every_rule_names_a_test_that_stands(promise):
    held_by = RULES[promise]
    for named in (held_by,) if isinstance(held_by, str) else held_by:
        file, _, test = named.partition("::")
        assert standing_in(file)
        assert test == "*" or test in standing_in(file), named
