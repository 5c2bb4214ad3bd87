"""Programs and schools in the words of CTDL, the Credential Transparency Description Language.

https://credreg.net/ctdl/terms says what each word means. Only what is known is said.
"""

from careerportal.taxonomy.degree_levels import DegreeLevel
from certification.api.ctdl import CONTEXT, known, said

CIP_FRAMEWORK = "https://nces.ed.gov/ipeds/cipcode/"
CREDENTIALS = {
    DegreeLevel.CERTIFICATE: "ceterms:Certificate",
    DegreeLevel.ASSOCIATE: "ceterms:AssociateDegree",
    DegreeLevel.BACHELORS: "ceterms:BachelorDegree",
    DegreeLevel.POSTBACCALAUREATE: "ceterms:Certificate",
    DegreeLevel.MASTERS: "ceterms:MasterDegree",
    DegreeLevel.POSTMASTERS: "ceterms:Certificate",
    DegreeLevel.GRADUATE_CERTIFICATE: "ceterms:Certificate",
    DegreeLevel.DOCTORAL: "ceterms:DoctoralDegree",
    DegreeLevel.PROFESSIONAL: "ceterms:ProfessionalDoctorate",
}
"""Level → the CTDL class of what its programs end with."""


def school(one, absolute):
    """A school as an organization that grants credentials."""
    return {"@context": CONTEXT} | _organization(one, absolute)


def program(one, absolute):
    """A program as the credential that it ends with, and the school that offers it."""
    return known(
        {
            "@context": CONTEXT,
            "@type": CREDENTIALS[one.level],
            "@id": absolute(one.get_absolute_url()),
            "ceterms:name": said(f"{one.get_level_display()}, {one.title}"),
            "ceterms:description": said(one.description),
            "ceterms:subjectWebpage": one.url or absolute(one.get_absolute_url()),
            "ceterms:offeredBy": [_organization(one.school, absolute)],
            "ceterms:instructionalProgramType": [_field_of_study(one)],
            "ceterms:estimatedDuration": _duration(one.length_months),
        }
    )


def _organization(one, absolute):
    one = one.as_shown()
    return known(
        {
            "@type": "ceterms:CredentialOrganization",
            "@id": absolute(one.get_absolute_url()),
            "ceterms:name": said(one.shown_name),
            "ceterms:subjectWebpage": one.website or absolute(one.get_absolute_url()),
            "ceterms:description": said(one.description),
            "ceterms:ipedsID": str(one.unitid) if one.unitid else None,
            "ceterms:address": _place(one),
        }
    )


def _place(one):
    facts = {
        "ceterms:addressLocality": said(one.city),
        "ceterms:addressRegion": said(one.state),
        "ceterms:postalCode": one.zip,
        "ceterms:latitude": one.latitude,
        "ceterms:longitude": one.longitude,
    }
    return [{"@type": "ceterms:Place"} | found] if (found := known(facts)) else None


def _field_of_study(one):
    return {
        "@type": "ceterms:CredentialAlignmentObject",
        "ceterms:framework": CIP_FRAMEWORK,
        "ceterms:frameworkName": said("Classification of Instructional Programs"),
        "ceterms:codedNotation": one.cip,
        "ceterms:targetNodeName": said(one.title),
    }


def _duration(months):
    if not months:
        return None
    return [{"@type": "ceterms:DurationProfile", "ceterms:exactDuration": f"P{months}M"}]
