"""What a page is about, in the words of schema.org, for search engines.

Pure functions: they read an object that the page already has and return a dict. `absolute` turns a path into a full
address (`request.build_absolute_uri`). Only what is known is said; an unknown fact is left out, never guessed.
"""

from careerportal import prose

CONTEXT = "https://schema.org"

MODES = {"campus": "onsite", "online": "online", "hybrid": "blended"}
"""Our words for how a program is taught → schema.org's educationalProgramMode."""

PERCENTILES = {
    "percentile10": "annual_p10",
    "percentile25": "annual_p25",
    "median": "annual_p50",
    "percentile75": "annual_p75",
    "percentile90": "annual_p90",
}
"""schema.org's MonetaryAmountDistribution → the field of a wage estimate."""


def website(home, search, absolute):
    """The portal itself, with the address under which it searches: `home` and `search` are paths."""
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": "Career Portal",
        "url": absolute(home),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{absolute(search)}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumb_list(crumbs, absolute):
    """The way to a page: crumbs are (label, path) pairs, the page itself last."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": str(label), "item": absolute(path)}
            for position, (label, path) in enumerate(crumbs, start=1)
        ],
    }


def college_or_university(school, absolute):
    """A school: its names, its state and the pages that the Department of Education keeps about it."""
    federal_pages = [address for address in (school.scorecard_url, school.navigator_url) if address]
    former_names = [name for part in school.former_names.split(";") if (name := part.strip())]
    place = {"@type": "PostalAddress", "addressRegion": school.state, "addressCountry": "US"} if school.state else None
    return _known(
        {
            "@context": CONTEXT,
            "@type": "CollegeOrUniversity",
            "name": school.shown_name,
            "alternateName": former_names,
            "url": absolute(school.get_absolute_url()),
            "address": place,
            "description": prose.in_words(school.description),
            "identifier": _property("UNITID", school.unitid),
            "sameAs": federal_pages,
        }
    )


def educational_program(program, absolute):
    """A program and the school that offers it. Length, credits and delivery only where a curator has entered them."""
    provider = college_or_university(program.school, absolute)
    del provider["@context"]
    return _known(
        {
            "@context": CONTEXT,
            "@type": "EducationalOccupationalProgram",
            "name": program.title,
            "identifier": _property("CIP", program.cip),
            "url": absolute(program.get_absolute_url()),
            "description": prose.in_words(program.description),
            "educationalCredentialAwarded": program.get_level_display(),
            "educationalProgramMode": MODES.get(program.delivery),
            "timeToComplete": f"P{program.length_months}M" if program.length_months else None,
            "numberOfCredits": program.credits,
            "provider": provider,
        }
    )


def occupation(occupation, wage, absolute, place=""):
    """An occupation with its wages in the nation or, when `place` names one, there.

    `wage` may be None, and a blank or top-coded percentile is left out.
    """
    country = {"@type": "Country", "name": "United States"}
    location = {"@type": "AdministrativeArea", "name": place, "containedInPlace": country} if place else country
    return _known(
        {
            "@context": CONTEXT,
            "@type": "Occupation",
            "name": occupation.shown_title,
            "alternateName": [
                name
                for name in dict.fromkeys([occupation.title, *occupation.other_title_list()])
                if name != occupation.shown_title
            ],
            "description": occupation.summary,
            "url": absolute(occupation.get_absolute_url()),
            "occupationalCategory": {
                "@type": "CategoryCode",
                "inCodeSet": "Standard Occupational Classification (2018)",
                "codeValue": occupation.soc,
                "name": occupation.title,
            },
            "occupationLocation": location if wage else None,
            "estimatedSalary": _salary(wage) if wage else None,
        }
    )


def educational_credential(certification, rules, absolute):
    """A certification; `rules` (None when nobody has entered any) say how long it lasts before renewal."""
    body = certification.body
    issuer = {"@type": "Organization", "name": body.name, "alternateName": body.abbreviation, "url": body.website}
    return _known(
        {
            "@context": CONTEXT,
            "@type": "EducationalOccupationalCredential",
            "name": certification.name,
            "alternateName": certification.abbreviation,
            "description": certification.summary,
            "url": absolute(certification.get_absolute_url()),
            "credentialCategory": "Certification",
            "recognizedBy": _known(issuer),
            "validFor": f"P{rules.renewal_months}M" if rules and rules.renewal_months else None,
        }
    )


def _salary(wage):
    figures = {word: wage.figure(field) for word, field in PERCENTILES.items()}
    known = {word: figure.value for word, figure in figures.items() if not figure.is_blank and not figure.is_floor}
    if not known:
        return None
    salary = {"@type": "MonetaryAmountDistribution", "name": "base", "currency": "USD", "duration": "P1Y"}
    return [salary | known]


def _property(name, value):
    return {"@type": "PropertyValue", "propertyID": name, "value": str(value)} if value else None


def _known(thing):
    """Leave out what is not known."""
    return {key: value for key, value in thing.items() if value not in (None, "", [], {})}
