from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.fetch.addresses import may_ask, networks


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "255.255.255.255", "224.0.0.1", "239.1.1.1", "240.0.0.1", "192.0.2.1", "198.18.0.1",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::", "2002:a00:1::", "::127.0.0.1", "::ffff:0:7f00:1", "64:ff9b:1::7f00:1", "fec0::1",
        "192.0.0.192",
    ],
)  # fmt: skip
def test_an_address_within_is_refused(host: str) -> None:
    assert not may_ask(host)


@pytest.mark.parametrize(
    "host", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101", "news.example"]
)
def test_a_public_address_or_a_name_may_be_asked(host: str) -> None:
    assert may_ask(host)


def test_a_private_network_may_be_allowed_and_only_that() -> None:
    allowed = networks(("10.1.0.0/16", "::1"))
    hosts = ("10.1.2.3", "10.2.0.1", "::1", "::ffff:10.1.2.3", "127.0.0.1")
    assert [may_ask(host, allowed) for host in hosts] == [True, False, True, True, False]


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="192.168.0.0/16"))
def test_no_clothing_makes_a_private_address_public(address: object) -> None:
    number = int(address)  # type: ignore[call-overload]
    low = f"{number >> 16:x}:{number & 0xFFFF:x}"
    for host in (str(address), f"::ffff:{address}", f"64:ff9b::{low}", f"2002:{low}::1"):
        assert not may_ask(host)
