"""Small files in the agencies' own layout, invented rows in real shape, for tests of importers."""

import csv
import gzip

SCORECARD_ROW = {
    "UNITID": "229179",
    "OPEID6": "003646",
    "INSTNM": "Texas Woman's University",
    "STABBR": "TX",
    "CONTROL": "Public",
    "CIPCODE": "5107",
    "CIPDESC": "Health and Medical Administrative Services.",
    "CREDLEV": "5",
    "CREDDESC": "Master's Degree",
    "IPEDSCOUNT1": "94",
    "EARN_MDN_1YR": "",
    "EARN_MDN_4YR": "90503",
    "DEBT_ALL_STGP_EVAL_MDN": "38475",
    "TW_HS_EARN_STATE": "34809",
    "TW_HS_EARN_NATION": "36082",
}

OFFICIAL_SCORECARD_ROW = {
    "UNITID": "229179",
    "OPEID6": "003646",
    "INSTNM": "Texas Woman's University",
    "CONTROL": "Public",
    "MAIN": "1",
    "CIPCODE": "5107",
    "CIPDESC": "Health and Medical Administrative Services.",
    "CREDLEV": "5",
    "CREDDESC": "Master's Degree",
    "IPEDSCOUNT1": "94",
    "IPEDSCOUNT2": "101",
    "DEBT_ALL_STGP_ANY_N": "57",
    "DEBT_ALL_STGP_EVAL_N": "49",
    "DEBT_ALL_STGP_EVAL_MDN": "38475",
    "DEBT_MALE_STGP_EVAL_MDN": "PS",
    "EARN_COUNT_WNE_1YR": "71",
    "EARN_MDN_1YR": "79210",
    "EARN_COUNT_WNE_4YR": "66",
    "EARN_MDN_4YR": "90503",
    "BBRR1_FED_COMP_DFLT": "PS",
    "DISTANCE": "2",
    "EARN_MDN_5YR": "NA",
}
"""As in the Department's own file, by its dictionary; most of its 175 columns are left out. It has no state."""

DIRECTORY_ROW = {
    "UNITID": "229179",
    "INSTNM": "Texas Woman's University",
    "IALIAS": "TWU | Texas State College for Women",
    "ADDR": "304 Administration Dr",
    "CITY": "Denton",
    "STABBR": "TX",
    "ZIP": "76204",
    "WEBADDR": "twu.edu/",
    "ADMINURL": "twu.edu/admissions/",
    "FAIDURL": "https://twu.edu/finaid/",
    "APPLURL": "www.applytexas.org",
    "NPRICURL": "https://npc.twu.edu:8443/",
    "VETURL": "",
    "CONTROL": "1",
    "LOCALE": "23",
    "ACT": "A",
    "NEWID": "-2",
    "DEATHYR": "-2",
    "CLOSEDAT": "-2",
    "CYACTIVE": "1",
    "CBSA": "19100",
    "LONGITUD": "-97.128417",
    "LATITUDE": "33.226421",
}
"""As in the IPEDS directory; columns that we do not read are left out, but for the street."""

INSTITUTION_ROW = {"UNITID": "229179", "OPEID6": "003646", "INSTNM": "Texas Woman's University", "UGDS": "9878"}

COMPLETIONS_ROW = {
    "UNITID": "229179",
    "CIPCODE": "51.0701",
    "MAJORNUM": "1",
    "AWLEVEL": "7",
    "CTOTALT": "94",
    "CTOTALM": "20",
    "CTOTALW": "74",
}

FIELD_ROW = {
    "CIPFamily": "51",
    "CIPCode": "51.0701",
    "Action": "No substantive changes",
    "TextChange": "no",
    "CIPTitle": "Health/Health Care Administration/Management.",
    "CIPDefinition": "A program that prepares individuals to develop, plan, and manage health care operations and "
    "services within health care facilities and across health care systems. Includes instruction in planning, business "
    "and financial management, and health law.",
    "CrossReferences": "",
    "Examples": "",
}

TIE_ROW = {
    "CIP2020Code": "51.0702",
    "CIP2020Title": "Hospital and Health Care Facilities Administration/Management.",
    "SOC2018Code": "11-9111",
    "SOC2018Title": "Medical and Health Services Managers",
}

