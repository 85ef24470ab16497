"""Taking files out of Slack again: what was made on request stays for a day, or as set."""

import logging
from datetime import timedelta

from slack_sdk.errors import SlackApiError

from bot.refusals import RefusalMeaning, meaning_of, slack_code
from jobs.delivery.refusals import CallFate, WentWrong, fate_of, why
from jobs.delivery.slack_calls import PacedError, SlackCalls
from jobs.surroundings import JobSurroundings

logger = logging.getLogger(__name__)

AT_ONCE = 40
"""Files in one turn; a turn comes every minute, and Slack lets fifty deletions pass in one."""


class TakingOut:
    def __init__(self, surroundings: JobSurroundings, calls: SlackCalls) -> None:
        self._surroundings = surroundings
        self._calls = calls

    def turn(self) -> None:
        """Delete what has stood long enough; what cannot be deleted now is tried again."""
        storage = self._surroundings.storage
        kept = timedelta(days=storage.workspace().files_kept_days)
        before = self._surroundings.clock.now() - kept
        for file in storage.sent_files.begun_before(before, most=AT_ONCE):
            try:
                self._delete(file)
            except PacedError:
                return
            except WentWrong as error:
                logger.warning("files are not taken out just now: %s", why(error))
                if fate_of(error) is CallFate.REFUSED:
                    # This one alone; the others may go.
                    continue
                return
            storage.sent_files.gone(file)

    def _delete(self, file: str) -> None:
        try:
            self._calls.call("files.delete", file=file)
        except SlackApiError as error:
            if meaning_of(slack_code(error)) is not RefusalMeaning.FILE_GONE:
                raise
