"""What may be a link that calls or writes."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from coursekit.model.reach import dialled, mailed

TYPED = yaml.safe_load((Path(__file__).parent / "reach.yml").read_text("utf-8"))


@pytest.mark.parametrize(("typed", "address"), TYPED["phones"].items())
def test_a_number_is_dialled_as_it_was_meant_or_not_at_all(typed, address):
    assert (dialled(typed) or "") == address


@pytest.mark.parametrize(("typed", "address"), TYPED["mails"].items())
def test_an_address_is_written_to_as_it_stands_or_not_at_all(typed, address):
    assert (mailed(typed) or "") == address


@given(st.text(alphabet="0123456789+() .-/x,;ext\u00a0abc", max_size=30))
def test_a_link_dials_all_the_digits_that_were_typed_and_no_others(typed):
    address = dialled(typed)
    if address is not None:
        assert re.fullmatch(r"tel:\+?\d{2,15}(;ext=\d{1,6})?", address)
        digits = re.sub(r"\D", "", address)
        assert digits == re.sub(r"\D", "", re.sub(r"\( ?0 ?\)", "", typed, count=1)) or digits == re.sub(
            r"\D", "", typed
        )


@given(st.emails() | st.text(max_size=30))
def test_a_link_writes_to_one_address_and_says_nothing_more(typed):
    address = mailed(typed)
    assert address is None or (address == f"mailto:{typed}" and not set(typed) & set('?&%#/:<>,; "\n'))
