"""The last guard that errors under /api/ are for programs to read, not pages."""

from careerportal.api import problems


def errors_are_problems(get_response):
    """Turn what no API view has answered (a bad host, too many parameters, a crash) into problem+json.

    It stands outermost, so that it also sees what other middleware refuses. The security headers of the refused answer
    are kept. On a developer's machine the traceback is in the log of the server instead of the page.
    """

    def answer(request):
        response = get_response(request)
        is_error = response.status_code >= 400 and request.path_info.startswith("/api/")
        if is_error and response.headers.get("Content-Type") != problems.MEDIA_TYPE:
            return problems.describe(request, response)
        return response

    return answer
