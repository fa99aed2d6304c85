"""Proxies that an operator trusts, and the address that they say a client has."""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

FORWARDED = b"x-forwarded-for"
#: What one client on IPv6 has for itself: 2^64 addresses, so they count as one.
IPV6_PREFIX = 64
LONGEST = 64  # characters of an address with a port
Address = IPv4Address | IPv6Address


class Proxies:
    """The proxies whose X-Forwarded-For is believed."""

    def __init__(self, networks: str = "") -> None:
        """networks: addresses and networks, with commas. Raises ValueError for anything else."""
        named = filter(None, (each.strip() for each in networks.split(",")))
        try:
            self._networks = [ip_network(each) for each in named]
        except ValueError:
            demand = "it must name addresses or networks, such as 10.0.0.0/8, with commas"
            raise ValueError(demand) from None

    def trusts(self, peer: str) -> bool:
        """Whether a connection from this address is a proxy's."""
        address = parsed(peer) if self._networks else None
        return address is not None and self._trusts(address)

    def _trusts(self, address: Address) -> bool:
        return any(address in network for network in self._networks)

    def client(self, peer: str, headers: Iterable[tuple[bytes, bytes]]) -> str:
        """The last address that no trusted proxy has; of the peer where it is none of these.

        A proxy adds whom it speaks for at the right, so what is further left than that, or than
        what is no address, was written by somebody who is not trusted.
        """
        if not self.trusts(peer):
            return source(peer)
        said = b",".join(value for name, value in headers if name == FORWARDED)
        client = peer
        while said:
            said, _, last = said.rpartition(b",")
            address = parsed(_without_port(last.strip()[:LONGEST].decode("latin-1")))
            if address is None:
                break
            client = str(address)
            if not self._trusts(address):
                break
        return source(client)


def _without_port(text: str) -> str:
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text


@lru_cache(maxsize=1024)
def parsed(text: str) -> Address | None:
    """An address, as IPv4 where it is one that IPv6 only wraps; None where it is none."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return (isinstance(address, IPv6Address) and address.ipv4_mapped) or address


@lru_cache(maxsize=1024)
def source(text: str) -> str:
    """What limits count by: an address of IPv4, and the network of an address of IPv6."""
    address = parsed(text)
    if not isinstance(address, IPv6Address):
        return str(address or text)
    return str(IPv6Network((int(address), IPV6_PREFIX), strict=False))