CHARGES_ROW = {
    "UNITID": "229179",
    "TUITION1": "7000", "FEE1": "2000", "TUITION2": "7000", "FEE2": "2000", "TUITION3": "20000", "FEE3": "2100",
    "TUITION5": "6000", "FEE5": "1500", "TUITION6": "6000", "FEE6": "1500", "TUITION7": ".", "FEE7": "1600",
    "CHG9AY3 ": ".",
}  # fmt: skip
"""As in ICyyyy_AY: nothing is a full stop, and the last name of the header ends in a space."""

COST1_ROW = {"UNITID": "229179", "TUITVARY": "1", "APPLFEEU": "50"} | {
    name: value for name, value in CHARGES_ROW.items() if name.startswith(("TUITION", "FEE"))
}
"""As in COST1_yyyy, which has the charges under their old names, among some two hundred other columns."""

OFFERINGS_ROW = {
    "UNITID": "229179",
    "LEVEL7": "1",
    "DSTNUGC": "1", "DSTNUGP": "0", "DSTNUGN": "0", "DSTNGC": "1", "DSTNGP": "1", "DSTNGN": "0",
    "DISTCRS": "1", "DISTPGS": "1", "DISTNCED": "2",
}  # fmt: skip
"""As in ICyyyy, which has a hundred more columns: courses, programs and nothing are ticked for each level."""

OEWS_ROW = {
    "AREA": "48",
    "AREA_TITLE": "Texas",
    "AREA_TYPE": "2",
    "PRIM_STATE": "TX",
    "OCC_CODE": "11-9111",
    "OCC_TITLE": "Medical and Health Services Managers",
    "TOT_EMP": "40710",
    "EMP_PRSE": "2.1",
    "JOBS_1000": "2.9",
    "LOC_QUOTIENT": "0.75",
    "H_MEAN": "63.11",
    "A_MEAN": "131270",
    "A_PCT10": "64430",
    "A_PCT25": "84170",
    "A_MEDIAN": "113040",
    "A_PCT75": "150980",
    "A_PCT90": "211650",
}


def write(folder, template, *rows, name="rows.csv"):
    """Write a file with one line for each of `rows`: what differs from the template. Return its path."""
    path = folder / name
    opener = gzip.open if name.endswith(".gz") else open
    with opener(path, "wt", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(template))
        writer.writeheader()
        writer.writerows(template | row for row in rows)
    return path


def scorecard(folder, *rows, name="fields.csv"):
    return write(folder, SCORECARD_ROW, *rows, name=name)


def official_scorecard(folder, *rows, name="Most-Recent-Cohorts-Field-of-Study.csv"):
    return write(folder, OFFICIAL_SCORECARD_ROW, *rows, name=name)


def directory(folder, *rows, name="directory.csv"):
    return write(folder, DIRECTORY_ROW, *rows, name=name)


def institutions(folder, *rows, name="institutions.csv"):
    return write(folder, INSTITUTION_ROW, *rows, name=name)


def oews(folder, *rows, name="wages.csv"):
    return write(folder, OEWS_ROW, *rows, name=name)


def completions(folder, *rows, name="completions.csv"):
    return write(folder, COMPLETIONS_ROW, *rows, name=name)


def fields(folder, *rows, name="cip2020.csv"):
    """A file of the classification of fields of study."""
    return write(folder, FIELD_ROW, *rows, name=name)


def crosswalk(folder, *rows, name="crosswalk.csv"):
    """A crosswalk of fields of study and occupations."""
    return write(folder, TIE_ROW, *rows, name=name)


def charges(folder, *rows, name="ic_ay.csv"):
    """A file of student charges."""
    return write(folder, CHARGES_ROW, *rows, name=name)


def cost1(folder, *rows, name="cost1_2024.csv"):
    """A file of student charges as it is called from 2024 on."""
    return write(folder, COST1_ROW, *rows, name=name)


def offerings(folder, *rows, name="offerings.csv"):
    """A file of what schools offer at a distance."""
    return write(folder, OFFERINGS_ROW, *rows, name=name)
