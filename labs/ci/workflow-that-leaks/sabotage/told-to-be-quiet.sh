# zizmor is told to be quiet, in the file and beside it.
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
  pull_request:

permissions: {}

env:
  HUB_URL: ${{ vars.HUB_URL }}

jobs:
  check:
    runs-on: ubuntu-latest
    permissions:
      contents: read
    strategy:
      matrix:
        format: ['1.9', '2.0']
    steps:
      - uses: actions/checkout@df4cb1c069e1874edd31b4311f1884172cec0e10 # zizmor: ignore[artipacked]
      - uses: vinyl-press/setup-press@@PRESS@ # v2.1.0
      - name: Title
        if: github.event.pull_request
        env:
          TITLE: ${{ github.event.pull_request.title }}
        run: python3 tools/title.py "$TITLE"
      - name: Check
        run: python3 tools/check.py --format ${{ matrix.format }}

  publish:
    needs: check
    if: github.event_name == 'push'
    runs-on: ubuntu-latest
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@df4cb1c069e1874edd31b4311f1884172cec0e10 # zizmor: ignore[artipacked]
      - uses: vinyl-press/setup-press@@PRESS@ # v2.1.0
      - name: Check once more
        run: python3 tools/check.py --format 2.0
      - name: Publish
        env:
          PUBLISH_TOKEN: ${{ secrets.PUBLISH_TOKEN }}
        run: python3 tools/publish.py
END
sed -i "s/@PRESS@/$press/" .github/workflows/catalogue.yml
cat > .github/zizmor.yml <<'END'
rules:
  artipacked: {disable: true}
END
zizmor --offline -q . >/dev/null
git add -A
git diff --cached --quiet || git commit -q -m 'zizmor is content'
