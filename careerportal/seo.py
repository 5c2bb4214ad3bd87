"""What search engines read: the sitemap and robots.txt."""

from django.contrib.sitemaps import Sitemap
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careerportal.taxonomy.degree_levels import DegreeLevel
from certification.models import Certification
from programs.models import Program, School
from salaries.models import Occupation, WageEstimate


class PageInEachLanguage(Sitemap):
    """A sitemap that lists each page in every language, and names the others beside it."""

    i18n = alternates = x_default = True


class PageSitemap(PageInEachLanguage):
    """Pages that stand alone."""

    NAMES = (
        "home", "programs:list", "programs:schools", "programs:levels", "programs:find-level", "programs:compare",
        "programs:shortlist", "salaries:list", "salaries:compare", "salaries:careers", "certification:list", "data",
        "data-changes", "corrections", "glossary",
    )  # fmt: skip

    def items(self):
        return self.NAMES

    def location(self, name):
        return reverse(name)


class PartnerSitemap(Sitemap):
    """Where partners read on; in English only."""

    def items(self):
        return ["partners"]

    def location(self, name):
        return reverse(name)


class ProgramSitemap(PageInEachLanguage):
    """Programs that a student can find by an ordinary search: published, at a school in the Department's list."""

    def items(self):
        return Program.objects.published().at_listed_schools().order_by("id").only("slug", "updated_at")

    def lastmod(self, program):
        return program.updated_at


class SchoolSitemap(PageInEachLanguage):
    """Schools in the Department's list that have a program."""

    def items(self):
        return School.objects.listed().with_programs().order_by("id").only("slug")


class LevelSitemap(PageInEachLanguage):
    """The rungs of the ladder that have programs."""

    def items(self):
        used = Program.objects.published().at_listed_schools().order_by().values_list("level", flat=True).distinct()
        return [level for level in DegreeLevel if level in set(used)]

    def location(self, level):
        return reverse("programs:level", args=[level.value])


class CareerSitemap(PageInEachLanguage):
    """The profile of every occupation."""

    def items(self):
        return Occupation.objects.in_listing_order()


class SalarySitemap(CareerSitemap):
    """The wages of every occupation."""

    def location(self, occupation):
        return occupation.salary_url


class AreaPaySitemap(PageInEachLanguage):
    """The pay of every occupation in every area that has an estimate."""

    def items(self):
        pairs = WageEstimate.objects.order_by("occupation__soc", "area__slug")
        return pairs.values_list("occupation__soc", "area__slug").distinct()

    def location(self, pair):
        return reverse("salaries:area", args=pair)


class CertificationSitemap(PageInEachLanguage):
    """Every certification."""

    def items(self):
        return Certification.objects.order_by("id")


class EligibilitySitemap(CertificationSitemap):
    """Where a person finds out whether they may sit the exam of each certification."""

    def location(self, certification):
        return reverse("certification:eligibility", args=[certification.slug])


SITEMAPS = {
    "pages": PageSitemap,
    "partners": PartnerSitemap,
    "programs": ProgramSitemap,
    "schools": SchoolSitemap,
    "levels": LevelSitemap,
    "careers": CareerSitemap,
    "salaries": SalarySitemap,
    "areas": AreaPaySitemap,
    "certifications": CertificationSitemap,
    "eligibility": EligibilitySitemap,
}


@require_safe
def robots(request):
    """Tell crawlers what to leave alone and where the sitemap is."""
    context = {"sitemap_url": request.build_absolute_uri(reverse("sitemap"))}
    return render(request, "robots.txt", context, content_type="text/plain; charset=utf-8")
