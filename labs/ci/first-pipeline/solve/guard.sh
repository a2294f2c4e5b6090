# A step before the tests compares the environment with requirements.txt.
cd /home/learner/shop || exit 1
git fetch -q origin || exit 1
git switch -q -C check-environment origin/main || exit 1
cat > .ci/pipeline.yml <<'EOF'
# What Buildbot does with every commit that reaches the Git server.
# The file's keys are explained in .ci/README.md.

environment: shop-2025

steps:
  - name: check-environment
    run: make check-environment

  - name: compile
    run: python -m compileall -q shop

  - name: tests
    run: make test
EOF
git add -A
git diff --cached --quiet || git commit -q -m 'The pipeline checks its environment first'
git push -q --force origin check-environment || exit 1
head=$(git rev-parse --short=7 HEAD)
n=0
until builds | grep " $head" | grep -q ' green '; do
  n=$((n + 1)); [ "$n" -lt 150 ] || { builds; exit 1; }
  sleep 1
done
git push -q origin check-environment:main || exit 1
n=0
until builds | grep ' main ' | grep " $head" | grep -q ' green '; do
  n=$((n + 1)); [ "$n" -lt 150 ] || { builds; exit 1; }
  sleep 1
done
