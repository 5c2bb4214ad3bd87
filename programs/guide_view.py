"""The page of the guide to the degree levels: five questions, asked and answered in its address."""

from django import forms
from django.http import QueryDict
from django.shortcuts import render
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from careerportal.sync import kept_pages
from programs import columns, guide
from programs.filters import ProgramFilterSet
from programs.found import Found
from programs.models import LevelGuide, Program

CHOOSE = {
    "required": _("Choose one answer to “%(question)s”."),
    "invalid_choice": _("Choose one of the answers to “%(question)s”."),
}


def _say(message, **words):
    """A message with its words in it, both in the language of the page."""
    return str(message) % words


_filled = lazy(_say, str)


def _question(text, answers, help_text=""):
    messages = {kind: _filled(message, question=text) for kind, message in CHOOSE.items()}
    return forms.TypedChoiceField(
        label=text,
        choices=answers.choices,
        coerce=answers,
        widget=forms.RadioSelect,
        help_text=help_text,
        error_messages=messages,
    )


class GuideForm(forms.Form):
    """The five questions."""

    use_required_attribute = False

    degree = _question(_("What is the highest degree or award that you have?"), guide.Degree)
    field = _question(_("Is it in health administration?"), guide.Field)
    goal = _question(_("What do you want?"), guide.Goal)
    time = _question(
        _("How much time do you want to give?"), guide.Time, _("Of full-time study; part time takes longer.")
    )
    mode = _question(_("How do you want to study?"), guide.Mode)


@require_safe
@kept_pages.until_change(*GuideForm.base_fields)
def find_level(request):
    """The questions, and once they are answered the levels that fit, with reasons and the search for each."""
    is_answered = any(name in request.GET for name in GuideForm.base_fields)
    form = GuideForm(request.GET if is_answered else None)
    levels = None
    if is_answered and form.is_valid():
        levels = _told(guide.levels_for(guide.Answers(**form.cleaned_data)), request.data_serial)
    return render(request, "programs/find_level.html", {"form": form, "levels": levels})


def _told(found, serial):
    """Add to each piece of advice what our guide says of the level, and how many programs its search finds."""
    guides = {about.level: about for about in LevelGuide.objects.all()}
    programs, known = Program.objects.published(), columns.at(serial)
    return [
        {
            "advice": advice,
            "guide": guides.get(advice.level),
            "count": Found(ProgramFilterSet(QueryDict(advice.query), queryset=programs), known).count(),
        }
        for advice in found
    ]
