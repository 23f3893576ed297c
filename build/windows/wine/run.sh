#!/usr/bin/env bash
# run.sh FOLDER COMMAND...: a Windows program under the Wine of FOLDER. Wine loses what goes to a file; a pipe keeps it.
set -uo pipefail
folder=$1
shift
export WINEPREFIX=$folder/prefix WINEARCH=win64 WINEDEBUG=${WINEDEBUG:--all} WINEDLLOVERRIDES='mscoree,mshtml=' PYTHONDONTWRITEBYTECODE=1
wine "$@" </dev/null 2>&1 | cat
exit "${PIPESTATUS[0]}"
