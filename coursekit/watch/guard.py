"""Where a watch may go: public addresses of the web alone, never this machine or the network around it."""

import ipaddress
import socket
from dataclasses import dataclass

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url


class RefusedAddressError(Exception):
    """The address must not be asked; the message says why."""


class UnknownNameError(Exception):
    """No such server is known."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server that may be asked."""

    scheme: str
    name: str
    port: int
    numbers: tuple[str, ...]
    """Its numeric addresses, IPv4 first."""


def endpoint(url: str, *, private: bool = False) -> Endpoint:
    """Look a server up.

    The connection is then made to one of these numbers: a name that answers differently the next time cannot
    lead elsewhere. With `private`, which only tests use, this machine itself may be asked.

    Raises RefusedAddressError for anything but http and https, for user names in the address, and where any
    of the server's addresses is not public (loopback, private, link-local, reserved, multicast, also inside
    IPv6); UnknownNameError where the name is not known.
    """
    try:
        parts = parse_url(url)
    except LocationParseError:
        raise RefusedAddressError("it is no web address") from None
    name = (parts.host or "").strip("[]").rstrip(".")
    if parts.scheme not in ("http", "https") or not name:
        raise RefusedAddressError("it is no web address")
    if parts.auth:
        raise RefusedAddressError("it holds a user name")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    numbers = _numbers(name, port)
    if not private and not all(map(is_public, numbers)):
        raise RefusedAddressError("it leads into a private network")
    return Endpoint(parts.scheme, name, port, tuple(numbers))


def _numbers(name: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        if getattr(error, "errno", None) == socket.EAI_AGAIN:
            raise TimeoutError("its name could not be looked up") from None
        raise UnknownNameError("no server of this name is known") from None
    numbers = dict.fromkeys(str(entry[4][0]) for entry in found)
    return sorted(numbers, key=lambda number: ":" in number)


def is_public(number: str) -> bool:
    """Whether a numeric address belongs to the public internet."""
    ip = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None) or _nat64(ip)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def _nat64(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address inside one of a network that knows only IPv6 (RFC 6052)."""
    return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None
