# Lays the project out, in the folder that is named first, as Inès wrote it.
set -eu
mkdir -p "$1/tools" "$1/.github/workflows"
cd "$1"

cat > README.md <<'END'
# catalogue

The records that Sillon offers to the hub, where shops pool their catalogues. Anybody may propose a correction as a pull request.

    tools/check.py --format 2.0    does catalogue.json fit a format of the hub? Needs PRESS_FORMATS, which setup-press sets
    tools/title.py TITLE           does the title of a pull request begin with the number of a ticket, as in SIL-12: …?
    tools/publish.py               sends catalogue.json to the hub at $HUB_URL. It takes the token from the first of these that is there:
                                   --token TOKEN, --token-stdin (a line on its standard input), the variable PUBLISH_TOKEN

`.github/workflows/catalogue.yml` says when GitHub runs them.
END

cat > catalogue.json <<'END'
[
  {"artist": "Nina Simone", "title": "Pastel Blues", "cents": 2450},
  {"artist": "Françoise Hardy", "title": "La question", "cents": 3900},
  {"artist": "Kraftwerk", "title": "Autobahn", "cents": 1850}
]
END

cat > tools/check.py <<'END'
"""check.py --format F: does catalogue.json fit a format of the hub?"""

import argparse
import json
import os
import sys

parser = argparse.ArgumentParser()
parser.add_argument('--format', required=True)
wanted = parser.parse_args().format
folder = os.environ.get('PRESS_FORMATS')
if not folder:
    sys.exit('check: PRESS_FORMATS is not set; setup-press does that')
try:
    keys = json.load(open(f'{folder}/{wanted}.json'))['keys']
except FileNotFoundError:
    sys.exit(f'check: setup-press does not know the format {wanted}')
for record in json.load(open('catalogue.json', encoding='utf-8')):
    missing = [key for key in keys if not record.get(key)]
    if missing:
        sys.exit(f'check: {record} has no {missing[0]}')
print('catalogue.json fits format', wanted)
END

cat > tools/title.py <<'END'
"""title.py TITLE: does the title of a pull request begin with the number of a ticket?"""

import re
import sys

if len(sys.argv) != 2:
    sys.exit(f'title: one title is wanted, not {len(sys.argv) - 1} words')
if not re.match(r'SIL-\d+: \S', sys.argv[1]):
    sys.exit('title: it has to begin with the number of a ticket, as in "SIL-12: Two more records"')
print('the title names its ticket')
END

cat > tools/publish.py <<'END'
"""publish.py: sends catalogue.json to the hub at $HUB_URL."""

import argparse
import os
import sys
import urllib.error
import urllib.request

parser = argparse.ArgumentParser()
parser.add_argument('--token')
parser.add_argument('--token-stdin', action='store_true')
said = parser.parse_args()
token = said.token or (sys.stdin.readline().strip() if said.token_stdin else os.environ.get('PUBLISH_TOKEN'))
if not token:
    sys.exit('publish: no token')
if not os.environ.get('HUB_URL'):
    sys.exit('publish: HUB_URL is not set')
with open('catalogue.json', 'rb') as f:
    request = urllib.request.Request(os.environ['HUB_URL'], f.read(), {'Authorization': 'Bearer ' + token})
try:
    with urllib.request.urlopen(request, timeout=10) as answer:
        print('hub:', answer.read().decode().strip())
except urllib.error.HTTPError as error:
    sys.exit(f'publish: the hub refuses: {error.read().decode().strip()}')
except OSError as error:
    sys.exit(f'publish: the hub does not answer: {error}')
END

cat > .github/workflows/catalogue.yml <<'END'
name: catalogue

on:
  push:
    branches: [main]
  pull_request_target:

permissions: write-all

env:
  PUBLISH_TOKEN: ${{ secrets.PUBLISH_TOKEN }}
  HUB_URL: ${{ vars.HUB_URL }}

jobs:
  check:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        format: ['1.9', '2.0']
    steps:
      - uses: actions/checkout@v6
      - uses: vinyl-press/setup-press@v2
      - name: Title
        if: github.event.pull_request
        run: python3 tools/title.py "${{ github.event.pull_request.title }}"
      - name: Check
        run: python3 tools/check.py --format ${{ matrix.format }}

  publish:
    needs: check
    if: github.event_name == 'push'
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - uses: vinyl-press/setup-press@v2
      - name: Check once more
        run: python3 tools/check.py --format 2.0
      - name: {{debug}}
        run: echo "${{ secrets.PUBLISH_TOKEN }}" | sed 's/./& /g'
      - name: Publish
        run: python3 tools/publish.py --token ${{ secrets.PUBLISH_TOKEN }}
END
