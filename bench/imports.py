"""Loading the agencies' own files: seconds and memory of a refresh, in a process of its own.

The files lie beside the project, in ../shared/data; without them this part is left out.
"""

from bench import databases
from bench.bounds import Bound
from bench.places import ROOT, Scratch

NAME = "imports"
TITLE = "Loading"
NOTES = (
    "*Loading*: `manage.py refresh` with a file of the agency's, the other programs and the start of the process "
    "included: HD2024 (6,072 schools) and C2024_A (286,979 rows, of which field 51.07 is kept), then HD2024 once more.",
)

FOLDER = ROOT.parent / "shared" / "data" / "ipeds"
FILES = {
    "directory": ("ipeds-directory", "2024-25", "hd2024.csv.gz"),
    "completions": ("ipeds-completions", "2023-24", "c2024_a_reduced.csv.gz"),
    "directory again": ("ipeds-directory", "2024-25", "hd2024.csv.gz"),
}


def seconds(name):
    return lambda results: results[name]["seconds"]


def most_memory(results):
    return max(one["megabytes"] for one in results.values())


BOUNDS = [
    Bound("loading HD2024", seconds("directory"), 5, 3, unit=" s"),
    Bound("loading C2024_A, field 51.07", seconds("completions"), 10, 5, unit=" s"),
    Bound("loading HD2024 a second time", seconds("directory again"), unit=" s"),
    Bound("most memory of these", most_memory, 300, 200, unit=" MB"),
]


def measure(vendor, rounds):
    """Load each file once into a database made for this and dropped again; {} where the files are not there."""
    if not all((FOLDER / file).exists() for _, _, file in FILES.values()):
        print("The agencies' files are not beside the project: loading them is left out.")
        return {}
    scratch = Scratch("imports", vendor)
    databases.build(scratch)
    try:
        return {name: databases.refresh(scratch, *what, FOLDER) for name, what in FILES.items()}
    finally:
        databases.remove(scratch)
