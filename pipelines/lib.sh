# What the scripts of this folder share. Read by `. pipelines/lib.sh`; does nothing by itself.
# shellcheck shell=bash
set -euo pipefail
shopt -s inherit_errexit

OUTPUT=build

say() { printf '%s\n' "$*" >&2; }

# fail CODE FOUND ACTION: exit codes are those of `bastide`: 1 red, 2 bad input, 3 a tool failed.
fail() {
    printf 'error: %s\n  do: %s\n' "$2" "$3" >&2
    exit "$1"
}

# help_asked FIRST_ARGUMENT: the comment at the top of the script is its help.
help_asked() {
    case ${1:-} in
    -h | --help)
        awk 'NR > 1 && !/^#/ { exit } NR > 1 { sub(/^# ?/, ""); print }' "$0"
        exit 0
        ;;
    esac
}

need_tools() {
    local tool
    for tool in "$@"; do
        command -v "$tool" >/dev/null || fail 3 "there is no $tool on this runner" "install it in the runner's image"
    done
}

# need_variable NAME WHY
need_variable() {
    [ -n "${!1:-}" ] && return
    fail 2 "$1 is ${!1+set and }empty: $2" \
        "define it for this job; a variable that is protected, of another environment or misspelled is an empty text here"
}

need_repository() {
    [ -d stacks ] && [ -x .venv/bin/bastide ] && return
    fail 2 "this is no checkout of Bastide that is set up" "change to its top folder and run: make setup"
}

# Names of variables that hold accounts, states or tokens. The review and the gate must not see one.
# The prefixes are those of plan/engine/environment.py; a test holds them together.
CREDENTIALS='^(ARM_|AWS_|AZURE_|CLOUDTEMPLE_|GOOGLE_|NUMSPOT_|OS_|OSC_|OVH_|PG|SCW_|VAULT_|PULUMI_ACCESS_TOKEN|PULUMI_BACKEND_URL|PULUMI_CONFIG_PASSPHRASE|PULUMI_DIY_BACKEND_|BASTIDE_TOKEN$)'
# Of the same prefixes, what names no account.
HARMLESS='^(AWS_CA_BUNDLE|AWS_EC2_METADATA_DISABLED|AWS_REQUEST_CHECKSUM_CALCULATION)$'

no_credentials() {
    local found
    found=$(compgen -e | grep -E "$CREDENTIALS" | grep -vE "$HARMLESS" | sort | tr '\n' ' ') || true
    [ -z "$found" ] && return
    fail 2 "this job sees ${found% }: code of a change that nobody has reviewed runs here" \
        "limit these variables to protected branches and to the environments of receipt and up"
}

forge() {
    if [ -n "${GITLAB_CI:-}" ]; then
        echo gitlab
    elif [ -n "${GITHUB_ACTIONS:-}" ]; then
        echo github
    else
        echo shell
    fi
}

# base_commit: the commit with which the change is compared: where it left the branch that it goes to.
# BASTIDE_BASE counts only where no forge says it, so that nobody can compare a change with itself in a pipeline.
base_commit() {
    local target base head
    target=$(target_ref)
    head=$(git rev-parse HEAD)
    base=$(git merge-base "$target" HEAD 2>/dev/null) ||
        fail 2 "$target and HEAD have no commit in common here" "clone with the whole history"
    [ "$base" != "$head" ] || base=$(first_parent "$target" "$head")
    echo "$base"
}

# first_parent TARGET HEAD: what is on the branch already is compared with what was there before it.
first_parent() {
    [ "$(git rev-parse "$1")" = "$2" ] && [ "$(forge)" != shell ] && git rev-parse --verify --quiet 'HEAD^1' && return
    fail 2 "$1 holds this commit: a change that is compared with itself changes nothing" \
        "name the branch that it goes to in BASTIDE_BASE"
}

target_ref() {
    local branch
    case $(forge) in
    gitlab) branch=${CI_MERGE_REQUEST_TARGET_BRANCH_NAME:-${CI_DEFAULT_BRANCH:-}} ;;
    github) branch=${GITHUB_BASE_REF:-${BASTIDE_BRANCH:-}} ;;
    *)
        need_variable BASTIDE_BASE "nothing says with what the change is compared"
        echo "$BASTIDE_BASE"
        return
        ;;
    esac
    [ -n "$branch" ] || fail 2 "the forge does not say which branch the change goes to" "run it for a merge request"
    fetch_branch "$branch"
    echo "refs/remotes/origin/$branch"
}

# fetch_branch BRANCH: anew, for GitLab keeps workspaces between jobs. Elsewhere the workflow has just fetched it, with a
# token that this job no longer has.
fetch_branch() {
    [ "$(forge)" = gitlab ] || return 0
    git fetch --quiet --no-tags origin "+refs/heads/$1:refs/remotes/origin/$1" ||
        fail 3 "the branch $1 cannot be fetched" "check that the job may read the repository"
}

# warm BASE: the base's own Python environment, which the next step could not install without a network.
warm() {
    git diff --quiet "$1" HEAD -- requirements.txt && return
    local lock
    lock=$(mktemp -d)
    git show "$1:requirements.txt" >"$lock/requirements.txt"
    .venv/bin/python -c 'import sys; from pathlib import Path; from plan.engine.locked import interpreter
interpreter(Path(sys.argv[1]), Path.cwd())' "$lock" || fail 3 "the base's environment cannot be made" "see above"
    rm -r "$lock"
}

# alone COMMAND...: with an environment made from nothing and, where the machine allows it, without a network.
alone() {
    local clean=(env -i "PATH=$PATH" "HOME=$HOME") name
    for name in LANG TMPDIR XDG_CACHE_HOME BASTIDE_MASKS BASTIDE_PULUMI; do
        [ -z "${!name:-}" ] || clean+=("$name=${!name}")
    done
    if .venv/bin/python tools/no_network.py true 2>/dev/null; then
        "${clean[@]}" .venv/bin/python tools/no_network.py "$@"
    else
        say "warning: this machine allows no network namespace: the runner itself must have no way out (docs/pipelines.md)"
        "${clean[@]}" "$@"
    fi
}

# guard STACK: twice, before anything has credentials of the cloud and with what only the state gives.
# Leaves the real preview in $OUTPUT/STACK/preview.json.
guard() {
    local folder=$OUTPUT/$1
    mkdir -p "$folder"
    .venv/bin/bastide target "$1"
    .venv/bin/bastide preview "$1" --engine pulumi --providers real --format json --output "$folder/preview.json"
    .venv/bin/bastide target "$1" --from-preview "$folder/preview.json"
}
