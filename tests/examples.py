"""How many examples a property is tried with: some each time, and many where time is given."""

import os

from hypothesis import settings

THOROUGHLY = "PREIEP_THOROUGHLY"
"""Set, as `make test-all` does, properties are tried with many times their examples."""

MORE = 4
"""So many times the examples where time is given, and so small a part of them elsewhere."""

AT_LEAST = 60


def examples(many: int) -> settings:
    """The settings of a property; an example may take what it takes."""
    if os.environ.get(THOROUGHLY):
        return settings(deadline=None, max_examples=many * MORE)
    return settings(deadline=None, max_examples=max(many // MORE, min(many, AT_LEAST)))
