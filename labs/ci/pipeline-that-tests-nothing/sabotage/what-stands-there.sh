# Every job that the file names, without asking what runs.
set -eu
cat > ~/notes/pipeline.md <<'END'
Jobs in a merge request: lint, build, {{suite}}
Jobs on main: lint, build, deploy, {{suite}}
The tests wait for a branch called: {{oldbranch}}
END
