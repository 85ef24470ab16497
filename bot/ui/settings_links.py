"""The district's links: SEIS, its form for invitations, the rights notice in each language."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.errors import FormError
from bot.links import Links, is_safe_link
from bot.ui import blocks, settings
from bot.ui.blocks import Block
from bot.workspaces import Workspace

_SEIS, _FORM, _RIGHTS = "link_seis", "link_form", "link_rights"
MOST_LANGUAGES = 30
LONGEST_LANGUAGE = 40
_NOT_SAFE = "Please enter a whole address that begins with https://"


@dataclass(frozen=True, kw_only=True)
class LinkFields:
    id: str = "links"
    title: str = "Links"

    def summary(self, workspace: Workspace) -> str:
        links = workspace.links
        languages = [blocks.escaped(language) for language, _ in links.rights]
        rights = ", ".join(languages[:8]) + (" …" if len(languages) > 8 else "")
        return (
            f"SEIS: {_host(links.seis)} · invitation form: {_host(links.form)} · rights notice: "
            f"{rights or 'none yet'}"
        )

    def fields(self, workspace: Workspace) -> list[Block]:
        links = workspace.links
        rights = "\n".join(f"{language}: {address}" for language, address in links.rights)
        return [
            blocks.field(
                "SEIS",
                blocks.text_field(_SEIS, text=links.seis, multiline=False),
                block_id=_SEIS,
                hint="The digest's lines of work that is done in SEIS lead there.",
            ),
            blocks.field(
                "The district's form for invitations",
                blocks.text_field(_FORM, text=links.form, multiline=False),
                block_id=_FORM,
            ),
            blocks.field(
                "Notice of parents' rights, by language",
                blocks.text_field(_RIGHTS, text=rights),
                block_id=_RIGHTS,
                hint="One line for each, as in: Spanish: https://district.example/rights-es.pdf",
            ),
        ]

    def read(self, view: Mapping[str, Any], workspace: Workspace) -> Workspace:
        problems = {}
        seis, form = settings.typed(view, _SEIS), settings.typed(view, _FORM)
        for block_id, address in ((_SEIS, seis), (_FORM, form)):
            if address and not is_safe_link(address):
                problems[block_id] = _NOT_SAFE + "."
        rights: list[tuple[str, str]] = []
        try:
            rights = _rights(settings.typed(view, _RIGHTS))
        except ValueError as error:
            problems[_RIGHTS] = str(error)
        if problems:
            raise FormError(problems)
        return replace(workspace, links=Links(seis=seis, form=form, rights=tuple(rights)))


def _rights(text: str) -> list[tuple[str, str]]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LANGUAGES:
        raise ValueError(f"Please keep to {MOST_LANGUAGES} languages.")
    read: dict[str, tuple[str, str]] = {}
    for number, line in enumerate(lines, start=1):
        language, colon, address = (part.strip() for part in line.partition(":"))
        if not colon or not language or len(language) > LONGEST_LANGUAGE:
            raise ValueError(f"Line {number}: please write a language, a colon and an address.")
        if not is_safe_link(address):
            raise ValueError(f"Line {number}: {_NOT_SAFE[0].lower()}{_NOT_SAFE[1:]}.")
        if language.casefold() in read:
            raise ValueError(f"Line {number}: this language stands there twice.")
        read[language.casefold()] = (language, address)
    return list(read.values())


def _host(address: str) -> str:
    return blocks.escaped(address.removeprefix("https://").partition("/")[0]) or "none yet"
