# The comparison is the first command of the step that tests, called without the Makefile.
cd /home/learner/shop || exit 1
git fetch -q origin && git switch -q -C one-step origin/main || exit 1
cat > .ci/pipeline.yml <<'YAML'
environment: shop-2025
steps:
  - name: tests
    run: python tools/check_environment.py && python -m pytest -q
YAML
git commit -q -a -m 'The tests begin with a look at the environment' && git push -q origin one-step || exit 1
builds --wait > /dev/null || exit 1
git push -q origin one-step:main || exit 1
builds --wait
