#!/usr/bin/env bash
# post.sh github|gitlab NUMBER FILE: the comment of a pull or merge request, posted or, where there is one, updated.
#
# Finds the comment by the hidden marker in its first line, among those of the token's own user. Where FILE has no comment,
# because the job before it failed, it says so in one. Runs no code of the change.
#
# BASTIDE_TOKEN            GitHub: the job's, with pull-requests: write. GitLab: a project's, role Reporter, scope api
# BASTIDE_GROUP            name in the marker: all
# BASTIDE_COMMENT_AUTHOR   GitHub: whose comments they are: github-actions[bot]
# BASTIDE_URL              the log of the run

# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/api.sh"

# characters, not bytes: more than a comment has, less than a forge takes
LONGEST=65000
PER_PAGE=100
MARKER="<!-- bastide-comment: ${BASTIDE_GROUP:-all} -->"

comments_url() {
    case $1 in
    gitlab) echo "$CI_API_V4_URL/projects/${CI_MERGE_REQUEST_PROJECT_ID:-$CI_PROJECT_ID}/merge_requests/$2/notes" ;;
    *) echo "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues/$2/comments" ;;
    esac
}

comment_url() {
    case $1 in
    gitlab) echo "$(comments_url "$1" "$2")/$3" ;;
    *) echo "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues/comments/$3" ;;
    esac
}

author() {
    case $1 in
    gitlab) call gitlab GET "$CI_API_V4_URL/user" | jq -r .username ;;
    *) echo "${BASTIDE_COMMENT_AUTHOR:-github-actions[bot]}" ;;
    esac
}

# find_comment FORGE NUMBER AUTHOR: its id, or nothing.
find_comment() {
    local page=1 answer found
    while :; do
        answer=$(call "$1" GET "$(comments_url "$1" "$2")?per_page=$PER_PAGE&page=$page")
        found=$(jq -r --arg marker "$MARKER" --arg author "$3" \
            '[.[] | select((.body // "" | startswith($marker)) and ((.user // .author | .login // .username) == $author))][0].id // empty' \
            <<<"$answer")
        [ -z "$found" ] || break
        [ "$(jq length <<<"$answer")" -ge "$PER_PAGE" ] || break
        page=$((page + 1))
    done
    echo "$found"
}

is_comment() {
    [ -s "$1" ] && [ "$(head -n 1 "$1" | tr -d '\r')" = "$MARKER" ] && [ "$(jq --null-input --rawfile text "$1" '$text | length')" -le "$LONGEST" ]
}

failure_text() {
    printf '%s\n**There is no plan.** The job ended before it could write one%s. Nothing is known of what this change does: do not merge.\n' \
        "$MARKER" "${BASTIDE_URL:+: see [its log]($BASTIDE_URL)}"
}

# body_of FILE: as a file of JSON.
body_of() {
    local body
    body=$(mktemp)
    if is_comment "$1"; then
        # not --raw-input: jq 1.6 spoils letters at the borders of its buffer
        jq --null-input --rawfile text "$1" '{body: $text}' >"$body"
    else
        say "warning: $1 holds no comment of this group: saying so instead"
        jq --null-input --arg text "$(failure_text)" '{body: $text}' >"$body"
    fi
    echo "$body"
}

update_method() {
    case $1 in
    gitlab) echo PUT ;;
    *) echo PATCH ;;
    esac
}

need_forge() {
    need_variable BASTIDE_TOKEN "a comment cannot be posted without a token"
    case $1 in
    gitlab) need_variable CI_API_V4_URL "the forge sets it" ;;
    github)
        need_variable GITHUB_API_URL "the forge sets it"
        need_variable GITHUB_REPOSITORY "the forge sets it"
        ;;
    *) fail 2 "found the forge $1" "github or gitlab" ;;
    esac
}

main() {
    local who id body
    [ $# = 3 ] || fail 2 "found $# arguments" "post.sh github|gitlab NUMBER FILE"
    need_tools curl jq
    need_forge "$1"
    [[ $2 =~ ^[0-9]+$ ]] || fail 2 "found the number \`$2\`" "give that of the pull or merge request"
    who=$(author "$1")
    id=$(find_comment "$1" "$2" "$who")
    body=$(body_of "$3")
    if [ -n "$id" ]; then
        call "$1" "$(update_method "$1")" "$(comment_url "$1" "$2" "$id")" "$body" >/dev/null
        say "updated comment $id"
    else
        call "$1" POST "$(comments_url "$1" "$2")" "$body" >/dev/null
        say "posted a comment"
    fi
    rm "$body"
}

help_asked "$@"
main "$@"
