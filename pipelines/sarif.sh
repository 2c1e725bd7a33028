#!/usr/bin/env bash
# sarif.sh FILE COMMIT REF: findings to the code scanning of GitHub.
#
# The token needs security-events: write. REF is refs/heads/BRANCH or refs/pull/NUMBER/head. The forge shows 5,000 results.

# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/api.sh"

body_of() {
    local packed body
    packed=$(mktemp) body=$(mktemp)
    gzip --no-name --stdout "$1" | base64 --wrap=0 >"$packed"
    jq --null-input --arg commit "$2" --arg ref "$3" --rawfile sarif "$packed" \
        '{commit_sha: $commit, ref: $ref, sarif: $sarif, tool_name: "bastide"}' >"$body"
    rm "$packed"
    echo "$body"
}

main() {
    local body
    [ $# = 3 ] || fail 2 "found $# arguments" "sarif.sh FILE COMMIT REF"
    need_tools curl jq gzip
    need_variable BASTIDE_TOKEN "findings cannot be uploaded without a token"
    need_variable GITHUB_API_URL "the forge sets it"
    need_variable GITHUB_REPOSITORY "the forge sets it"
    jq --exit-status '.version == "2.1.0"' "$1" >/dev/null 2>&1 || fail 2 "$1 is no SARIF 2.1.0" "gate.sh sarif"
    body=$(body_of "$@")
    call github POST "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/code-scanning/sarifs" "$body" >/dev/null
    rm "$body"
    say "uploaded the findings of $2"
}

help_asked "$@"
main "$@"
