"""The district's own addresses on the web: SEIS, its form, the rights notice in each language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bot.dates.obligation_rules import Place

LONGEST_LINK = 1000


@dataclass(frozen=True, kw_only=True)
class DistrictLinks:
    """Empty where the district has given none."""

    seis: str = ""
    form: str = ""
    """The form by which the district wants an invitation asked for."""
    rights: tuple[tuple[str, str], ...] = ()
    """The notice of rights: language and address, in the district's order."""

    def of_place(self, place: Place) -> str:
        """Return where the work of a digest line is done; empty where not on the web."""
        return {Place.INVITATION_FORMS: self.form, **dict.fromkeys(_IN_SEIS, self.seis)}.get(
            place, ""
        )

    def rights_in(self, language: str) -> str:
        """Return the notice of rights in the parents' language; empty where there is none."""
        known = {name.casefold(): address for name, address in self.rights}
        return known.get(language.strip().casefold(), "")

    def as_json(self) -> dict[str, Any]:
        return {"seis": self.seis, "form": self.form, "rights": [list(one) for one in self.rights]}


_IN_SEIS = (Place.SEIS_NOTICES, Place.DRAFTS, Place.NOTES, Place.NEXT_DATES)


def links_from(kept: Mapping[str, Any] | None) -> DistrictLinks:
    kept = kept or {}
    return DistrictLinks(
        seis=kept.get("seis", ""),
        form=kept.get("form", ""),
        rights=tuple((name, address) for name, address in kept.get("rights", [])),
    )


def is_safe_link(address: str) -> bool:
    """Tell whether an address may stand in a message: https, a host, and no markup."""
    if len(address) > LONGEST_LINK or any(sign in address for sign in "<>|\"'`\\ \t\n"):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and not parts.username
