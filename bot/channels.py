"""Which conversations may hold messages about students, by what Slack says of them."""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Any

_OUTSIDE = ("is_ext_shared", "is_pending_ext_shared")


class Unfit(Enum):
    """Why a conversation cannot hold what is about students, not even by alias."""

    DIRECT = auto()
    SHARED = auto()
    """With another organization, now or once an invitation is accepted."""
    SHARED_WITHIN = auto()
    """With another workspace of the same organization."""
    PUBLIC = auto()


def unfit_for_students(channel: Mapping[str, Any]) -> Unfit | None:
    """Read Slack's description of a conversation; None where it may hold them."""
    if channel.get("is_im") or channel.get("is_mpim"):
        return Unfit.DIRECT
    if any(channel.get(flag) for flag in _OUTSIDE):
        return Unfit.SHARED
    if channel.get("is_org_shared"):
        return Unfit.SHARED_WITHIN
    if channel.get("is_shared"):
        return Unfit.SHARED
    return None if channel.get("is_private") else Unfit.PUBLIC
