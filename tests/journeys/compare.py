"""Compare what people saw in two runs of the journeys: `python -m tests.journeys.compare A B`.

A run is kept by `PREIEP_SEEN=A python -m pytest tests/journeys`. Where a journey ran on both
databases, it has to have shown the same on both.
"""

import sys
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

SHOWN = 200
"""How many lines of a journey's difference are printed."""


def main() -> int:
    """Print what differs, by journey; return 1 if anything does, or if nothing was kept."""
    parser = ArgumentParser(prog="python -m tests.journeys.compare")
    parser.add_argument("before", type=Path, help="the folder that one run left")
    parser.add_argument("after", type=Path, help="the folder that the other run left")
    asked = parser.parse_args()
    before, after = kept(asked.before), kept(asked.after)
    same = bool(before)
    for name in sorted(before.keys() | after.keys()):
        different = list(_told_apart(before[name], after[name]))
        more = [f"... and {len(different) - SHOWN} lines more"] if different[SHOWN:] else []
        verdict = f"{name}: {'different' if different else 'the same'}"
        sys.stdout.write("\n".join([verdict, *different[:SHOWN], *more, ""]))
        same = same and not different
    return 0 if same else 1


def kept(folder: Path) -> dict[str, list[Path]]:
    """Find each journey's files, one for each database on which it ran."""
    found = defaultdict(list)
    for file in sorted(folder.rglob("*.txt")):
        found[file.stem].append(file)
    return found


def _told_apart(before: list[Path], after: list[Path]) -> Iterator[str]:
    if not (before and after):
        yield "It ran only " + ("before." if before else "after.")
        return
    first, *others = [*before, *after]
    for other in others:
        different = list(differences(first.read_text(), other.read_text()))
        yield from [f"{first} and {other}:", *different] if different else []


def differences(one: str, other: str) -> Iterator[str]:
    """Tell two recordings apart section by section, so that each change says whose it is."""
    here, there = _sections(one), _sections(other)
    for name in dict.fromkeys([*here, *there]):
        lines, changed = here.get(name, []), there.get(name, [])
        yield from unified_diff(lines, changed, name, name, lineterm="", n=6)


def _sections(told: str) -> dict[str, list[str]]:
    parts = (part.splitlines() for part in f"\n{told}".split("\n# ")[1:])
    return {lines[0]: lines[1:] for lines in parts}


if __name__ == "__main__":
    sys.exit(main())
