"""How many examples a property is tried with: a number of its own, and more where time is given."""

import os

from hypothesis import settings

THOROUGHLY = "PREIEP_THOROUGHLY"
"""Set, as `make test-all` does, properties are tried with so many times their examples."""

MORE = 4


def examples(many: int) -> settings:
    """The settings of a property; an example may take what it takes."""
    times = MORE if os.environ.get(THOROUGHLY) else 1
    return settings(deadline=None, max_examples=many * times)
