"""What a respondent is told of the forms they were asked for."""

from datetime import date

import pytest

from bot.requests.requests import Form, RequestId, RequestState
from bot.ui.requests import requests
from bot.ui.requests.requests import Owed
from tests.bot.ui.surfaces import words_of

IN, RETURNED, WITHDRAWN = RequestState.IN, RequestState.RETURNED, RequestState.WITHDRAWN


def owed(state, **fields):
    return Owed(
        request=RequestId(1),
        form=Form.TEACHER_FEEDBACK,
        alias="QX-4KM",
        asked_by="Pat Fennimore",
        wanted_by=date(2026, 10, 13),
        state=state,
        **fields,
    )


@pytest.mark.parametrize(
    ("forms", "said"),
    [
        pytest.param([owed(IN), owed(IN)], "all are in, thank you", id="in"),
        pytest.param(
            [owed(IN), owed(RETURNED)], "none is open any more, thank you", id="given-back"
        ),
        pytest.param([owed(WITHDRAWN)], "none is open any more", id="withdrawn"),
        pytest.param([owed(RequestState.OPEN, closed="over")], "none is open any more", id="over"),
        pytest.param([owed(IN), owed(RequestState.OPEN)], "1 open", id="one-is-open"),
    ],
)
def test_all_are_in_is_said_only_where_they_are(forms, said):
    message = requests.render(forms)

    assert said in words_of(message)
    assert ("thank you" in message["text"]) is ("thank you" in said)
