# The jobs are right, the branch is guessed.
set -eu
cat > ~/notes/pipeline.md <<'END'
Jobs in a merge request: lint, build
Jobs on main: lint, build, deploy
The tests wait for a branch called: main
END
