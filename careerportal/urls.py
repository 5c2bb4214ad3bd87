"""Every address of the portal."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from careerportal.about_changes import changes, changes_feed, release_changes
from careerportal.about_data import data
from careerportal.about_partners import partners
from careerportal.api.changes import ChangesView
from careerportal.gallery import components
from careerportal.glossary import glossary
from careerportal.operations import health
from careerportal.pages import favicon, home
from careerportal.reports import views as reports
from careerportal.seo import SITEMAPS, robots
from programs import mirror

API_V1 = [
    path("", include("careerportal.api.v1")),
    path("", include("programs.api.urls")),
    path("", include("salaries.api.urls")),
    path("", include("certification.api.urls")),
    path("changes/", ChangesView.as_view(successors=mirror.successors, rows=mirror.rows), name="change-list"),
]

handler404 = "careerportal.pages.not_found"
handler500 = "careerportal.operations.outages.broken"

# What students read, in every language: English at the root, Spanish under /es/.
PAGES = [
    path("", home, name="home"),
    path("", include("programs.urls")),
    path("", include("salaries.urls")),
    path("", include("certification.urls")),
    path("data/", data, name="data"),
    path("data/changes/", changes, name="data-changes"),
    path("data/changes/feed.atom", changes_feed, name="data-changes-feed"),
    path("data/changes/<int:pk>/", release_changes, name="data-release"),
    path("data/corrections/", reports.corrections, name="corrections"),
    path("report/", reports.report, name="report"),
    path("report/thanks/", reports.thanks, name="report-thanks"),
    path("glossary/", glossary, name="glossary"),
]

# What developers, staff and machines read, in English.
urlpatterns = [
    path("partners/", partners, name="partners"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    path("favicon.ico", favicon, name="favicon"),
    path("healthz/live", health.live, name="live"),
    path("healthz/ready", health.ready, name="ready"),
    path("api/v1/", include((API_V1, "api-v1"))),
    path("api/", include("careerportal.api.urls")),
    path("admin/", admin.site.urls),
    *i18n_patterns(*PAGES, prefix_default_language=False),
]

if settings.DEBUG:
    urlpatterns.append(path("_components/", components, name="components"))
