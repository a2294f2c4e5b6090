#!/bin/sh
# pipeline mr|main [options]: runs .gitlab-ci.yml on this machine, with the variables that GitLab would set.
#   pipeline mr      the pipeline of a merge request into main
#   pipeline main    the pipeline of main, after the merge
# Options go on to gitlab-ci-local: --list, --list-all, --preview, …
case ${1-} in
  mr)
    shift
    set -- --variable CI_PIPELINE_SOURCE=merge_request_event --variable CI_MERGE_REQUEST_IID={{mr}} \
      --variable CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main --unset-variable CI_COMMIT_BRANCH "$@" ;;
  main)
    shift
    set -- --variable CI_PIPELINE_SOURCE=push --variable CI_COMMIT_BRANCH=main --variable CI_COMMIT_REF_NAME=main "$@" ;;
  *)
    sed -n 's/^# \?//p' "$0" >&2
    exit 2 ;;
esac
# The project's own variable in GitLab: where the shop looks for the file.
exec gitlab-ci-local --variable DEPLOY_DIR="${DEPLOY_DIR:-/srv/shop}" "$@"
