"""How gunicorn serves the portal: `gunicorn -c deploy/gunicorn.conf.py careerportal.wsgi`.

A worker for each core, each with a few threads: pages take processor time, exports wait for their readers. What differs
between machines comes from the environment: BIND, WEB_CONCURRENCY (workers), WEB_THREADS.
"""

import gc
import os
import shutil
import tempfile

from careerportal import env
from careerportal.operations import gunicorn_lines

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = env.whole_number("WEB_CONCURRENCY", default=len(os.sched_getaffinity(0)), least=1)
worker_class = "gthread"
threads = env.whole_number("WEB_THREADS", default=4, least=1)

# Loaded once, before the workers are made of it, so that they share what never changes. After a change of the code:
# `systemctl restart portal`; a reload (HUP) only starts workers anew.
preload_app = True

# A worker that hangs for a minute is ended; one that is asked to go may finish what it has begun.
timeout = 60
graceful_timeout = 30
keepalive = 75  # Longer than nginx keeps an idle connection to us, so that it never asks one that is just being closed.

# A worker that has answered so many requests is replaced: whatever it has gathered in memory goes with it.
max_requests = 50_000
max_requests_jitter = 10_000

# Heartbeats go to memory: on a busy disk a healthy worker would look dead.
worker_tmp_dir = "/dev/shm"  # noqa: S108 -- gunicorn makes a file of its own there

# An address has 8 KB at most, as nginx says too.
limit_request_line = 8190

control_socket_disable = True
forwarded_allow_ips = "127.0.0.1"
accesslog = None  # nginx writes one, without query strings.
errorlog = "-"
loglevel = os.environ.get("GUNICORN_LOG_LEVEL", "info")
logconfig_dict = gunicorn_lines.config(env.log_format(), loglevel)


def post_fork(server, worker):
    """What gunicorn refuses by itself carries our security headers."""
    from careerportal.operations import headers

    headers.on_gunicorns_own_answers()


# Where METRICS=true each worker counts in a file of its own, in memory; the one that is asked adds them up.
_is_measured = env.yes_or_no("METRICS", default=False)
if _is_measured and "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="portal-metrics-", dir=worker_tmp_dir)


def child_exit(server, worker):
    """Of a worker that has ended, what it counted stays; what it was doing at that moment does not."""
    if _is_measured:
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)


def on_exit(server):
    """Counts begin anew with the next start."""
    if _is_measured:
        shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)


def when_ready(server):
    """What is loaded by now lives as long as the process: the collector need not look at it, nor unshare its pages."""
    gc.collect()
    gc.freeze()
