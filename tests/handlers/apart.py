"""A school whose assistant is a process of its own, as a district runs it, with its log."""

import io
import logging
import os
import resource
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cli.logs import OURS, set_up_logs
from cli.manifest import http_form
from sandbox.client import SandboxClient
from sandbox.server.server import Sandbox
from storage import Storage, make_workspace, open_database
from tests.conftest import HANGS, KEYS, NOW, WORKSPACE
from tests.people import MANIFEST, MORNING, PATIENT, ROOT, TOWN, RunningSchool, free_port


class SchoolApart(RunningSchool):
    """It settles when Slack has heard nothing for a while."""

    def settle(self) -> None:
        assert self.client.settle(timeout=HANGS, quiet=1.0)


@contextmanager
def school_apart(
    database_url: str, folder: Path, *, http: bool, descriptors: int = 0
) -> Iterator[tuple[SchoolApart, Path]]:
    """Open a school at LOG_LEVEL=DEBUG; gives it with the file of all that its process says.

    With `descriptors` its machine lets it open no more files and connections than that.
    """

    def limited() -> None:
        if descriptors:
            resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))

    port, log = free_port(), folder / "log"
    with (
        Sandbox(
            manifest=http_form(MANIFEST, "https://preiep.example") if http else MANIFEST,
            district=TOWN,
            at=MORNING,
            wire_rate=PATIENT,
            rate_limits=False,
            request_url=f"http://127.0.0.1:{port}/slack/events" if http else None,
        ) as sandbox,
        SandboxClient(sandbox.url) as client,
        log.open("w") as said,
    ):
        database = open_database(database_url, KEYS)
        make_workspace(database, WORKSPACE, timezone="America/Los_Angeles", region="none", now=NOW)
        unheard = SimpleNamespace(listener_executor=SimpleNamespace(submit=None))
        apart: Any = SimpleNamespace(
            storage=Storage(database, WORKSPACE), _app=SimpleNamespace(listener_runner=unheard)
        )
        school = SchoolApart(sandbox, client, apart)
        school.port = port
        way_in = {"SLACK_SIGNING_SECRET": sandbox.signing_secret}
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py")],
            cwd=folder,
            stdout=said,
            stderr=subprocess.STDOUT,
            preexec_fn=limited,  # noqa: PLW1509 - it takes no lock
            env={
                **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME")},
                "SLACK_BOT_TOKEN": sandbox.bot_token,
                **(way_in if http else {"SLACK_APP_TOKEN": sandbox.app_token}),
                "SLACK_API_URL": sandbox.api_url,
                "PREIEP_CLOCK_URL": sandbox.clock_url,
                "PREIEP_PUBLIC_URL": f"http://127.0.0.1:{port}",
                "PREIEP_REGION": "none",
                "PREIEP_KEYS": KEYS[0],
                "DATABASE_URL": database_url,
                "PORT": str(port),
                "LOG_LEVEL": "DEBUG",
            },
        )
        try:
            if not http:
                client.connected(timeout=HANGS)
            client.listened_to(timeout=HANGS)
            yield school, log
        finally:
            process.terminate()
            process.wait(HANGS)
            database.close()


@contextmanager
def logged(level: str) -> Iterator[io.StringIO]:
    """All that a process would log, as `set_up_logs` has it, without the process."""
    loggers = [logging.getLogger(name) for name in ("", *OURS)]
    before = [one.level for one in loggers]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "excepthook", sys.excepthook)
        patch.setattr(threading, "excepthook", threading.excepthook)
        patch.setattr(loggers[0], "handlers", [])
        patch.setattr(sys, "stderr", said := io.StringIO())
        set_up_logs(level)
        yield said
    for one, its_level in zip(loggers, before, strict=True):
        one.setLevel(its_level)
