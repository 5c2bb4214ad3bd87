"""The example program of the schema: a real row of the starter data."""

SCHOOL = {
    "unitid": 229179,
    "slug": "texas-womans-university",
    "name": "Texas Woman's University",
    "control": "public",
    "state": "TX",
    "listed": True,
    "links": {
        "page": "https://portal.example/schools/texas-womans-university/",
        "api": "https://portal.example/api/v1/schools/229179/",
        "college_scorecard": "https://collegescorecard.ed.gov/school/?229179",
        "college_navigator": "https://nces.ed.gov/collegenavigator/?id=229179",
    },
}
OUTCOME = {
    "field": "51.07",
    "level": "masters",
    "completers": {"value": 94, "status": "reported"},
    "earnings": {"value": 90503, "status": "reported"},
    "earnings_horizon": 4,
    "debt": {"value": 38475, "status": "reported"},
    "benchmark_state": {"value": 34809, "status": "reported"},
    "benchmark_nation": {"value": 36082, "status": "reported"},
    "source": {
        "key": "scorecard-field-of-study",
        "title": "College Scorecard, data by field of study",
        "publisher": "US Department of Education",
        "edition": "June 2026",
        "url": "https://collegescorecard.ed.gov/data/",
    },
}
SLUG = "texas-womans-university-health-and-medical-administrative-services-masters"
PROGRAM = {
    "slug": SLUG,
    "title": "Health and Medical Administrative Services",
    "cip": "51.07",
    "field": "51.07",
    "level": "masters",
    "level_title": "Master's degree",
    "school": SCHOOL,
    "outcome": OUTCOME,
    "description": "",
    "topics": [],
    "accreditations": [],
    "deadlines": [],
    "completions": [
        {
            "year": 2024,
            "awards": {"value": 6, "status": "reported"},
            "lengths": [],
            "source": {
                "key": "ipeds-completions",
                "title": "IPEDS completions",
                "publisher": "National Center for Education Statistics, US Department of Education",
                "edition": "2023-24",
                "url": "https://nces.ed.gov/ipeds/datacenter/DataFiles.aspx",
            },
        }
    ],
    "delivery": {"value": None, "status": "unknown"},
    "length_months": {"value": None, "status": "unknown"},
    "credits": {"value": None, "status": "unknown"},
    "capstone": {"value": None, "status": "unknown"},
    "internship": {"value": None, "status": "unknown"},
    "entry_requirements": "",
    "admission_test": {"value": None, "status": "unknown"},
    "experience_asked": {"value": None, "status": "unknown"},
    "practicum": {"value": None, "status": "unknown"},
    "cohort": {"value": None, "status": "unknown"},
    "executive": {"value": None, "status": "unknown"},
    "sessions": {"value": None, "status": "unknown"},
    "part_time": {"value": None, "status": "unknown"},
    "start_terms": {"value": None, "status": "unknown"},
    "updated_at": "2026-11-23T14:08:08Z",
    "links": {
        "page": f"https://portal.example/programs/{SLUG}/",
        "api": f"https://portal.example/api/v1/programs/{SLUG}/",
        "level": "https://portal.example/api/v1/levels/masters/",
        "website": None,
    },
}
