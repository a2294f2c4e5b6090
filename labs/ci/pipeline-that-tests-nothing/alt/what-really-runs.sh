# Read off gitlab-ci-local itself, and written down with other marks.
set -eu
cd ~/parcels
jobs() { pipeline "$1" --list-csv 2>/dev/null | sed -e 1d -e 's/;.*//' | sort | tr '\n' ' '; }
branch=$(pipeline mr --preview 2>/dev/null | sed -n 's/.*CI_COMMIT_BRANCH == "\([a-z]*\)".*/\1/p')
printf -- '- Jobs in a merge request: %s\n- Jobs on main: %s\n- The tests wait for a branch called: `%s`\n' \
  "$(jobs mr)" "$(jobs main)" "$branch" > ~/notes/pipeline.md
cat ~/notes/pipeline.md
