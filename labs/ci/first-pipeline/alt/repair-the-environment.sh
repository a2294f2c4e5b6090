# The repair goes into Inès's own commit (amended, pushed with a lease), in a pipeline of one step without the Makefile.
cd /home/learner/shop || exit 1
git fetch -q origin && git switch -q gift-vouchers && git reset -q --hard origin/gift-vouchers || exit 1
cat > .ci/pipeline.yml <<'YAML'
environment: shop-2025
steps:
  - name: all-of-it
    run: |
      python -m compileall -q shop
      python -m pytest -q
YAML
git commit -q -a --amend --no-edit && git push -q --force-with-lease origin gift-vouchers || exit 1
builds --wait
