#!/usr/bin/env bash
# pins.sh FILE...: refuses a pipeline whose actions and images are not pinned by a digest that somebody verified.
#
# Looks at each `uses:`, `image:` and `container:` of the files. Exit code 2 where one is not `@sha256:` and 64
# hexadecimal digits (images) or `@` and 40 (actions), where UNVERIFIED-PIN stands in its place, or where something
# runs that cannot be looked at here (`services:`, `include:` of anything but a file of this repository).

# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

# One line a fault: FILE:LINE<tab>FOUND
faults_of() {
    awk -v file="$1" '
        function bad(found) { printf "%s:%d\t%s\n", file, NR, found }
        function value_of(text) {
            sub(/^[^:]*:[ \t]*/, "", text); sub(/[ \t]+#.*$/, "", text); gsub(/^["\047]|["\047][ \t]*$/, "", text)
            return text
        }
        /^[ \t]*#/ { next }
        /UNVERIFIED-PIN/ { bad("the placeholder " substr($0, index($0, "UNVERIFIED-PIN"))); next }
        /(^|[ \t{,-])["\047]?(services|trigger|component|remote|template)["\047]?[ \t]*:/ { bad("`" $1 "` runs what stands elsewhere"); next }
        /(^|[ \t{,-])["\047]?include["\047]?[ \t]*:/ { included = 1; next }
        included && /^[ \t]*-[ \t]*local[ \t]*:/ { next }
        included && /^[ \t]*-/ { bad("`include` of something that is no file of this repository"); next }
        /^[^ \t#-]/ { included = 0 }
        /^[ \t]*(-[ \t]+)?(uses|image|container)[ \t]*:/ {
            value = value_of($0)
            digest = value; sub(/^[^@]*@?/, "", digest)
            if ($0 ~ /^[ \t]*(-[ \t]+)?uses/) {
                if (value ~ /^\.\/[A-Za-z0-9._\/-]+$/) next
                if (digest !~ /^[0-9a-f]+$/ || length(digest) != 40) bad("`uses: " value "` has no commit of 40 digits")
            } else if (digest !~ /^sha256:[0-9a-f]+$/ || length(digest) != 71) bad("`image: " value "` has no digest on its line")
            next
        }
        # any other way to write it
        /(^|[^A-Za-z0-9_])(uses|image|container)["\047]?[ \t]*:([ \t]|$)/ { bad("write `uses:`, `image:` and `container:` on a line of their own") }
    ' "$1"
}

refuse() {
    printf 'error: %s: %s\n' "$1" "$2" >&2
}

main() {
    local file faults line
    [ $# -gt 0 ] || fail 2 "no file is named" "pins.sh .gitlab-ci.yml"
    faults=$(for file in "$@"; do
        [ -r "$file" ] || printf '%s:0\tthere is no such file\n' "$file"
        [ ! -r "$file" ] || faults_of "$file"
    done)
    [ -n "$faults" ] || return 0
    while IFS= read -r line; do
        refuse "${line%%$'\t'*}" "${line#*$'\t'}"
    done <<<"$faults"
    fail 2 "what would run here is not what somebody has verified" \
        "whoever keeps the runners pulls the image or action themselves, compares it with what its maker signs or publishes, reads its digest (images: podman inspect --format '{{.Digest}}' IMAGE; actions: git ls-remote), and writes it in place, reviewed by a second person"
}

help_asked "$@"
main "$@"
