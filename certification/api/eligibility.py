"""The eligibility page's answers for programs to read: the same questions, the same arithmetic, the same words."""

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from careerportal.api import parameters, sources
from careerportal.api.problems import WrongParameters
from certification import advice, eligibility
from certification.api.serializers import CertifyingBodySerializer
from certification.eligibility import Outcome
from certification.forms import MEMBER_CHOICES, MOST_CREDIT_HOURS, MOST_PROGRAM_MONTHS, MOST_YEARS, EligibilityForm
from certification.models import Certification, RuleSet

OUTCOME_HELP = "met, missing, or not_known: nobody has recorded the rule, so ask the certifying body."
UNITS = {"experience": "months", "coursework": "credit hours", "membership": None}
EXPECTED = {
    "experience_years": f"years from 0 to {MOST_YEARS}, such as 3 or 2.5",
    "experience_months": "months from 0 to 11, added to the years",
    "credit_hours": f"credit hours from 0 to {MOST_CREDIT_HOURS}",
    "member": [word for word, _ in MEMBER_CHOICES],
    "program_credits": f"credit hours from 0.5 to {MOST_CREDIT_HOURS}",
    "program_start": "a day such as 2027-01-11",
    "program_months": f"months from 1 to {MOST_PROGRAM_MONTHS}",
}
"""What may stand in each parameter; the form's own fields say the rest."""


class StandingSerializer(serializers.Serializer):
    """How the person stands to one rule."""

    rule = serializers.ChoiceField(list(UNITS))
    outcome = serializers.ChoiceField([one.value for one in Outcome], help_text=OUTCOME_HELP)
    unit = serializers.CharField(allow_null=True, help_text="Of needed, has and short; null for membership.")
    needed = serializers.FloatField(allow_null=True, help_text="With this person's experience; null: not known.")
    has = serializers.FloatField(allow_null=True)
    short = serializers.FloatField(allow_null=True, help_text="null unless the rule is missing.")
    asks = serializers.CharField(help_text="The rule in words.")
    closes = serializers.ListField(child=serializers.CharField(), help_text="Ways to close the gap, in words.")


class WaySerializer(serializers.Serializer):
    """Earn so many more credit hours, and sit on this date or later."""

    credit_hours_to_earn = serializers.FloatField()
    date = serializers.DateField()


class RulesOfAnswerSerializer(serializers.Serializer):
    """Which rules the answer rests on. Show the date and the source beside it."""

    valid_from = serializers.DateField(allow_null=True)
    valid_until = serializers.DateField(allow_null=True)
    checked_on = serializers.DateField(allow_null=True)
    source = serializers.CharField(allow_blank=True)
    source_url = serializers.CharField(allow_blank=True)


class EligibilitySerializer(serializers.Serializer):
    """Whether a person may sit the exam today, what is missing, and when they may. Confirm with the certifying body."""

    certification = serializers.CharField(help_text="Slug.")
    day = serializers.DateField(help_text="The day for which the answer holds.")
    outcome = serializers.ChoiceField([one.value for one in Outcome], help_text=OUTCOME_HELP)
    headline = serializers.CharField()
    on_the_date = serializers.CharField(help_text="When the person may sit, in words.")
    rules = StandingSerializer(many=True)
    earliest_date = serializers.DateField(
        allow_null=True,
        help_text="With the hours the person has and those of the program given, a member by then; null: never, or not "
        "known.",
    )
    ways = WaySerializer(many=True, help_text="From the fewest more credit hours to the soonest date.")
    body = CertifyingBodySerializer(help_text="Whom to ask before applying.")
    rules_in_force = RulesOfAnswerSerializer()
    links = serializers.DictField(child=serializers.URLField())


def _parameter(name, kind, text, *, required):
    return OpenApiParameter(name, kind, required=required, description=text)


PARAMETERS = [
    OpenApiParameter("slug", str, OpenApiParameter.PATH, description="Such as certified-medical-manager."),
    _parameter("experience_years", float, "Years of experience so far: 0 to 60.", required=True),
    _parameter("experience_months", int, "Months beyond the years: 0 to 11.", required=False),
    _parameter("credit_hours", float, "Credit hours so far: 0 to 400.", required=True),
    OpenApiParameter("member", str, required=True, enum=EXPECTED["member"], description="A member in good standing."),
    _parameter("program_credits", float, "Credit hours that a planned program will give.", required=False),
    OpenApiParameter("program_start", {"type": "string", "format": "date"}, description="Its first day."),
    _parameter("program_months", int, "Its length in months: 1 to 120.", required=False),
]


class EligibilityView(APIView):
    """Holds what a person has against today's rules. Nothing that is asked is stored."""

    detail = True
    also_answers = {}

    @extend_schema(
        operation_id="certifications_eligibility",
        summary="Whether a person may sit the exam, what is missing, and when they may",
        parameters=PARAMETERS,
        responses=EligibilitySerializer,
    )
    def get(self, request, slug):
        certification = Certification.objects.with_rules().filter(slug=slug).first()
        if certification is None:
            raise Http404
        form = _read(request.query_params)
        rules = next(iter(certification.current_rules), None) or RuleSet(certification=certification)
        applicant = form.applicant()
        answer = eligibility.answer(rules, applicant, form.today, form.studies())
        said = _say(request, certification, rules, answer, applicant)
        body = EligibilitySerializer(said).data | {"meta": sources.meta(())}
        return Response(body, headers={"Cache-Control": "private"})


def _read(query):
    """Return the form that the query fills in, or raise everything that is wrong with it."""
    names = tuple(EligibilityForm.base_fields)
    form = EligibilityForm(query, today=timezone.localdate())
    mistakes = parameters.unknown(query, {*names, *parameters.ALWAYS_KNOWN}) + parameters.repeated(query, names)
    mistakes += [
        parameters.mistake(name, query.get(name, ""), " ".join(messages), EXPECTED[name])
        for name, messages in form.errors.items()
    ]
    if mistakes:
        raise WrongParameters(mistakes)
    return form


def _say(request, certification, rules, answer, applicant):
    lines = advice.on_each_rule(answer, applicant, rules, certification.body)
    page = reverse("certification:eligibility", args=[certification.slug], request=request)
    query = request.query_params.urlencode()
    return {
        "certification": certification.slug,
        "day": answer.day,
        "outcome": answer.outcome,
        "headline": advice.headline(answer, certification.body),
        "on_the_date": advice.on_the_date(answer, rules, certification.body),
        "rules": [_standing(*pair) for pair in zip(answer.standings, lines, strict=True)],
        "earliest_date": answer.earliest,
        "ways": answer.ways,
        "body": certification.body,
        "rules_in_force": rules,
        "links": {
            "page": f"{page}?{query}",
            "certification": reverse("api-v1:certification-detail", args=[certification.slug], request=request),
        },
    }


def _standing(standing, line):
    return {
        "rule": standing.rule,
        "outcome": standing.outcome,
        "unit": UNITS[standing.rule],
        "needed": standing.needed,
        "has": standing.has,
        "short": standing.short,
        "asks": line.asks,
        "closes": line.closes,
    }
