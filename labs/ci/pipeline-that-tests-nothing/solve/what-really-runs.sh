# What `pipeline mr --list`, `pipeline main --list` and the rules of the test job say.
set -eu
cat > ~/notes/pipeline.md <<'END'
# What our pipeline really does

Jobs in a merge request: lint, build
Jobs on main: lint, build, deploy
The tests wait for a branch called: {{oldbranch}}
END
