"""The obligations of every meeting: what the procedures say, else what Preiep suggests."""

from functools import partial

from bot.dates.obligation_rules import (
    CountedFrom,
    Label,
    ObligationId,
    Place,
    Presence,
    Rank,
    Rule,
    Rules,
    Unit,
)
from bot.people.people import TeamRole

_by_the_10th = partial(Rule, counted_from=CountedFrom.TENTH)
_before = partial(Rule, counted_from=CountedFrom.MEETING)
_after = partial(Rule, unit=Unit.SCHOOL_DAYS)

_BEFORE = (
    _by_the_10th(
        id=ObligationId.AGREE_DATE,
        what="Date agreed with the whole team",
        noun="meeting date",
        place=Place.DATES,
        needed_because=(
            "every IEP is reviewed within a year, at a time agreed with the parents "
            "(34 CFR 300.322, 300.324)"
        ),
    ),
    _by_the_10th(
        id=ObligationId.MASTER_CALENDAR,
        what="Meeting on the master calendar",
        noun="calendar",
        place=Place.CALENDAR,
    ),
    _by_the_10th(
        id=ObligationId.MEETING_NOTICE,
        what="Meeting notice entered in SEIS",
        noun="notice",
        place=Place.SEIS_NOTICES,
        rank=Rank.CUT_OFF,
        label=Label.LOCAL,
        needed_because="parents must be told of a meeting early enough to come (34 CFR 300.322)",
    ),
    _by_the_10th(
        id=ObligationId.INVITATION_FORM,
        what="Google Form for the invitation submitted",
        noun="invitation",
        place=Place.INVITATION_FORMS,
        rank=Rank.CUT_OFF,
    ),
    _by_the_10th(
        id=ObligationId.OFFICE_INFORMED,
        what="Office told, so that it can invite, rights notice enclosed",
        noun="office note",
        place=Place.OFFICE,
        rank=Rank.CUT_OFF,
        needed_because=(
            "the invitation and the notice of rights go out through it (34 CFR 300.322, 300.504)"
        ),
    ),
    _by_the_10th(
        id=ObligationId.TEACHER_FEEDBACK_OUT,
        what="Feedback form given to the teachers",
        noun="teacher form",
        place=Place.FORMS_TO_SEND,
        rank=Rank.CUT_OFF,
        needs=TeamRole.TEACHER,
        label=Label.LOCAL,
    ),
    _by_the_10th(
        id=ObligationId.PROVIDER_REPORT_OUT,
        what="Report asked of every contracted provider",
        noun="provider report",
        place=Place.FORMS_TO_SEND,
        rank=Rank.CUT_OFF,
        needs=TeamRole.PROVIDER,
        label=Label.LOCAL,
    ),
    _before(
        id=ObligationId.TEACHER_FEEDBACK_BACK,
        what="Teacher feedback in",
        noun="form due back",
        nouns="forms due back",
        place=Place.FORMS_DUE_BACK,
        rank=Rank.PEOPLE,
        offset=14,
        needs=TeamRole.TEACHER,
        answers=ObligationId.TEACHER_FEEDBACK_OUT,
        label=Label.LOCAL,
    ),
    _before(
        id=ObligationId.PROVIDER_REPORT_BACK,
        what="Provider reports in",
        noun="form due back",
        nouns="forms due back",
        place=Place.FORMS_DUE_BACK,
        rank=Rank.PEOPLE,
        offset=14,
        needs=TeamRole.PROVIDER,
        answers=ObligationId.PROVIDER_REPORT_OUT,
        label=Label.LOCAL,
    ),
    _before(
        id=ObligationId.PARENT_CONVERSATION,
        what="Parent conversation held",
        noun="conversation",
        place=Place.PARENT_CONVERSATIONS,
        rank=Rank.PEOPLE,
        offset=10,
        opens=30,
        open_at_least=10,
    ),
    _before(
        id=ObligationId.PARENT_FORM,
        what="The school's own parent form in",
        noun="parent form",
        place=Place.PARENT_FORMS,
        rank=Rank.PEOPLE,
        offset=10,
        presence=Presence.OFF,
    ),
    _before(
        id=ObligationId.DRAFT_PREFERENCE,
        what="Parents asked about a draft copy",
        noun="conversation",
        place=Place.PARENT_CONVERSATIONS,
        rank=Rank.PEOPLE,
        offset=10,
        together_with=ObligationId.PARENT_CONVERSATION,
        label=Label.LOCAL,
    ),
    _before(
        id=ObligationId.INPUT_IN_DRAFT,
        what="Parents' input worked into the draft",
        noun="draft",
        place=Place.DRAFTS,
        offset=7,
    ),
    _before(
        id=ObligationId.EXPLAIN_PROCESS,
        what="IEP process explained to the parents",
        noun="conversation",
        place=Place.PARENT_CONVERSATIONS,
        rank=Rank.PEOPLE,
        offset=5,
        presence=Presence.ASKED_FOR,
    ),
    _before(
        id=ObligationId.DRAFT_COPY,
        what="Draft copy given to the parents",
        noun="draft copy",
        nouns="draft copies",
        place=Place.DRAFT_COPIES,
        rank=Rank.OWED,
        offset=5,
        promised=True,
        label=Label.LOCAL,
    ),
    _before(
        id=ObligationId.AGENDA,
        what="Agenda sent and additions asked for",
        noun="agenda",
        place=Place.AGENDAS,
        rank=Rank.OWED,
        offset=3,
        opens=5,
        promised=True,
        label=Label.LOCAL,
    ),
    _before(
        id=ObligationId.STAFF_BRIEF,
        what="Staff told of needs and concerns",
        noun="brief",
        place=Place.STAFF_BRIEFS,
        offset=2,
        unit=Unit.SCHOOL_DAYS,
        presence=Presence.ASKED_FOR,
        label=Label.LOCAL,
    ),
)

