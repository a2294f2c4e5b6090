#!/bin/sh
# ci push | ci pr "TITLE" [options]: runs the workflows of this folder with act, on this machine.
#   ci push          what GitHub runs after a push to main
#   ci pr "TITLE"    what GitHub runs when somebody opens a pull request with this title
# Options go on to act: --list, --graph, --verbose, …
event=$(mktemp)
case ${1-} in
  push)
    shift
    name=push
    echo '{"ref": "refs/heads/main"}' > "$event" ;;
  pr)
    [ $# -ge 2 ] || { echo 'ci pr needs a title: ci pr "SIL-12: Two more records"' >&2; exit 2; }
    name=pull_request
    if grep -v '^ *#' .github/workflows/*.y*ml | grep -q pull_request_target; then name=pull_request_target; fi
    jq -n --arg title "$2" '{action: "opened", number: {{number}}, pull_request: {number: {{number}}, title: $title,
      user: {login: "a-stranger"}, head: {ref: "patch-1", repo: {fork: true}}, base: {ref: "main"}}}' > "$event"
    shift 2 ;;
  *)
    sed -n 's/^# \?//p' "$0" >&2
    exit 2 ;;
esac
exec act "$name" --eventpath "$event" "$@"
