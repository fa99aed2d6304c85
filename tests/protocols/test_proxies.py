"""Whose address a request has: the client's, where a proxy that is trusted says it."""

import httpx
import pytest
from websockets.asyncio.client import connect

from server.transport.proxies import Proxies
from tests.protocols.conftest import running
from tests.protocols.http import HELLO
from tests.protocols.talk import ACK, PROTOCOL, ask, hear, say

TRUSTED = "10.0.0.0/8, 192.0.2.7, 2001:db8:1::/48, 127.0.0.1"
CLIENT, OTHER, PROXY = "203.0.113.9", "198.51.100.1", "10.1.2.3"


@pytest.mark.parametrize(
    ("peer", "said", "client"),
    [
        (CLIENT, None, CLIENT),
        (CLIENT, OTHER, CLIENT),  # nobody asked this one
        (PROXY, None, PROXY),
        (PROXY, CLIENT, CLIENT),
        (PROXY, f"{OTHER}, {CLIENT}", CLIENT),  # the client wrote the first itself
        (PROXY, f"{CLIENT}, 10.9.9.9, 192.0.2.7", CLIENT),
        (PROXY, f"{OTHER},{CLIENT}  ,\t10.9.9.9", CLIENT),
        (PROXY, f"{CLIENT}:4711", CLIENT),
        (PROXY, "10.9.9.9, 192.0.2.7", "10.9.9.9"),  # from within
        (PROXY, "", PROXY),
        (PROXY, "unknown", PROXY),
        (PROXY, f"{OTHER}, unknown", PROXY),  # who wrote the first is not known
        (PROXY, f"{OTHER}, , 10.9.9.9", "10.9.9.9"),
        (PROXY, f"{CLIENT}, \xff, 10.9.9.9", "10.9.9.9"),
        (PROXY, f"{OTHER}, 999.1.1.1", PROXY),
        (PROXY, "x" * 60_000, PROXY),
        (PROXY, "," * 60_000, PROXY),
        (f"::ffff:{PROXY}", CLIENT, CLIENT),
        (PROXY, f"::ffff:{CLIENT}", CLIENT),
        (PROXY, "2001:db8:2:3:4:5:6:7", "2001:db8:2:3::/64"),
        (PROXY, "[2001:db8:2:3::1]:4711", "2001:db8:2:3::/64"),
        (PROXY, f"{CLIENT}, 2001:db8:1::5", CLIENT),
        ("2001:db8:9::1", CLIENT, "2001:db8:9::/64"),
        ("", CLIENT, ""),
    ],
)
def test_the_client_is_the_last_whom_no_trusted_proxy_has(
    peer: str, said: str | None, client: str
) -> None:
    headers = [(b"host", b"x")]
    if said is not None:
        headers.append((b"x-forwarded-for", said.encode("latin-1")))
    assert Proxies(TRUSTED).client(peer, headers) == client


def test_a_header_that_comes_twice_is_one_list() -> None:
    headers = [(b"x-forwarded-for", OTHER.encode()), (b"x-forwarded-for", CLIENT.encode())]
    assert Proxies(TRUSTED).client(PROXY, headers) == CLIENT


@pytest.mark.parametrize("wrong", ["*", "localhost", "10.0.0.0/33", "10.0.0.1/8", "a b"])
def test_what_is_no_network_cannot_be_trusted(wrong: str) -> None:
    with pytest.raises(ValueError, match="it must name addresses or networks"):
        Proxies(wrong)


@pytest.mark.parametrize(("proxies", "address"), [("", "127.0.0.1"), ("127.0.0.0/8", CLIENT)])
async def test_every_protocol_hands_down_the_same_address(proxies: str, address: str) -> None:
    headers = {"x-forwarded-for": f"{OTHER}, {CLIENT}"}
    query = {"query": "subscription { count(to: 1) }"}
    with running(proxies=proxies) as service:
        async with httpx.AsyncClient(headers=headers) as client:
            await client.post(service.url, json=HELLO)
            await client.get(service.url, params=HELLO)
            await client.post(service.url, json=query, headers={"accept": "text/event-stream"})
        protocols = [PROTOCOL]
        async with connect(
            service.ws, subprotocols=protocols, additional_headers=headers
        ) as socket:
            await say(socket, type="connection_init")
            assert await hear(socket) == ACK
            await ask(socket, "a", "{ hello }")
            await hear(socket)
        assert service.graph.addresses == [address] * 4
