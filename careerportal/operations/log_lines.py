"""How a log line is written: as a sentence for people, or as one JSON object for programs. Neither has a key in it."""

import json
import logging

from careerportal.partners.redaction import StrikeOutKeys, strike_out


class Line(StrikeOutKeys):
    """2026-11-26 14:00:00,123 WARNING 9f2c… django.request: Not Found: /nowhere"""

    def __init__(self):
        super().__init__("{asctime} {levelname} {request_id} {name}: {message}", style="{")


class Json(logging.Formatter):
    """The same as one JSON object a line, which log stores take as it is."""

    def format(self, record):
        line = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "request": record.request_id,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return strike_out(json.dumps(line, ensure_ascii=False))
