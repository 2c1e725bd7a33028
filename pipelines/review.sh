#!/usr/bin/env bash
# review.sh [STACK...]: the comment of a merge request, for all estates where none is named.
#
# Needs no account, no token and no network: refuses to run where it sees one (exit code 2). Writes build/review/comment.md,
# which is bounded, and whole.md. Both are there, with the error, when the plan failed; then the exit code is 2 or 3.
# The gate is another script: findings do not fail this one.
#
# BASTIDE_BASE   the branch that the change goes to, where no forge says it: origin/main
# BASTIDE_LANG   en or fr
# BASTIDE_URL    where whole.md can be read afterwards

# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

written_as() {
    case $(forge) in
    gitlab) echo gitlab ;;
    *) echo github ;;
    esac
}

main() {
    local base folder=$OUTPUT/review
    need_tools git
    need_repository
    no_credentials
    base=$(base_commit)
    warm "$base"
    mkdir -p "$folder"
    alone .venv/bin/bastide comment "$@" --against "$base" --format "$(written_as)" --lang "${BASTIDE_LANG:-en}" \
        --group "${BASTIDE_GROUP:-all}" ${BASTIDE_URL:+--full-url "$BASTIDE_URL"} \
        --full "$folder/whole.md" --output "$folder/comment.md"
}

help_asked "$@"
main "$@"
