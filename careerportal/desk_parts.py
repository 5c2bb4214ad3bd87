"""The desk's tables as the work that people come for, in place of the apps that they happen to belong to."""

PARTS = {
    "Listings": (
        "programs.Program", "programs.School", "programs.Accreditation", "programs.Deadline", "programs.ProgramTopic",
        "programs.Override", "programs.SchoolMove",
    ),
    "From readers": ("reports.Report", "links.Link", "visits.PageViews"),
    "Texts": (
        "programs.LevelGuide", "salaries.ProfileSection", "texts.GlossaryTerm", "texts.TranslatedText",
        "programs.Synonym",
    ),
    "Certifications": (
        "certification.Certification", "certification.CertifyingBody", "certification.RuleSet",
        "certification.ExamArea",
    ),
    "Federal data": (
        "datasets.Release", "datasets.Finding", "datasets.BulkEdit", "programs.ProgramOutcome", "programs.Completions",
        "programs.SchoolCharge", "programs.FieldOfStudy", "salaries.Occupation", "salaries.WageEstimate",
        "salaries.Projection", "salaries.Area", "salaries.JobOfField",
    ),
    "Partners": (
        "partners.Partner", "partners.ApiKey", "partners.Webhook", "partners.Delivery", "partners.UsageDay",
        "partners.Catalogue", "partners.CatalogueEntry", "sync.Change", "sync.Pruning",
    ),
    "People": ("auth.User", "auth.Group", "programs.SchoolAssignment"),
}  # fmt: skip
"""Part → its tables, those first that are used most."""


def by_work(apps, index):
    """Return Django's list of apps with their tables, parted anew; a table that no part names stands in the last."""
    tables = {model["model"]._meta.label: model for app in apps for model in app["models"]}
    found = [(name, [tables.pop(label) for label in labels if label in tables]) for name, labels in PARTS.items()]
    found.append(("Others", list(tables.values())))
    return [
        {
            "name": name,
            "app_label": name.lower().replace(" ", "-"),
            "app_url": f"{index}#content",
            "has_module_perms": True,
            "models": models,
        }
        for name, models in found
        if models
    ]
