"""How the awards of a program, year by year, read in the API: in its rows and in its description alike."""

from rest_framework import serializers

from careerportal.api.figures import FigureSerializer
from careerportal.api.sources import SourceOfFiguresSerializer, source_of_figures
from programs.completions import trends
from programs.models import Program


class CompletionsSerializer(serializers.Serializer):
    """Awards of one academic year."""

    year = serializers.IntegerField(help_text="2024 for awards from July 2023 to June 2024.")
    awards = FigureSerializer(
        help_text="Awards to first majors. Unit: awards. 0 is offered and not taken; not_offered is no row that year."
    )
    lengths = serializers.ListField(
        child=serializers.CharField(),
        help_text="How long the undergraduate certificates among them take, in IPEDS' bands; empty at other levels.",
    )
    source = SourceOfFiguresSerializer(allow_null=True, help_text="null where status is not_offered.")


def said(trend):
    """Return a Trend as a list of years, the oldest first; [] for None."""
    return [
        {
            "year": one.year,
            "awards": {"value": one.awards.value, "status": one.awards.status.value},
            "lengths": list(one.lengths),
            "source": one.release and source_of_figures(one.release.source, one.release.edition),
        }
        for one in (trend.years if trend else [])
    ]


def of_programs(pks):
    """Return {program's primary key: its list}, [] for a program of which nothing is recorded."""
    programs = list(Program.objects.filter(pk__in=pks).only("pk", "school_id", "cip", "level"))
    found = trends(programs)
    return {program.pk: said(found.get(program.pk)) for program in programs}
