"""The table that a run writes about itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from bench.load import Figures


@dataclass(frozen=True, kw_only=True)
class Row:
    """A piece of work, beside what it is compared with."""

    work: str
    reference: str
    ours: Figures
    theirs: Figures
    bound: str
    kept: Callable[[Figures, Figures], bool]
    """Whether ours keeps the bound, given theirs."""


HEAD = """\
# What Preiep costs

Written by `make bench` on {day} ({machine}). Milliseconds, median of interleaved runs in this very
order on one shared machine: read the ratios. The reference ran in the same minutes.

| work | beside | p50 | p95 | p99 | each second | past the trigger | bound | kept |
| --- | --- | --: | --: | --: | --: | --: | --- | --- |
"""


def written(rows: Iterable[Row], *, machine: str, at: datetime) -> str:
    lines = [
        f"| {row.work} | {row.reference} "
        f"| {_pair(row.ours.p50, row.theirs.p50)} | {_pair(row.ours.p95, row.theirs.p95)} "
        f"| {_pair(row.ours.p99, row.theirs.p99)} "
        f"| {row.ours.each_second:.0f} : {row.theirs.each_second:.0f} "
        f"| {row.ours.too_late} : {row.theirs.too_late} "
        f"| {row.bound} | {'yes' if row.kept(row.ours, row.theirs) else 'NO'} |"
        for row in rows
    ]
    foot = "\n\nIn each pair the first figure is Preiep's, the second the reference's.\n"
    return HEAD.format(day=f"{at:%Y-%m-%d}", machine=machine) + "\n".join(lines) + foot


def _pair(ours: float, theirs: float) -> str:
    return f"{ours:.1f} : {theirs:.1f}"
