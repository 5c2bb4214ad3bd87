#!/bin/sh
# A copy of the database, then the chores of the night, in the portal's folder: `sh deploy/nightly.sh FOLDER-OF-COPIES`.
# Each is done although one before it failed; which failed is said at the end. A copy comes first: what a chore deletes
# is in it.

failed=""

do_chore() {
    ${PYTHON:-.venv/bin/python} manage.py "$@"
    ended=$?
    # 75: the portal is in read-only mode; that is no failure.
    [ $ended -eq 0 ] || [ $ended -eq 75 ] || failed="$failed $1"
}

do_chore backup "${1:?Say where copies go}" --keep 30
do_chore run_schedule
do_chore prune_ledger
do_chore clearsessions
do_chore axes_reset
do_chore mirror_check
do_chore check_links

if [ -n "$failed" ]; then
    echo "Failed tonight:$failed. What each said stands above." >&2
    exit 1
fi
