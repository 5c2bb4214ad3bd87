#!/bin/sh
# manage.py as the user portal and with the settings of /etc/portal.env, for root: `sh deploy/manage.sh COMMAND …`.
# The code stays root's: what serves readers cannot change itself.

set -ae
. /etc/portal.env
set +a
cd "$(dirname "$0")/.."
# A home of its own: PostgreSQL's library gives up where it may not look into root's.
exec runuser -u portal -- env HOME="$PWD" .venv/bin/python manage.py "$@"
