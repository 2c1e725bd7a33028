#!/usr/bin/env bash
# up.sh STACK: applies what a receipt approves, with an identity that can write, on a machine that is allowed by name.
#
# Refuses at a forge under foreign control and on any machine that pipelines/targets.yaml does not name. Takes
# build/STACK/receipt.json and its signature beside it.
#
# BASTIDE_SIGNATURE   the signature, as base64 on one line, where it is no file: base64 --wrap=0 receipt.json.sig

# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

# The person who starts the job gives the signature; everything else comes from the jobs before it.
take_signature() {
    [ -n "${BASTIDE_SIGNATURE:-}" ] || [ -s "$1" ] ||
        fail 2 "there is no signature: BASTIDE_SIGNATURE is empty and there is no $1" \
            "let an approver sign the receipt (docs/receipt.md), and start this job with it"
    [ -z "${BASTIDE_SIGNATURE:-}" ] || base64 --decode <<<"$BASTIDE_SIGNATURE" >"$1" 2>/dev/null ||
        fail 2 "BASTIDE_SIGNATURE is no base64" "base64 --wrap=0 receipt.json.sig"
}

main() {
    local receipt
    [ $# = 1 ] || fail 2 "found $# arguments" "up.sh STACK"
    need_repository
    receipt=$OUTPUT/$1/receipt.json
    [ -s "$receipt" ] || fail 2 "there is no $receipt" "run receipt.sh $1 on the same commit first"
    .venv/bin/bastide target "$1"
    take_signature "$receipt.sig"
    .venv/bin/bastide receipt --verify "$receipt"
    guard "$1"
    .venv/bin/bastide up "$1" --receipt "$receipt"
}

help_asked "$@"
main "$@"
