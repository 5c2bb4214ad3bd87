"""Every address of the portal."""

from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from careerportal.about_data import data
from careerportal.glossary import glossary
from careerportal.seo import SITEMAPS, robots

urlpatterns = [
    path("", include("salaries.urls")),
    path("", include("certification.urls")),
    path("data/", data, name="data"),
    path("glossary/", glossary, name="glossary"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    path("admin/", admin.site.urls),
]
