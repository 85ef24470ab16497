"""`make bench`: measure what Preiep costs, each row beside its reference in the same run.

Machines are shared and noisy: every figure is the median of interleaved runs, and the ratios are
what to read. The table goes to bench/RESULTS.md.
"""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bench import bare, deeds, table
from bench.certificate import make_certificate
from bench.district import USERS, built
from bench.load import Asked, Figures, measure
from bench.stub import Stub

HERE = Path(__file__).parent
RUNS = 3
SECONDS = 3.0
LATENCY = 0.08
AT_ONCE = 50

CLICK = Asked(deed=deeds.keystroke(), users=USERS, answered=False)
"""What is clicked most: a keystroke in a modal. Neither side does anything but acknowledge."""
COMMAND = Asked(deed=deeds.command("/iep", "help"), users=USERS)
"""A command that is answered besides; the reference only acknowledges it."""
OPEN = Asked(deed=deeds.command("/preiep", ""), users=USERS, timed_to_answer=True)


WHAT = {"click": CLICK, "command": COMMAND}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = built(Path(folder))
        rows = [*acknowledging(database), *opening(database, Path(folder))]
    report = table.written(
        rows,
        machine=f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        at=datetime.now(UTC),
    )
    (HERE / "RESULTS.md").write_text(report)
    print(report)


def acknowledging(database: str) -> Iterator[table.Row]:
    """Acknowledge a click and a command, one at a time and fifty at once, beside stock Bolt."""
    cases = [(what, asked, size) for what, asked in WHAT.items() for size in (1, AT_ONCE)]
    measured: dict[tuple[str, str, int], list[Figures]] = {}
    for _ in range(RUNS):
        for name in ("reference", "preiep"):
            stub = Stub()
            with stub.running(), _app(name, "acknowledging", stub, database):
                for what, asked, size in cases:
                    waits = asked if name == "preiep" else replace(asked, answered=False)
                    figures = measure(stub, waits, in_flight=size, seconds=SECONDS)
                    measured.setdefault((name, what, size), []).append(figures)
    for what, _, size in cases:
        yield table.Row(
            work=f"acknowledge a {what}, {size} in flight",
            reference="stock Bolt that only acknowledges",
            theirs=_median(measured["reference", what, size]),
            ours=_median(measured["preiep", what, size]),
            bound="p50 under a quarter of it" if size == 1 else "p95 no worse",
            kept=_prompt if size == 1 else _no_worse,
        )


def opening(database: str, folder: Path) -> Iterator[table.Row]:
    """`/preiep` until `views.open` leaves: API at 80 ms over TLS, 50 at once."""
    certificate = make_certificate(folder)
    measured: dict[str, list[Figures]] = {"reference": [], "preiep": [], "bare": []}
    for _ in range(RUNS):
        for name in ("reference", "preiep"):
            stub = Stub(latency=LATENCY, certificate=certificate)
            with stub.running(), _app(name, "opening", stub, database, trust=certificate.bundle):
                measured[name].append(measure(stub, OPEN, in_flight=AT_ONCE, seconds=SECONDS))
        stub = Stub(latency=LATENCY, certificate=certificate)
        with stub.running():
            loop = bare.measure(
                stub.api_url, threads=AT_ONCE, seconds=SECONDS, trust=certificate.bundle
            )
            measured["bare"].append(loop)
    ours = _median(measured["preiep"])
    work = (
        f"`/preiep` until `views.open` leaves, {AT_ONCE} at once, API {LATENCY * 1000:.0f} ms, TLS"
    )
    yield table.Row(
        work=work,
        reference="the same modal in stock Bolt",
        ours=ours,
        theirs=_median(measured["reference"]),
        bound="p99 under 250 ms, none past its trigger",
        kept=lambda ours, _: ours.p99 < 250 and not ours.too_late,
    )
    yield table.Row(
        work=work,
        reference="a bare WebClient loop, one TLS context",
        ours=ours,
        theirs=_median(measured["bare"]),
        bound="at least three quarters of its rate",
        kept=lambda ours, theirs: ours.each_second >= 0.75 * theirs.each_second,
    )


@contextmanager
def _app(
    name: str, reference: str, stub: Stub, database: str, *, trust: Path | None = None
) -> Iterator[None]:
    """Run one of the two apps as a process of its own until the measuring is done."""
    command = ["-m", "bench.stock", reference] if name == "reference" else ["app.py"]
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=HERE.parent,
        env=_environment(stub, database, trust),
        stdout=subprocess.DEVNULL,
    )
    try:
        stub.wait_until_connected()
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def _environment(stub: Stub, database: str, trust: Path | None) -> Mapping[str, str]:
    trusted = {"SSL_CERT_FILE": str(trust)} if trust else {}
    return {
        "PATH": os.environ["PATH"],
        "SLACK_BOT_TOKEN": "xoxb-bench",
        "SLACK_APP_TOKEN": "xapp-bench",
        "SLACK_API_URL": stub.api_url,
        "DATABASE_URL": database,
        "LOG_LEVEL": "ERROR",
        **trusted,
    }


def _prompt(ours: Figures, theirs: Figures) -> bool:
    return ours.p50 < theirs.p50 / 4


def _no_worse(ours: Figures, theirs: Figures) -> bool:
    return ours.p95 <= theirs.p95


def _median(runs: list[Figures]) -> Figures:
    def middle(of: Callable[[Figures], float]) -> float:
        return statistics.median(of(run) for run in runs)

    return Figures(
        p50=middle(lambda run: run.p50),
        p95=middle(lambda run: run.p95),
        p99=middle(lambda run: run.p99),
        each_second=middle(lambda run: run.each_second),
        too_late=max(run.too_late for run in runs),
    )


if __name__ == "__main__":
    main()
