"""Closed-loop load: the next command leaves when the last one is answered."""

import asyncio
import statistics
import time
from dataclasses import dataclass

from bench.deeds import Deed
from bench.stub import Command, Stub

TRIGGER_LIFE = 3.0
"""Seconds; Slack refuses a modal that is asked for later."""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """One run, in milliseconds."""

    p50: float
    p95: float
    p99: float
    each_second: float
    too_late: int = 0

    @classmethod
    def of(cls, seconds: list[float], *, lasted: float, too_late: int = 0) -> "Figures":
        cuts = statistics.quantiles(seconds, n=100) if len(seconds) > 1 else seconds * 99
        return cls(
            p50=cuts[49] * 1000,
            p95=cuts[94] * 1000,
            p99=cuts[98] * 1000,
            each_second=len(seconds) / lasted,
            too_late=too_late,
        )


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is done and by whom, and what of it is timed."""

    deed: Deed
    users: tuple[str, ...]
    answered: bool = True
    """Whether the next one waits for the answer as well, as a person would."""
    timed_to_answer: bool = False


def measure(stub: Stub, asked: Asked, *, in_flight: int, seconds: float) -> Figures:
    """Keep `in_flight` commands on their way for `seconds`; the first half second warms up."""
    future = asyncio.run_coroutine_threadsafe(
        _run(stub, asked, in_flight=in_flight, seconds=seconds), stub.loop
    )
    return future.result()


async def _run(stub: Stub, asked: Asked, *, in_flight: int, seconds: float) -> Figures:
    await _keep_sending(stub, asked, in_flight=in_flight, seconds=0.5)
    began = time.monotonic()
    commands = await _keep_sending(stub, asked, in_flight=in_flight, seconds=seconds)
    lasted = time.monotonic() - began
    if not asked.timed_to_answer:
        times = [(c.acknowledged or c.sent) - c.sent for c in commands]
        return Figures.of(times, lasted=lasted)
    times = [(c.answered or c.sent) - c.sent for c in commands]
    return Figures.of(times, lasted=lasted, too_late=sum(t > TRIGGER_LIFE for t in times))


async def _keep_sending(
    stub: Stub, asked: Asked, *, in_flight: int, seconds: float
) -> list[Command]:
    until = time.monotonic() + seconds
    done: list[Command] = []

    async def one(number: int) -> None:
        user = asked.users[number % len(asked.users)]
        while time.monotonic() < until:
            done.append(await stub.send(asked.deed, user, answer=asked.answered))
            if asked.timed_to_answer:
                await asyncio.sleep(stub.latency)

    await asyncio.gather(*(one(number) for number in range(in_flight)))
    return done
