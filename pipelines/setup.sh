#!/usr/bin/env bash
# setup.sh: what a job needs in this checkout: .venv from the locked requirements, and the Pulumi CLI.
#
# The one step that asks a network: the package index that pip is set up for. Keep ~/.cache/bastide between jobs that run
# reviewed code, never between a change and anything else.

# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

main() {
    need_tools git make python3
    make setup pulumi >&2
}

help_asked "$@"
main "$@"
