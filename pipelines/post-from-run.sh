#!/usr/bin/env bash
# post-from-run.sh: after a run of the workflow `bastide` at GitHub, posts its comment and uploads its findings.
#
# Runs in the default branch, with a token; the change's own run had none. Takes from that run nothing but two texts out of
# its log. Which pull request it is of, the forge says, never the run.
#
# RUN_ID, HEAD_SHA, HEAD_OWNER, HEAD_BRANCH   of the run, from the event
# BASTIDE_TOKEN                               actions: read, pull-requests: write, security-events: write

# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/api.sh"

HERE=$(dirname "$0")

repository_url() { echo "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY"; }

# The open pull request of the run's branch whose last commit is the run's: an older run must not write over a newer one.
pull_request() {
    local head
    head=$(jq --raw-output --null-input --arg text "$HEAD_OWNER:$HEAD_BRANCH" '$text | @uri')
    call github GET "$(repository_url)/pulls?state=open&per_page=100&head=$head" |
        jq --raw-output --arg sha "$HEAD_SHA" '[.[] | select(.head.sha == $sha)][0].number // empty'
}

# log_of JOB FILE: empty where the run had no such job.
log_of() {
    local id
    id=$(call github GET "$(repository_url)/actions/runs/$RUN_ID/jobs?per_page=100" |
        jq --raw-output --arg name "$1" '[.jobs[] | select(.name == $name)][0].id // empty')
    : >"$2"
    [ -z "$id" ] || call github GET "$(repository_url)/actions/jobs/$id/logs" >"$2"
}

post_comment() {
    log_of review "$2/review.log"
    "$HERE/parcel.sh" unpack "$2/review.log" comment.md "$2/comment.md" || say "warning: the review left no comment"
    "$HERE/post.sh" github "$1" "$2/comment.md"
}

upload_findings() {
    log_of gate "$2/gate.log"
    "$HERE/parcel.sh" unpack "$2/gate.log" findings.sarif "$2/findings.sarif" || return 0
    "$HERE/sarif.sh" "$2/findings.sarif" "$HEAD_SHA" "refs/pull/$1/head"
}

main() {
    local name number folder
    need_tools curl jq gzip
    for name in RUN_ID HEAD_SHA HEAD_OWNER HEAD_BRANCH; do need_variable "$name" "the event of the run gives it"; done
    for name in BASTIDE_TOKEN GITHUB_API_URL GITHUB_REPOSITORY; do need_variable "$name" "the workflow gives it"; done
    [[ $RUN_ID =~ ^[0-9]+$ && $HEAD_SHA =~ ^[0-9a-f]{40}$ ]] || fail 2 "RUN_ID or HEAD_SHA is none" "check the workflow"
    number=$(pull_request)
    [ -n "$number" ] || { say "no open pull request has this commit as its last one: nothing to post"; return 0; }
    folder=$(mktemp -d)
    export BASTIDE_URL="${GITHUB_SERVER_URL:-}/$GITHUB_REPOSITORY/actions/runs/$RUN_ID"
    post_comment "$number" "$folder"
    upload_findings "$number" "$folder"
    rm -r "$folder"
}

help_asked "$@"
main "$@"
