"""A portal that keeps nothing from request to request: what the first reader after a change waits for."""

from careerportal import pieces
from careerportal.sync import kept


def forget_everything(get_response):
    """Middleware: begin each request as after a restart, but for the code and the templates that are loaded."""

    def middleware(request):
        if not request.path.startswith("/bench/"):
            kept.forget()
            pieces.forget()
        return get_response(request)

    return middleware
