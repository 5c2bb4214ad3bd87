"""Occupations that the survey counted together with others before May 2021, and so has no earlier figures of alone.

The codes and titles are those of the national workbooks of May 2019 and May 2020, which have the combined occupation as
a "detailed" one and lack the single code; that of May 2021 has the single code.
"""

from dataclasses import dataclass

ALONE_SINCE = 2021


@dataclass(frozen=True)
class Combined:
    """A combined occupation of the survey of May 2019 and May 2020."""

    code: str
    title: str


COUNTED_TOGETHER = {
    "11-3012": Combined("11-3010", "Administrative Services and Facilities Managers"),
    "29-2072": Combined(
        "29-2098",
        "Medical Dosimetrists, Medical Records Specialists, and Health Technologists and Technicians, All Other",
    ),
    "29-9021": Combined(
        "29-9098",
        "Health Information Technologists, Medical Registrars, Surgical Assistants, and Healthcare Practitioners and "
        "Technical Workers, All Other",
    ),
}
"""SOC code → what the survey counted it in; of the portal's occupations alone."""


def before(soc):
    """What an occupation was counted in before it was counted alone, or None."""
    return COUNTED_TOGETHER.get(soc)