_AFTER = (
    _after(
        id=ObligationId.MINUTES_IN_IEP,
        what="Notes worked into the IEP",
        noun="meeting note",
        place=Place.NOTES,
        counted_from=CountedFrom.HELD,
        offset=2,
    ),
    _after(
        id=ObligationId.SEND_FOR_SIGNATURE,
        what="IEP sent the way the parents chose",
        noun="IEP to sign",
        nouns="IEPs to sign",
        place=Place.TO_SIGN,
        rank=Rank.OWED,
        counted_from=CountedFrom.HELD,
        offset=5,
    ),
    _after(
        id=ObligationId.CONSENT,
        what="Signature on the IEP",
        noun="signature",
        place=Place.SIGNATURES,
        rank=Rank.FOLLOW_UP,
        counted_from=CountedFrom.NOTHING,
        offset=5,
        needed_because="services wait for the written consent of the parents (34 CFR 300.300)",
    ),
    _after(
        id=ObligationId.AT_A_GLANCE,
        what="At-a-glance with every teacher",
        noun="at-a-glance",
        nouns="at-a-glance",
        place=Place.AT_A_GLANCE,
        rank=Rank.FOLLOW_UP,
        counted_from=CountedFrom.HELD,
        offset=5,
        label=Label.LOCAL,
    ),
    _after(
        id=ObligationId.SIS_UPLOAD,
        what="At-a-glance uploaded to the SIS",
        noun="at-a-glance",
        nouns="at-a-glance",
        place=Place.SIS,
        counted_from=CountedFrom.HELD,
        offset=5,
        together_with=ObligationId.AT_A_GLANCE,
    ),
    _after(
        id=ObligationId.NEXT_MEETING,
        what="Next annual date entered",
        noun="next annual date",
        place=Place.NEXT_DATES,
        counted_from=CountedFrom.CONSENT,
        offset=5,
    ),
)

_FOR_REVIEW = Rule(
    id=ObligationId.AGREE_DATE,
    what="Date agreed with the whole team",
    noun="meeting date",
    place=Place.DATES,
    rank=Rank.FOLLOW_UP,
    counted_from=CountedFrom.REVIEW_TENTH,
    offset=10,
    unit=Unit.SCHOOL_DAYS,
)

_FOR_REQUESTS = (
    Rule(
        id=ObligationId.HOLD_BY,
        what="Meeting held that the parents asked for in writing",
        noun="legal date",
        place=Place.PARENT_REQUESTS,
        rank=Rank.LEGAL,
        counted_from=CountedFrom.WRITTEN_REQUEST,
        offset=30,
        label=Label.LAW,
        source="California Education Code, section 56343.5",
        needed_because=(
            "a written request is followed by a meeting within 30 days "
            "(California Education Code, section 56343.5)"
        ),
    ),
    Rule(
        id=ObligationId.SAY_HOW_TO_ASK,
        what="Parents told how to ask for a meeting in writing",
        noun="parent request",
        place=Place.PARENT_REQUESTS,
        rank=Rank.OWED,
        counted_from=CountedFrom.SPOKEN_REQUEST,
        offset=1,
        unit=Unit.SCHOOL_DAYS,
        source="California Education Code, section 56343.5, asks for it and names no day",
        needed_because=(
            "parents who ask for a meeting are told how to ask in writing "
            "(California Education Code, section 56343.5)"
        ),
    ),
)

DEFAULT_RULES = Rules(
    before=_BEFORE, after=_AFTER, for_review=_FOR_REVIEW, for_requests=_FOR_REQUESTS
)
