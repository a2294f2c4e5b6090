# The right to read for the whole workflow; the pull request has a workflow of its own.
set -eu
cd /home/learner/catalogue
git switch -q safer-workflow
git rm -q -r -f --ignore-unmatch .github
git checkout -q origin/main -- tools
press=$(git ls-remote https://github.com/vinyl-press/setup-press 'refs/tags/v2.1.0' | cut -f1)
mkdir -p .github/workflows
cat > .github/workflows/catalogue.yml <<'END'
name: publish

on:
  push:
    branches: [main]

permissions:
  contents: read

env:
  HUB_URL: ${{ vars.HUB_URL }}

jobs:
  formats:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        format: ['1.9', '2.0']
    steps:
      - uses: actions/checkout@df4cb1c069e1874edd31b4311f1884172cec0e10 # v6.0.3
        with:
          persist-credentials: false
      - uses: vinyl-press/setup-press@@PRESS@ # v2.1.0
      - run: python3 tools/check.py --format ${{ matrix.format }}

  publish:
    needs: formats
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@df4cb1c069e1874edd31b4311f1884172cec0e10 # v6.0.3
        with: {persist-credentials: false}
      - run: python3 tools/publish.py
        env:
          PUBLISH_TOKEN: ${{ secrets.PUBLISH_TOKEN }}
END
sed -i "s/@PRESS@/$press/" .github/workflows/catalogue.yml
cat > .github/workflows/review.yaml <<'END'
name: review

on: [pull_request]

permissions:
  contents: read

jobs:
  review:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@df4cb1c069e1874edd31b4311f1884172cec0e10 # v6.0.3
        with:
          persist-credentials: false
      - uses: vinyl-press/setup-press@@PRESS@ # v2.1.0
      - env: {TITLE: "${{ github.event.pull_request.title }}"}
        run: python3 tools/title.py "$TITLE"
      - run: |
          for format in 1.9 2.0; do
            python3 tools/check.py --format "$format"
          done
END
sed -i "s/@PRESS@/$press/" .github/workflows/review.yaml
git add -A
git diff --cached --quiet || git commit -q -m 'One workflow for each occasion'
