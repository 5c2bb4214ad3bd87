"""What running the portal writes down for itself."""

from django.db import models


class LoginWindow(models.Model):
    """How many sign-ins were tried of late, under a name at an address or at an address; the name says neither."""

    name = models.CharField(max_length=64, primary_key=True)
    used = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField()

    class Meta:
        default_permissions = ()  # Nobody looks at these, and no role may.

    def __str__(self):
        return f"{self.used} until {self.ends_at:%H:%M:%S}"
