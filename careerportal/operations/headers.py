"""Security headers that neither Django nor django-csp sets, on every answer, static files and errors included."""

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
    "X-Frame-Options": "DENY",  # Django sets it on its own answers, whitenoise's files are none.
}


def on_every_answer(get_response):
    """Middleware: add the headers that an answer does not set itself."""

    def answer(request):
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return answer
