"""A certification in the words of CTDL, the Credential Transparency Description Language (https://credreg.net/ctdl/terms).

For partners who keep a catalogue in these words. Only what is known is said.
"""

from certification import wording

CONTEXT = "https://credreg.net/ctdl/schema/context/json"
LANGUAGE = "en-US"


def description_of(certification, rules, page):
    """Return the JSON-LD of a certification; `rules` are those in force today or None, `page` is our page about it."""
    body = certification.body
    issuer = {
        "@type": "ceterms:CredentialOrganization",
        "ceterms:name": said(body.name),
        "ceterms:alternateName": said([body.abbreviation] if body.abbreviation else None),
        "ceterms:subjectWebpage": body.website,
    }
    return known(
        {
            "@context": CONTEXT,
            "@type": "ceterms:Certification",
            "ceterms:name": said(certification.name),
            "ceterms:alternateName": said([certification.abbreviation] if certification.abbreviation else None),
            "ceterms:description": said(certification.summary),
            "ceterms:subjectWebpage": page,
            "ceterms:offeredBy": [known(issuer)],
            "ceterms:occupationType": _occupation(certification.soc),
            **(_conditions(rules, body) if rules else {}),
        }
    )


def _occupation(soc):
    if not soc:
        return None
    return [
        {
            "@type": "ceterms:CredentialAlignmentObject",
            "ceterms:framework": "https://www.bls.gov/soc/",
            "ceterms:frameworkName": said("Standard Occupational Classification"),
            "ceterms:codedNotation": soc,
        }
    ]


def _conditions(rules, body):
    hours = rules.credit_hours
    to_sit = {
        "ceterms:yearsOfExperience": rules.experience_years,
        "ceterms:creditValue": [{"@type": "ceterms:ValueProfile", "schema:value": hours}]
        if hours is not None
        else None,
        "ceterms:condition": _conditions_in_words(wording.to_sit_the_exam(rules, body)),
    }
    to_keep = {"ceterms:condition": _conditions_in_words(wording.to_keep_it(rules))}
    return {
        "ceterms:requires": _profile(to_sit),
        "ceterms:renewal": _profile(to_keep),
        "ceterms:renewalFrequency": f"P{rules.renewal_months}M" if rules.renewal_months else None,
    }


def _profile(facts):
    found = known(facts)
    return [{"@type": "ceterms:ConditionProfile"} | found] if found else None


def _conditions_in_words(rules):
    """Every rule that somebody has recorded, with its remark."""
    lines = [f"{rule.label}: {rule}. {rule.remark}".strip() for rule in rules if not rule.is_blank]
    return said(lines or None)


def said(words):
    """Say words in our language; nothing for none."""
    return {LANGUAGE: words} if words else None


def known(thing):
    """Leave out what is not known."""
    return {key: value for key, value in thing.items() if value not in (None, "", [], {})}
