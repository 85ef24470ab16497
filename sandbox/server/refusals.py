"""How the workspace says no, in Slack's own words."""

from collections.abc import Iterable
from typing import Any


class Refusal(Exception):  # noqa: N818 -- it is an answer to the app, not a failure of ours
    """What an API call is answered with when it is refused: `ok: false` and an error."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.error = error
        self.more = more

    def body(self) -> dict[str, Any]:
        return {"ok": False, "error": self.error, **self.more}


def wrong_arguments(*messages: str) -> Refusal:
    said = [f"[ERROR] {message}" for message in messages]
    return Refusal("invalid_arguments", response_metadata={"messages": said})


def refused_for(error: str, problems: Iterable[tuple[str, str]]) -> Refusal:
    """Refuse blocks or a view for what was found in them: pointers, and what is wrong there."""
    errors = [f"{message} [json-pointer:{pointer}]" for pointer, message in problems]
    metadata = {"messages": [f"[ERROR] {one}" for one in errors]}
    if error == "invalid_blocks":
        return Refusal(error, errors=errors, response_metadata=metadata)
    return Refusal(error, response_metadata=metadata)
