"""Each request is answered in the language of its address, whatever cookie or header comes with it.

So a page that is kept, here or in a cache on the way, is the same for everybody. English is what a process speaks
anyway: its pages pass here with a glance at their address.
"""

from django.utils import translation

from careerportal.taxonomy.languages import ENGLISH, language_of


def by_address(get_response):
    """Middleware: speak the language of the address. Whatever looks an address up or says something stands inside."""

    def answer(request):
        language = language_of(request.path_info)
        if language == ENGLISH:
            return get_response(request)
        with translation.override(language):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return answer
