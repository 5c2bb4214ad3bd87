"""`manage.py run_schedule`: do what curators have set a day for."""

from django.core.management.base import BaseCommand

from programs import curation, overrides


class Command(BaseCommand):
    help = "Publish and withdraw programs, and end overrides, as is due. Running it again does nothing more."

    def handle(self, **options):
        done = curation.run_due()
        for program in done.sent_back:
            self.stdout.write(f"Sent back to its author: {program.slug}: {program.review_note}")
        self.stdout.write(f"Published {len(done.published)}, withdrew {len(done.withdrawn)} programs.")
        settled = overrides.settle()
        self.stdout.write(f"Ended {len(settled.ended)} overrides; {len(settled.doubted)} new findings tell of some.")
