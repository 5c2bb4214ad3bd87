"""A partner's key for the bench, printed; run in a process of its own. `remove` takes it away again."""

import sys

import django

NAME = "Bench"


def main():
    django.setup()
    from careerportal.partners import keys
    from careerportal.partners.models import ApiKey, Partner

    if sys.argv[1] == "make":
        partner = Partner.objects.create(
            name=NAME, contact_email="bench@portal.example", per_minute=10**9, per_day=10**9
        )
        print(keys.issue(partner, name=NAME)[1])
        return
    ApiKey.objects.filter(partner__name=NAME).delete()
    Partner.objects.filter(name=NAME).delete()


if __name__ == "__main__":
    main()
