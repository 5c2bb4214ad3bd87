"""Where a request without a key comes from, as far as it can be believed.

Every proxy adds the address it was asked from to the end of X-Forwarded-For. So the last TRUSTED_PROXIES entries are
our own proxies' words, and all before them may be the client's invention. Without a proxy of ours it says nothing.
"""

from ipaddress import ip_address, ip_network

from django.conf import settings


def client_of(request):
    """Return the network address that is counted as one reader: an IPv4 address, or a /64 of IPv6."""
    told = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        said = [entry.strip() for entry in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if len(said) >= settings.TRUSTED_PROXIES:
            told = said[-settings.TRUSTED_PROXIES]
    return network_of(told)


def network_of(text):
    """Return what an address is counted as; what is no address (a socket file, a broken header) is one reader."""
    try:
        address = ip_address(text.strip("[]"))
    except ValueError:
        return "unknown"
    if address.version == 6:
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((address, 64), strict=False).network_address)
    return str(address)
