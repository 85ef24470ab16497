"""A caseload pasted in Slack: kept closed, looked at, then taken in or dropped."""

from collections.abc import Callable

from bot.errors import CaseworkError, StaleError, StorageAwayError
from bot.forms.drafts import Draft, DraftKey
from bot.imports.import_rows import read_caseload
from bot.imports.pastes import Parts, PasteOutcome, RowWords, joined, refuse_too_many
from bot.messages import MessageKind
from bot.people.admin_acts import MOST_NEW
from bot.people.people import Person, Role
from casework.forms.drafts import begun
from casework.imports.import_batches import Opens
from casework.imports.imports import Files, Report, take_in, try_out
from casework.people.admin_acts import ask_admins
from storage import Scope

KIND = "paste"

NAMED = "looked for by student id in a paste"
LOOKED = "looked through a paste"

TOO_MANY_TODAY = (
    f"You have pasted more than {MOST_NEW} rows today that are not on your caseload. Please go on "
    "tomorrow, or ask a Preiep admin; they were told. What you pasted is kept, and nothing was "
    "changed."
)

AWAY = (
    "Preiep cannot reach its records right now. The rows that were taken in before stay. Please "
    "press the button again in a minute: it goes on where it ended."
)

GONE = "This paste was already imported or dropped. Nothing more was changed."


def may_be_everybodys(scope: Scope) -> bool:
    """Return whether the rows may be any case manager's; refuse who may add no students."""
    scope.require_leader()
    return Role.ADMIN in scope.person.roles


def left_paste(scope: Scope) -> Draft | None:
    """Return what was pasted earlier and neither taken in nor dropped."""
    left = scope.drafts.latest(KIND)
    return left if left and left.answers else None


def pasted_parts(scope: Scope, key: DraftKey) -> Parts:
    """Return what was pasted so far; raise StaleError where it was taken in or dropped."""
    draft = scope.drafts.get(key)
    if draft is None or draft.submitted or draft.kind != KIND:
        raise StaleError(GONE)
    return draft.answers


def keep_part(scope: Scope, key: DraftKey, number: int, rows: str) -> None:
    """Keep a part of a paste; one that is sent again takes its own place."""
    before = pasted_parts(scope, key) if scope.drafts.get(key) else {}
    answers = {**before, str(number): rows}
    scope.drafts.keep(begun(scope, KIND, key=key, answers=answers))


def note_paste(scope: Scope, parts: Parts) -> bool:
    """Log whose ids somebody pasted, before they are shown anything; False where it is too many.

    Under each student of others who was met, once a day, and one row for the paste. Admins are
    told of whoever pastes more students than a caseload has.
    """
    numbers = {row.number for row in read_caseload(joined(parts)).rows}
    others = scope.students.elsewhere(numbers)
    for student in sorted(others - scope.audit.seen_today(NAMED, others)):
        scope.audit.log(NAMED, student=student)
    new = sum(scope.students.by_number(number) is None for number in numbers)
    # Whoever looks at the same students again, with a name mended, has pasted them once.
    which = scope.audit.chains.hasher()("\n".join(sorted(numbers)))[:12]
    looked = {entry.detail.split()[-1]: entry.detail for entry in scope.audit.done_today(LOOKED)}
    before = sum(int(detail.split()[0]) for paste, detail in looked.items() if paste != which)
    of_others = f"{len(others)} on others'"
    detail = f"{new} of {len(numbers)} rows not on their caseload, {of_others}, paste {which}"
    scope.audit.log(LOOKED, detail=detail)
    if new and new + before > MOST_NEW and Role.ADMIN not in scope.person.roles:
        day = scope.today.isoformat()
        ask_admins(scope, MessageKind.MANY_ROWS, str(scope.person.id), step=day)
        return False
    return True


def drop_paste(scope: Scope, key: DraftKey) -> None:
    """Drop what was pasted; raise StaleError where it is gone already."""
    pasted_parts(scope, key)
    scope.drafts.drop(key)


def look_through_paste(parts: Parts, opens: Opens, *, own: Person | None) -> PasteOutcome:
    rows = joined(parts)
    refuse_too_many(read_caseload(rows).rows)
    return _outcome(try_out(Files(caseload=rows), opens, own=own))


def take_paste(
    parts: Parts, opens: Opens, *, own: Person | None, goes_on: Callable[[], bool]
) -> PasteOutcome:
    """Take the rows in, each for itself, as long as it `goes_on`."""
    try:
        return _outcome(take_in(Files(caseload=joined(parts)), opens, own=own, goes_on=goes_on))
    except StorageAwayError:
        # Its own sentence says that nothing was changed, and earlier batches are kept.
        raise CaseworkError(AWAY) from None


def _outcome(report: Report) -> PasteOutcome:
    rows = [(RowWords(number=one.line, who=one.who, words=one.words), one) for one in report.rows]
    found = [
        (RowWords(number=one.line, who=one.number or "no student id", words=one.sentence), one.bad)
        for _, one in report.findings
    ]
    return PasteOutcome(
        added=[line for line, one in rows if one.is_new],
        changed=[line for line, one in rows if one.changes and not one.is_new],
        unchanged=sum(not one.changes for _, one in rows),
        bad=[line for line, bad in found if bad],
        warnings=[line for line, bad in found if not bad],
        waiting=[
            RowWords(number=row.line, who=row.called, words=f"you as {gift.part}")
            for row, gift in report.waiting
        ],
        left=report.left,
    )
