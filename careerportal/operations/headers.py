"""Security headers that Django and django-csp leave out somewhere, on every answer, static files and errors included.

What gunicorn refuses before it is a request of ours, Django never sees. So gunicorn is given its answer here, too.
"""

from html import escape

from gunicorn import util

HEADERS = {
    # Nothing here asks a browser for any of these, so nothing that slips in may either.
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation"),
            *("gyroscope", "magnetometer", "microphone", "midi", "payment", "usb", "xr-spatial-tracking"),
        )
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    # Django sets these on what it answers, but not on files of whitenoise, nor where it refuses a host.
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def on_every_answer(get_response):
    """Middleware: add the headers that an answer does not set itself."""

    def answer(request):
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return answer


NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
OF_SERVERS = HEADERS | {"Content-Security-Policy": NOTHING, "Cache-Control": "no-store"}
"""What answers carry that gunicorn makes by itself; nginx's own say the same (deploy/nginx.conf.template)."""


def refuse(sock, status, reason, message):
    """Write gunicorn's own answer: as gunicorn.util.write_error, with our headers and nothing of what was sent."""
    text = f"<!doctype html><html lang=en><meta charset=utf-8><title>{escape(reason)}</title><h1>{escape(reason)}</h1>"
    lines = [
        f"HTTP/1.1 {status} {reason}",
        "Connection: close",
        "Content-Type: text/html; charset=utf-8",
        f"Content-Length: {len(text)}",
        *(f"{name}: {value}" for name, value in OF_SERVERS.items()),
    ]
    util.write_nonblock(sock, ("\r\n".join(lines) + "\r\n\r\n" + text).encode("latin1"))


def on_gunicorns_own_answers():
    """Let this process's gunicorn refuse with our headers; for deploy/gunicorn.conf.py."""
    util.write_error = refuse
