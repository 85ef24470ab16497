"""The command line: a file per command."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence

from bot.clock import Clock, Wire
from bot.errors import CaseworkError, SlackAwayError, StorageAwayError, StorageUnfitError
from bot.settings.environment import Settings, WayIn, read
from cli import (
    audit,
    backup,
    doctor,
    due,
    importing,
    jobs,
    manifest,
    migrate,
    outbox,
    people,
    rehearse,
    restore,
    rotate_keys,
    sandbox,
)
from cli.records import access, export, hold, purge
from cli.sandbox import Serve
from cli.surroundings import CommandSurroundings
from cli.version import version

__all__ = ["main"]

_COMMANDS: Mapping[str, Callable[[Namespace, CommandSurroundings], int]] = {
    "import": importing.run,
    "due": due.run,
    "jobs": jobs.run,
    "outbox": outbox.run,
    "doctor": doctor.run,
    "rehearse": rehearse.run,
    "migrate": migrate.run,
    "rotate-keys": rotate_keys.run,
    "audit": audit.run,
    "people": people.run,
    "access": access.run,
    "export": export.run,
    "hold": hold.run,
    "purge": purge.run,
    "backup": backup.run,
    "restore": restore.run,
}
"""Those that do their work and end."""


def main(
    arguments: Sequence[str],
    *,
    environ: Mapping[str, str],
    env_file: Mapping[str, str | None] | None = None,
    clock: Clock,
    wire: Wire,
    serve: Serve,
    set_up_logs: Callable[[str], None] | None = None,
) -> int:
    """Do what the command line asks; return the exit code: 0, or 1 where something is wrong.

    `clock` is the system's; a clock that the settings name is asked in its place.
    """
    options = _parser().parse_args(arguments)
    try:
        if options.version:
            print(f"Preiep {version()}")
            return _printed(0)
        if options.command == "manifest":
            return _printed(manifest.run(options))
        settings = read(environ, env_file=env_file)
        if set_up_logs is not None:
            # A command that ends says on the terminal what it did; its log would only repeat it.
            ends = options.command in _COMMANDS and settings.log_level == "INFO"
            set_up_logs("WARNING" if ends else settings.log_level)
        return _printed(_run(options, settings, clock=clock, wire=wire, serve=serve))
    except BrokenPipeError:
        _read_no_further()
        return 0
    except CaseworkError as error:
        print(_said(error), file=sys.stderr)
    return 1


def _said(error: CaseworkError) -> str:
    """Return the sentence for an error, with what to do where something is away for a while."""
    match error:
        case StorageUnfitError():
            return str(error)
        case StorageAwayError():
            return (
                "The database cannot be reached just now. What is already in stays; please run "
                "the command again in a minute."
            )
        case SlackAwayError():
            return (
                f"{error} Please run the command again in a minute; one that only asks about a "
                "workspace can name it with --workspace."
            )
    return str(error)


def _printed(code: int) -> int:
    """Let out what was printed, while it can still be noticed that nobody reads it."""
    sys.stdout.flush()
    return code


def _read_no_further() -> None:
    """Let go of what was still to be printed: whoever reads has read enough, as `head` does."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(options: Namespace, settings: Settings, *, clock: Clock, wire: Wire, serve: Serve) -> int:
    if options.command is None and settings.way_in is not WayIn.SANDBOX:
        serve(settings)
        return 0
    surroundings = CommandSurroundings(settings=settings, clock=clock, wire=wire)
    if options.command in _COMMANDS:
        return _COMMANDS[options.command](options, surroundings)
    return sandbox.run(options, surroundings, serve)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="app.py",
        description=(
            "Preiep, for the people who run IEP meetings. Without a command it runs: in Slack "
            "where tokens are set, else in a local workspace with an invented district."
        ),
    )
    parser.add_argument("--version", action="store_true", help="say which version this is")
    parser.set_defaults(port=None, at=None, fresh=False, empty=False)
    commands = parser.add_subparsers(dest="command", metavar="command")
    for command in (
        sandbox,
        importing,
        jobs,
        outbox,
        due,
        doctor,
        rehearse,
        migrate,
        rotate_keys,
        audit,
        people,
        access,
        export,
        hold,
        purge,
        backup,
        restore,
        manifest,
    ):
        command.add_to(commands)
    return parser
