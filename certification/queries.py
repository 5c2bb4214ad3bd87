"""The vocabulary in which everything else asks for certifications and their rules."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class CertificationQuerySet(models.QuerySet):
    def for_occupation(self, soc):
        """Certifications that holders of an occupation earn, by SOC code."""
        return self.filter(soc=soc)

    def matching(self, words):
        """Certifications in whose name, granting body or summary every word stands."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(name__icontains=word)
                | Q(abbreviation__icontains=word)
                | Q(body__name__icontains=word)
                | Q(body__abbreviation__icontains=word)
                | Q(summary__icontains=word)
            )
        return found

    def with_rules(self):
        """Gather the body and the rules in force today as `current_rules`, a list of one or none."""
        rules = self.model._meta.get_field("rule_sets").related_model.objects.in_force()
        return self.select_related("body").prefetch_related(
            models.Prefetch("rule_sets", queryset=rules, to_attr="current_rules")
        )


class RuleSetQuerySet(models.QuerySet):
    def in_force(self, on=None):
        """Rules that hold on a day, today unless one is named; the newest first."""
        day = on or timezone.localdate()
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        lasting = Q(valid_until__isnull=True) | Q(valid_until__gte=day)
        return self.filter(begun, lasting).order_by(models.F("valid_from").desc(nulls_last=True), "-id")
