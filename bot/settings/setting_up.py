"""What leads from an empty workspace to the first digest, and how far a district has come."""

from dataclasses import dataclass

FIRST_ADMIN = "first_admin"
"""The subject of the word to somebody about their roles, where they became the first admin."""


@dataclass(frozen=True, kw_only=True)
class SettingUp:
    """What is on record so far."""

    calendar_confirmed: bool
    supervisors: int
    office: int
    case_managers: int
    """In Slack, so that a digest can reach them."""
    students: int

    @property
    def steps(self) -> tuple[tuple[str, bool], ...]:
        """Return the steps in their order, in words, each with whether it is done."""
        return (
            ("An admin is named", True),
            ("The school calendar is confirmed", self.calendar_confirmed),
            (
                "A supervisor and the office have their roles",
                bool(self.supervisors and self.office),
            ),
            ("Students are on record", bool(self.students)),
            ("Case managers have their role, and are in Slack", bool(self.case_managers)),
        )

    @property
    def complete(self) -> bool:
        return all(done for _, done in self.steps)
