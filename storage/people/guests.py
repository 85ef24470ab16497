"""Whom Preiep speaks with: of Slack's guests only contracted providers."""

from sqlalchemy import Connection, exists, select

from bot.people.people import Person, PersonId, TeamRole
from bot.workspaces import WorkspaceId
from storage import tables as rows

_team = rows.team_members.c


def is_let_in(connection: Connection, workspace_id: WorkspaceId, person: Person) -> bool:
    """Tell whether somebody is in the workspace, and no guest or a contracted provider."""
    return person.active and (
        not person.guest or is_contracted(connection, workspace_id, person.id)
    )


def is_contracted(connection: Connection, workspace_id: WorkspaceId, person: PersonId) -> bool:
    contracted = exists().where(
        _team.workspace_id == workspace_id,
        _team.person_id == person,
        _team.role == TeamRole.PROVIDER,
    )
    return bool(connection.scalar(select(contracted)))
