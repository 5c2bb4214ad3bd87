"""Pages that are alike but for a few words: the template is rendered once with marks in their places, then filled.

For kinds of pages of which there are too many to keep each: Django's templates take most of the time of such a page,
and nearly all of it goes into what they share. The template may show its words as they are; it cannot ask about them.
What it asks about is given beside them, and each answer has a frame of its own.
"""

import re
from copy import copy

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from careerportal import pieces
from careerportal.sync import kept, kept_pages

MOST_KEPT = 100
"""Frames that a process keeps: one for each template, language, host, folder and answers."""

MARK = "mark-{}-of-a-frame"
MARKS = re.compile(MARK.format("([a-z_]+)"))
_frames = {}


def fill(request, template, folder, given=(), **words):
    """Return the page of a template with these words, at a path in a folder: an address that ends with a slash.

    `given` are (name, value) pairs that the template may ask about, of few values each. Staff, whom pages may greet,
    and developers get the page rendered anew.
    """
    if settings.DEBUG or not request.COOKIES.keys().isdisjoint(kept_pages.PERSONAL):
        return render(request, template, words | dict(given))
    key = get_language(), request.scheme, request.get_host(), template, folder, given, bool(request.kept_query)
    frame = kept.once(_frames, key, lambda: _frame(request, template, folder, given, tuple(words)), MOST_KEPT)
    words |= {"path": request.path.removeprefix(folder), "kept_query": request.kept_query}
    parts = enumerate(frame)
    return HttpResponse("".join([pieces.written(words[part]) if number % 2 else part for number, part in parts]))


def forget():
    """Let go of all frames, as a restart would."""
    _frames.clear()


def _frame(request, template, folder, given, names):
    """The frame as texts and names of words in turn."""
    request = copy(request)
    request.path = request.path_info = folder + MARK.format("path")
    request.kept_query = request.kept_query and MARK.format("kept_query")
    marks = {name: MARK.format(name) for name in names}
    return MARKS.split(render_to_string(template, marks | dict(given), request))
