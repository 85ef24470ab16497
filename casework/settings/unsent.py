"""What an admin does with what was given up: send it again, once they have mended why."""

from collections.abc import Collection

from storage import Scope


def send_again(scope: Scope, only: Collection[int] | None = None) -> int:
    """Put these back in the outbox, or all of it, and log that; return how many there were.

    Whether each is still true is found out as it is sent.
    """
    count = scope.unsent.send_again(only)
    if count:
        which = ", ".join(str(one) for one in sorted(only)) if only else "all of them"
        scope.audit.log("sent again what was given up", detail=f"{count} messages: {which}")
    return count
