#!/usr/bin/env bash
# receipt.sh STACK [ALLOW]: the receipt of a stack against what really stands, with an identity that can only read.
#
# Looks first whether the run aims at the account that is meant. ALLOW is a file with lines of `delete URN` and `replace URN`;
# what the real preview would destroy and no line names stops it (exit code 1). Writes build/STACK/receipt.json and preview.json.
# An approver signs the receipt: docs/receipt.md.

# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

# Deletions and replacements of a preview, as lines of ALLOW.
destroyed_by() {
    jq --raw-output '.stacks[].resources[] | select(.operation == "delete" or .operation == "replace") | "\(.operation) \(.urn)"' "$1" | sort
}

require_allowed() {
    local beyond
    beyond=$(destroyed_by "$1" | grep -vxF -f "$2") || true
    [ -z "$beyond" ] || fail 1 "nobody has allowed what this would destroy:"$'\n'"$beyond" \
        "change the program; or have these lines reviewed, in a file, and name it: receipt.sh STACK FILE"
}

main() {
    local stack allow folder
    [ $# = 1 ] || [ $# = 2 ] || fail 2 "found $# arguments" "receipt.sh STACK [ALLOW]"
    stack=$1 allow=${2:-/dev/null}
    [ -r "$allow" ] || fail 2 "there is no file $allow" "name the file that allows deletions and replacements"
    need_tools git jq
    need_repository
    guard "$stack"
    folder=$OUTPUT/$stack
    require_allowed "$folder/preview.json" "$allow"
    .venv/bin/bastide receipt "$stack" ${2:+--allow "$allow"} --from-preview "$folder/preview.json" --output "$folder/receipt.json"
}

help_asked "$@"
main "$@"
