"""Log lines of gunicorn itself, written as the portal's are: for people or for programs, naming nobody."""

import logging

REFUSED = "Invalid request from ip="


class NobodyNamed(logging.Filter):
    """gunicorn names the address of who sent what is no request, with a piece of it, and whole addresses of pages."""

    def filter(self, record):
        if isinstance(record.msg, str) and record.msg.startswith(REFUSED):
            record.msg, record.args = "Refused what is no request as HTTP has it", ()
        elif isinstance(record.args, tuple):
            record.args = tuple(one.partition("?")[0] if isinstance(one, str) else one for one in record.args)
        return True


def config(kind, level):
    """Return gunicorn's logconfig_dict for the class that writes its lines and for GUNICORN_LOG_LEVEL."""
    own = {"level": level.upper(), "handlers": ["error_console"], "propagate": False}
    # Whoever gives gunicorn a logconfig_dict has its access log, whatever `accesslog` says: it names addresses, search
    # words and browsers.
    access = {"level": "CRITICAL", "handlers": ["none"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "request_id": {"()": "careerportal.operations.request_ids.Named"},
            "nobody": {"()": "careerportal.operations.gunicorn_lines.NobodyNamed"},
        },
        "formatters": {"line": {"()": f"careerportal.operations.log_lines.{kind}"}},
        "handlers": {
            "none": {"class": "logging.NullHandler"},
            "error_console": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["request_id", "nobody"],
                "stream": "ext://sys.stderr",
            },
        },
        "root": {"level": "WARNING", "handlers": ["error_console"]},
        "loggers": {"gunicorn.error": own, "gunicorn.access": access},
    }
