"""Errors whose message is fit to show to the person it concerns."""

from collections.abc import Mapping


class CaseworkError(Exception):
    """Something a person can do something about; its message is one sentence for them."""


class SettingsError(CaseworkError):
    """A setting or a content file is missing or malformed; the message names it."""


class NotAllowedError(CaseworkError):
    """The person may not do this; the message says whom to ask."""


class NotSetUpError(NotAllowedError):
    """Preiep does not know this person yet."""

    def __init__(self) -> None:
        super().__init__(
            "You are not set up in Preiep yet. Please ask your special education office "
            "or a Preiep admin to add you."
        )


class NotOnCaseloadError(NotAllowedError):
    """The student is not, or no longer, on this person's caseload."""

    def __init__(self) -> None:
        super().__init__("That student is no longer on your caseload. Nothing was changed.")


class NotOnTeamError(NotAllowedError):
    """The person may not do this for the student; `who` names those who may."""

    def __init__(
        self, who: str = "the case manager, whom they add as a helper, and their supervisor"
    ) -> None:
        super().__init__(
            f"Only {who} can do this. Please ask the case manager. Nothing was changed."
        )


class HelpIsOverError(NotAllowedError):
    """Somebody who was named as a helper comes back when helping is over."""

    def __init__(self) -> None:
        super().__init__(
            "Your help at this meeting is over: it ends two school days after the meeting, or at "
            "once where the meeting is cancelled. Please ask the case manager. Nothing was changed."
        )


class NotAskedError(NotAllowedError):
    """The person is not, or no longer, asked for this form; what they typed stays their draft."""

    def __init__(self) -> None:
        super().__init__(
            "You are no longer asked for this form: the student's team has changed. Nothing was "
            "sent. What you typed is kept for you as a draft; please ask the case manager."
        )


class NumberTakenError(CaseworkError):
    """Another student has this district's id; whose, is not said."""

    def __init__(self) -> None:
        super().__init__("A student with this student id is on record already. Nothing was saved.")


class LinkDeadError(NotAllowedError):
    """A private link opens nothing; why, is nobody's business who stands before it."""

    def __init__(self) -> None:
        super().__init__("This link does not open. Please ask whoever sent it for a new one.")


class FormError(CaseworkError):
    """Answers to be mended, each problem beside its question."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("Please look at the marked answers. Nothing was saved yet.")
        self.problems = dict(problems)
        """By the block id of the question."""


class StaleError(CaseworkError):
    """What the person clicked belongs to something that has changed since."""


class DateError(CaseworkError):
    """A date that cannot be: a meeting on a Sunday, a conversation tomorrow."""


class StorageAwayError(CaseworkError):
    """The database cannot be reached just now."""

    def __init__(self) -> None:
        super().__init__(
            "Preiep cannot reach its records right now. Nothing was changed, and what you typed "
            "into a form is still there. Please try again in a minute."
        )


class SlackAwayError(CaseworkError):
    """Slack cannot be reached, or has trouble of its own; nobody's token is to blame."""

    def __init__(self, sentence: str, *, after: float = 0.0) -> None:
        super().__init__(sentence)
        self.after = after
        """The seconds that Slack asks us to wait, where it does."""


class StorageUnfitError(StorageAwayError):
    """The database is there, and somebody has to mend it: to wait does not help."""

    def __init__(self, sentence: str) -> None:
        CaseworkError.__init__(self, sentence)


class StorageError(CaseworkError):
    """The database cannot be opened as asked."""


class SealBrokenError(StorageError):
    """Something sealed does not open where it stands; `where` names table and numbers alone."""

    def __init__(self, where: str) -> None:
        super().__init__(
            "Something on record cannot be opened, since it was changed or moved outside Preiep "
            f"({where}). Nothing was changed now. Please tell a Preiep admin, and whoever runs "
            "Preiep here, for whom `python app.py doctor` says more."
        )
        self.where = where
