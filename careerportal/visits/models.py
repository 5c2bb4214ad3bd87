"""How often pages are read: a number for each page and day, and nothing of who read them."""

from django.db import models


class PageViews(models.Model):
    """How often the page of a program or school was asked for on one day."""

    class Page(models.TextChoices):
        PROGRAM = "programs", "Program"
        SCHOOL = "schools", "School"

    page = models.CharField(max_length=8, choices=Page)
    slug = models.CharField("address", max_length=220, help_text="The last part of the page's address.")
    day = models.DateField()
    views = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "page views"
        ordering = ["-day", "-views", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["page", "slug", "day"], name="page_views_natural_key"),
            models.CheckConstraint(
                condition=models.Q(page__in=("programs", "schools")), name="page_views_page_is_known"
            ),
        ]
        indexes = [models.Index(fields=["page", "day"], name="page_views_by_day")]

    def __str__(self):
        return f"{self.day}: {self.slug}"
