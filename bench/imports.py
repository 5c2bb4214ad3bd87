"""Loading the agencies' own files: seconds and memory of a refresh, in a process of its own.

IPEDS' files lie beside the project, in ../shared/data; without them this part is left out.
"""

from bench import databases
from bench.bounds import Bound
from bench.places import ROOT, Scratch

NAME = "imports"
TITLE = "Loading"
NOTES = (
    "*Loading*: `manage.py refresh` with a file of the agency's, the other programs and the start of the process "
    "included: HD2024 (6,072 schools) and C2024_A (286,979 rows, of which field 51.07 is kept), then HD2024 once more.",
    "*Every field*: the 220,960 rows of College Scorecard's fields of study into an empty database, with every field "
    "kept; then C2024_A into the same database, which tells most of these programs apart.",
)

FOLDER = ROOT.parent / "shared" / "data" / "ipeds"
FILES = {
    "directory": ("ipeds-directory", "2024-25", "hd2024.csv.gz"),
    "completions": ("ipeds-completions", "2023-24", "c2024_a_reduced.csv.gz"),
    "directory again": ("ipeds-directory", "2024-25", "hd2024.csv.gz"),
}
EVERY_FIELD = "every field"
COMPLETIONS = "completions of every field"


def seconds(name):
    return lambda results: results[name]["seconds"]


def megabytes(name):
    return lambda results: results[name]["megabytes"]


def most_memory(results):
    return max(results[name]["megabytes"] for name in FILES)


BOUNDS = [
    Bound("loading every field", seconds(EVERY_FIELD), 60, 40, unit=" s"),
    Bound("memory while every field is loaded", megabytes(EVERY_FIELD), 300, 200, unit=" MB"),
    Bound("loading C2024_A, every field", seconds(COMPLETIONS), unit=" s"),
    Bound("memory while C2024_A is loaded, every field", megabytes(COMPLETIONS), 300, 200, unit=" MB"),
    Bound("loading HD2024", seconds("directory"), 5, 3, unit=" s"),
    Bound("loading C2024_A, field 51.07", seconds("completions"), 10, 5, unit=" s"),
    Bound("loading HD2024 a second time", seconds("directory again"), unit=" s"),
    Bound("most memory while these three are loaded", most_memory, 300, 200, unit=" MB"),
]


def measure(vendor, rounds):
    """Load each file once into databases made for this and dropped again; {} where the files are not there."""
    if not all((FOLDER / file).exists() for _, _, file in FILES.values()):
        print("The agencies' files are not beside the project: loading them is left out.")
        return {}
    starter, every = Scratch("imports", vendor), Scratch("every", vendor)
    try:
        results = {EVERY_FIELD: databases.build(every)}
        results[COMPLETIONS] = databases.refresh(every, *FILES["completions"], FOLDER)
        databases.build(starter)
        return results | {name: databases.refresh(starter, *what, FOLDER) for name, what in FILES.items()}
    finally:
        for scratch in (starter, every):
            databases.remove(scratch)
