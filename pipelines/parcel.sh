#!/usr/bin/env bash
# parcel.sh pack FILE NAME           writes FILE into the log, as text that survives there
# parcel.sh unpack LOG NAME FILE     takes it out again; exit code 1 where it is not whole
#
# For a forge whose artefacts only its own actions can write. What is unpacked was made by code of the change: it is text
# to be shown, and nothing else.

# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

LINE=120

pack() {
    [ -s "$1" ] || fail 2 "there is no $1" "see the step before"
    echo "bastide-parcel $2 begin"
    gzip --no-name --stdout "$1" | base64 --wrap="$LINE"
    echo "bastide-parcel $2 end $(sha256sum "$1" | cut -d ' ' -f 1)"
}

# The lines between the marks, without the time that the forge puts before each.
lines_of() {
    sed -E 's/^[0-9T:.-]+Z //; s/\r$//' "$1" |
        awk -v name="$2" '$1 == "bastide-parcel" && $2 == name { on = ($3 == "begin"); next } on'
}

sum_of() {
    sed -E 's/^[0-9T:.-]+Z //; s/\r$//' "$1" | awk -v name="$2" '$1 == "bastide-parcel" && $2 == name && $3 == "end" { print $4; exit }'
}

# 20 MB: what unfolds without bound fills the machine
unpack() {
    lines_of "$1" "$2" | base64 --decode 2>/dev/null | gzip --decompress --stdout 2>/dev/null | head -c 20000000 >"$3" || true
    [ "$(sha256sum "$3" | cut -d ' ' -f 1)" = "$(sum_of "$1" "$2")" ] && return
    rm -f "$3"
    fail 1 "the log holds no whole parcel $2" "see the log: the job ended before it was written"
}

main() {
    case "${1:-} $#" in
    'pack 3') pack "$2" "$3" ;;
    'unpack 4') unpack "$2" "$3" "$4" ;;
    *) fail 2 "found $# arguments" "parcel.sh --help" ;;
    esac
}

help_asked "$@"
main "$@"
