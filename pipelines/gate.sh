#!/usr/bin/env bash
# gate.sh FORMAT...: whether a change may be merged. Formats: junit, sarif.
#
# Asks all rules of all estates, against the commit where the change left its branch. No stack, label, message or variable
# narrows it. Exit code 1: a mandatory failure that the base did not have. Writes build/gate/findings.xml and .sarif, and
# shows the same as text.
#
# BASTIDE_BASE   the branch that the change goes to, where no forge says it: origin/main

# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

# What decides the gate. A change of it judges itself, so that people must look at it.
GUARDED=(.ci .github .gitlab-ci.yml Makefile __main__.py bastide facts pipelines plan policies pyproject.toml requirements.txt tools)

file_of() {
    case $1 in
    junit) echo "$OUTPUT/gate/findings.xml" ;;
    sarif) echo "$OUTPUT/gate/findings.sarif" ;;
    *) fail 2 "found the format $1" "gate.sh junit, sarif or both" ;;
    esac
}

name_guarded() {
    local files
    files=$(git diff --name-only "$1" HEAD -- "${GUARDED[@]}")
    [ -z "$files" ] || say "this change touches what decides the gate; its owners must look at:"$'\n'"$files"
}

main() {
    local base format file also=()
    [ $# -gt 0 ] || fail 2 "no format is named" "gate.sh junit"
    for format in "$@"; do
        file=$(file_of "$format")
        also+=(--also "$format=$file")
    done
    need_tools git
    need_repository
    no_credentials
    base=$(base_commit)
    warm "$base"
    name_guarded "$base"
    mkdir -p "$OUTPUT/gate"
    alone .venv/bin/bastide check --against "$base" "${also[@]}"
}

help_asked "$@"
main "$@"
