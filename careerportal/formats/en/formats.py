"""English: November 26, 2026."""

DATE_FORMAT = "F j, Y"
YEAR_MONTH_FORMAT = "F Y"
