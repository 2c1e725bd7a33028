# Requests to a forge. Read by `. pipelines/api.sh`, after lib.sh; does nothing by itself.
# shellcheck shell=bash

# A token goes to its own forge only, and never in the clear.
require_safe() {
    case $1 in
    https://* | http://127.0.0.1:* | http://localhost:*) ;;
    *) fail 2 "the forge's address does not begin with https://" "check the variables of the forge" ;;
    esac
}

# header: as a line of curl's configuration, which nobody sees in the list of processes.
header() {
    case $1 in
    gitlab) printf 'header = "PRIVATE-TOKEN: %s"\n' "$BASTIDE_TOKEN" ;;
    *) printf 'header = "Authorization: Bearer %s"\n' "$BASTIDE_TOKEN" ;;
    esac
}

# call FORGE METHOD URL [FILE]: the answer on standard output; FILE is the body, as JSON.
call() {
    local answer status again=0
    require_safe "$3"
    # what was asked twice would be posted twice
    [ "$2" != GET ] || again=3
    answer=$(mktemp)
    status=$(header "$1" | curl --config - --silent --show-error --location --max-time 60 --retry "$again" \
        --request "$2" --header 'Accept: application/json' ${4:+--header 'Content-Type: application/json' --data-binary "@$4"} \
        --output "$answer" --write-out '%{http_code}' "$3") || status="no answer"
    case $status in
    2??) cat "$answer" && rm "$answer" ;;
    *)
        rm -f "$answer"
        fail 3 "the forge says $status to $2 ${3%%\?*}" \
            "401 or 403: the token lacks a right (docs/pipelines.md); 404: it may not see this; else try again"
        ;;
    esac
}
