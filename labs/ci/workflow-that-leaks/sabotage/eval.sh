# In the environment, and then run all the same.
set -eu
cd /home/learner/catalogue
git switch -q safer-workflow
git rm -q -r -f --ignore-unmatch .github
git checkout -q origin/main -- tools
press=$(git ls-remote https://github.com/vinyl-press/setup-press 'refs/tags/v2.1.0' | cut -f1)
mkdir -p .github/workflows
cat > .github/workflows/catalogue.yml <<'END'
name: catalogue

on:
  push:
    branches: [main]
  pull_request_target:

permissions: write-all

env:
  HUB_URL: ${{ vars.HUB_URL }}

jobs:
  check:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        format: ['1.9', '2.0']
    steps:
      - uses: actions/checkout@df4cb1c069e1874edd31b4311f1884172cec0e10 # v6.0.3
      - uses: vinyl-press/setup-press@@PRESS@ # v2.1.0
      - name: Title
        if: github.event.pull_request
        env:
          TITLE: ${{ github.event.pull_request.title }}
        run: sh -c "python3 tools/title.py \"$TITLE\""
      - name: Check
        run: python3 tools/check.py --format ${{ matrix.format }}

  publish:
    needs: check
    if: github.event_name == 'push'
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@df4cb1c069e1874edd31b4311f1884172cec0e10 # v6.0.3
      - uses: vinyl-press/setup-press@@PRESS@ # v2.1.0
      - name: Check once more
        run: python3 tools/check.py --format 2.0
      - name: Publish
        env:
          PUBLISH_TOKEN: ${{ secrets.PUBLISH_TOKEN }}
        run: python3 tools/publish.py
END
sed -i "s/@PRESS@/$press/" .github/workflows/catalogue.yml
git add -A
git diff --cached --quiet || git commit -q -m 'The title in a variable'
