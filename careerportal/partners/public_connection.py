"""Connections to machines of the public internet, and to no others.

A partner names the address of a webhook, and names can lead anywhere: to our own database, to a cloud's metadata. So
the name is looked up here and the connection goes to the very address that was checked; a name that is moved between
check and connection gains nothing. Redirects are not followed, so none leads past the check.
"""

import http.client
import socket
import ssl
from contextlib import contextmanager, suppress
from ipaddress import IPv4Address, IPv6Network, ip_address
from threading import Timer
from urllib.parse import urlsplit

from django.conf import settings

SECONDS_TO_WAIT = 10
SECONDS_IN_ALL = 20
MOST_READ = 1_000
"""Bytes of an answer that are read; nobody needs more of it."""

CARRY_IPV4 = tuple(map(IPv6Network, ("::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16")))
"""IPv6 addresses behind which any IPv4 address may stand."""


class NotPublic(OSError):
    """The address is none of the public internet's, or none that we may use."""


def is_public(text):
    """Is this an address of the public internet?"""
    address = ip_address(text.partition("%")[0])
    if not isinstance(address, IPv4Address):
        if address.is_site_local or any(address in network for network in CARRY_IPV4):
            return False
        address = address.ipv4_mapped or address
    return address.is_global and not address.is_multicast


def post(url, body, headers):
    """Post to an address of the public internet; return (status, the start of the answer), or raise OSError."""
    anywhere = settings.WEBHOOKS_TO_PRIVATE_NETWORKS
    try:
        with asked("POST", url, headers, body=body, anywhere=anywhere, seconds_in_all=SECONDS_IN_ALL) as answer:
            return answer.status, answer.read(MOST_READ)
    except http.client.HTTPException as error:
        raise OSError(f"it does not speak HTTP: {type(error).__name__}") from error


@contextmanager
def asked(method, url, headers, *, body=None, anywhere=False, plain=False, seconds_in_all=None):
    """Ask an address and give its answer, an http.client.HTTPResponse, to be read while the connection is open.

    `plain` also allows http://, `anywhere` that and addresses of private networks. OSError: no answer, or NotPublic.
    After `seconds_in_all` the connection is ended, however slowly it drips.
    """
    parts = urlsplit(url)
    _check(parts, anywhere or plain)
    kind = _Tls if parts.scheme == "https" else _Plain
    connection = kind(parts.hostname, parts.port or kind.default_port, timeout=SECONDS_TO_WAIT)
    connection.anywhere = anywhere
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    watch = Timer(seconds_in_all or SECONDS_IN_ALL, _hang_up, [connection])
    watch.daemon = True
    watch.start()
    try:
        connection.request(method, path, body=body, headers=headers)
        yield connection.getresponse()
    finally:
        watch.cancel()
        connection.close()


def _check(parts, plain):
    schemes = ("https", "http") if plain else ("https",)
    if parts.scheme not in schemes or not parts.hostname:
        raise NotPublic(f"an {' or '.join(f'{scheme}://' for scheme in schemes)} address is needed")
    if parts.username or parts.password:
        raise NotPublic("an address has no name and password in it")


def _open_socket(host, port, anywhere):
    """Return a socket to the first public address of a name that answers."""
    failure = NotPublic(f"{host} leads to no address of the public internet")
    for family, kind, protocol, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if not (anywhere or is_public(address[0])):
            continue
        plug = socket.socket(family, kind, protocol)
        plug.settimeout(SECONDS_TO_WAIT)
        try:
            plug.connect(address)
        except OSError as error:
            plug.close()
            failure = error
        else:
            return plug
    raise failure


class _Plain(http.client.HTTPConnection):
    def connect(self):
        self.sock = _open_socket(self.host, self.port, self.anywhere)


class _Tls(http.client.HTTPSConnection):
    def connect(self):
        plain = _open_socket(self.host, self.port, self.anywhere)
        try:
            self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)
        except OSError:
            plain.close()
            raise


def _hang_up(connection):
    """End a connection whose other end takes its time, letter by letter."""
    if plug := connection.sock:
        with suppress(OSError):  # It has hung up by itself in this very moment.
            plug.shutdown(socket.SHUT_RDWR)
