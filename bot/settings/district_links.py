"""The district's own addresses on the web: SEIS, its form, the rights notice in each language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from bot.dates.obligation_rules import Place

LONGEST_LINK = 1000

FILLED_IN = ("alias", "date", "time", "mode", "school")
"""What can be filled into the address of the form; a name stands in no address."""

LONGEST_FILLED_IN = 100

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, kw_only=True)
class DistrictLinks:
    """Empty where the district has given none."""

    seis: str = ""
    form: str = ""
    """The form by which the district wants an invitation asked for; `{alias}` and the like stand
    in it where it can come filled in."""
    rights: tuple[tuple[str, str], ...] = ()
    """The notice of rights: language and address, in the district's order."""

    def of_place(self, place: Place) -> str:
        """Return where the work of a digest line is done; empty where not on the web."""
        return {Place.INVITATION_FORMS: self.form_for(), **dict.fromkeys(_IN_SEIS, self.seis)}.get(
            place, ""
        )

    def form_for(self, **said: str) -> str:
        """Return the form's address with what is said filled in; the rest of it is left empty."""
        filled = {name: quote(value[:LONGEST_FILLED_IN], safe="") for name, value in said.items()}
        return _PLACEHOLDER.sub(lambda found: filled.get(found[1], ""), self.form)

    def rights_in(self, language: str) -> str:
        """Return the notice of rights in the parents' language; empty where there is none."""
        known = {name.casefold(): address for name, address in self.rights}
        return known.get(language.strip().casefold(), "")

    def as_json(self) -> dict[str, Any]:
        return {"seis": self.seis, "form": self.form, "rights": [list(one) for one in self.rights]}


NO_LINKS = DistrictLinks()
_IN_SEIS = (Place.SEIS_NOTICES, Place.DRAFTS, Place.NOTES, Place.NEXT_DATES)


def links_from(kept: Mapping[str, Any] | None) -> DistrictLinks:
    kept = kept or {}
    return DistrictLinks(
        seis=kept.get("seis", ""),
        form=kept.get("form", ""),
        rights=tuple((name, address) for name, address in kept.get("rights", [])),
    )


def fills_in(address: str) -> bool:
    """Tell whether everything that is to be filled into an address is known, and may be there."""
    return {*_PLACEHOLDER.findall(address)} <= {*FILLED_IN}


def is_safe_link(address: str) -> bool:
    """Tell whether an address may stand in a message: https, a host, and no markup."""
    if len(address) > LONGEST_LINK or any(sign in address for sign in "<>|\"'`\\ \t\n"):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    plain_host = bool(parts.hostname) and not {*"{}"} & {*parts.netloc}
    return parts.scheme == "https" and plain_host and not parts.username
