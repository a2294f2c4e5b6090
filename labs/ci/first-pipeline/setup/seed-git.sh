# The repository of the shop, with the same commits every time.
set -eu
cd /srv/git
if [ -d shop.git ] && [ -s origin.json ]; then exit 0; fi
rm -rf shop.git origin.json work
git init -q --bare shop.git
git init -q work
cd work

commit() { # WHO MAIL WHEN MESSAGE
  git add -A
  GIT_AUTHOR_NAME=$1 GIT_AUTHOR_EMAIL=$2 GIT_AUTHOR_DATE=$3 \
  GIT_COMMITTER_NAME=$1 GIT_COMMITTER_EMAIL=$2 GIT_COMMITTER_DATE=$3 \
    git commit -q -m "$4"
}

mkdir -p shop tests tools .ci

cat > .gitignore <<'EOF'
__pycache__/
EOF

cat > .ci/pipeline.yml <<'EOF'
# What Buildbot does with every commit that reaches the Git server.
# The file's keys are explained in .ci/README.md.

environment: shop-2023

steps:
  - name: compile
    run: python -m compileall -q shop

  - name: tests
    run: make test
EOF

cat > .ci/README.md <<'EOF'
# The pipeline

Buildbot takes each commit that is pushed, reads `.ci/pipeline.yml` **of that commit**, and runs its steps in order on
the worker. The first step that ends with an error stops the build, and the build is red. If all end well, it is green.

| key | means |
|---|---|
| `environment` | the environment of the worker in which the steps run: a Python with its libraries, under a name |
| `variables` | variables that every step sees, as `NAME: value` |
| `steps` | the steps: each has a `name` and a `run`, a shell command |
| `allow_failure: true` | in a step: the build goes on and stays green even if this step fails |

Before your own steps come those of Buildbot: `worker_preparation` calls the worker, `checkout` fetches the commit,
`pipeline` reads this file, and `environment` says what the environment holds and which others the worker has.
EOF

cat > Makefile <<'EOF'
.PHONY: test

test:
	python -m pytest
EOF

cat > pyproject.toml <<'EOF'
[project]
name = "shop"
version = "1.0"
requires-python = ">=3.11"

[tool.pytest.ini_options]
testpaths = ["tests"]
addopts = "-p no:cacheprovider --tb=short"
EOF

cat > conftest.py <<'EOF'
from importlib import metadata


def pytest_report_header():
    return f"sillon-money: {metadata.version('sillon-money')}"
EOF

cat > requirements.txt <<'EOF'
sillon-money
EOF

cat > README.md <<'EOF'
# shop

The shop of Sillon: second-hand vinyl on line.

    make test        runs the tests

It needs Python 3.11 and the libraries in `requirements.txt`.
EOF

touch shop/__init__.py
cat > shop/prices.py <<'EOF'
"""What things cost, and how that is written."""


def label(price):
    return price.format()


def sale(price, percent):
    return price.off(percent)
EOF
cat > tests/test_prices.py <<'EOF'
from sillon_money import Price

from shop.prices import label, sale


def test_label():
    assert label(Price(1250)) == '12.50 EUR'


def test_small_amounts():
    assert label(Price(5)) == '0.05 EUR'


def test_sale():
    assert sale(Price(2000), 10) == Price(1800)


def test_sale_rounds_half_a_cent_up():
    assert sale(Price(1249), 50) == Price(625)
EOF
commit 'Amara Diallo' amara@sillon.example '2023-05-15T09:30:00+0200' 'Prices, and a pipeline that tests them'

cat > shop/catalogue.py <<'EOF'
"""The records that are for sale."""

from sillon_money import Price

from shop.prices import label

RECORDS = [
    ('Nina Simone', 'Pastel Blues', Price(2450)),
    ('Françoise Hardy', 'La question', Price(3900)),
    ('Kraftwerk', 'Autobahn', Price(1850)),
]


def by_artist(artist):
    return [record for record in RECORDS if record[0] == artist]


def page():
    return '\n'.join(f'{artist}, {title}: {label(price)}' for artist, title, price in RECORDS)
EOF
cat > tests/test_catalogue.py <<'EOF'
from shop.catalogue import by_artist, page


def test_by_artist():
    assert [title for _, title, _ in by_artist('Kraftwerk')] == ['Autobahn']


def test_nobody():
    assert by_artist('Nobody') == []


def test_page():
    assert 'Kraftwerk, Autobahn: 18.50 EUR' in page()
EOF
commit 'Inès Caron' ines@sillon.example '2024-02-08T16:12:00+0100' 'The catalogue'
git push -q ../shop.git main
main=$(git rev-parse HEAD)

git switch -q -c gift-vouchers
cat > requirements.txt <<'EOF'
sillon-money==2.{{newminor}}.1
EOF
cat > README.md <<'EOF'
# shop

The shop of Sillon: second-hand vinyl on line.

    make test                 runs the tests
    make check-environment    says whether this machine has the libraries of requirements.txt

It needs Python 3.11 and the libraries in `requirements.txt`, in exactly these versions.

## How a change reaches main

1. Work on a branch, and push the branch. Buildbot builds it: see `.ci/README.md`.
2. When the build of your commit is green, push the same commit to `main`.

`main` is protected: the Git server asks Buildbot, and takes only a commit whose build is green.
EOF
cat > Makefile <<'EOF'
.PHONY: test check-environment

test:
	python -m pytest

check-environment:
	python tools/check_environment.py
EOF
cat > tools/check_environment.py <<'EOF'
"""Compares the libraries of requirements.txt with those that are installed."""

import sys
from importlib import metadata

wrong = 0
for line in open('requirements.txt'):
    name, _, asked = line.strip().partition('==')
    if not asked:
        continue
    try:
        found = metadata.version(name)
    except metadata.PackageNotFoundError:
        found = 'nothing'
    if found == asked:
        print(f'{name}: {found}, as asked')
    else:
        print(f'{name}: requirements.txt asks for {asked}, this environment has {found}')
        wrong += 1
sys.exit(1 if wrong else 0)
EOF
cat > shop/prices.py <<'EOF'
"""What things cost, and how that is written in the customer's language."""


def label(price, lang='en'):
    return price.format(lang=lang)


def sale(price, percent):
    return price.off(percent)
EOF
cat > shop/vouchers.py <<'EOF'
"""Gift vouchers: an amount that pays for a record, or for a part of it."""

from sillon_money import Price

from shop.prices import label


class Voucher:
    def __init__(self, price):
        self.left = price

    def pay(self, price):
        """What is still to be paid; the voucher loses what it has paid."""
        rest = price - self.left
        self.left = self.left - price
        return rest

    def receipt(self, lang):
        words = {'en': 'Left on your voucher: {}', 'fr': 'Reste sur votre bon\u202f: {}'}
        return words[lang].format(label(self.left, lang))


def of(euros):
    return Voucher(Price(euros * 100))
EOF
sed -i 's/^def page():/def page(lang):/; s/label(price)}/label(price, lang)}/' shop/catalogue.py
cat > tests/test_prices.py <<'EOF'
from sillon_money import Price

from shop.prices import label, sale


def test_label_in_english():
    assert label(Price(1250), 'en') == '€12.50'


def test_label_in_french():
    assert label(Price(1250), 'fr') == '12,50\u202f€'


def test_sale():
    assert sale(Price(2000), 10) == Price(1800)


def test_sale_rounds_half_a_cent_up():
    assert sale(Price(1249), 50) == Price(625)
EOF
cat > tests/test_catalogue.py <<'EOF'
from shop.catalogue import by_artist, page


def test_by_artist():
    assert [title for _, title, _ in by_artist('Kraftwerk')] == ['Autobahn']


def test_nobody():
    assert by_artist('Nobody') == []


def test_page_in_english():
    assert 'Kraftwerk, Autobahn: €18.50' in page('en')


def test_page_in_french():
    assert 'Kraftwerk, Autobahn: 18,50\u202f€' in page('fr')
EOF
cat > tests/test_vouchers.py <<'EOF'
from sillon_money import Price

from shop.vouchers import of


def test_a_voucher_pays_a_part():
    assert of(10).pay(Price(2450)) == Price(1450)


def test_a_voucher_pays_all():
    assert of(30).pay(Price(2450)) == Price(0)


def test_what_is_left_stays_on_the_voucher():
    voucher = of(30)
    voucher.pay(Price(2450))
    assert voucher.left == Price(550)


def test_receipt_in_french():
    assert of(20).receipt('fr') == 'Reste sur votre bon\u202f: 20,00\u202f€'
EOF
commit 'Inès Caron' ines@sillon.example '2025-09-12T18:47:00+0200' "Gift vouchers, and prices in the customer's language"
git push -q ../shop.git gift-vouchers
branch=$(git rev-parse HEAD)

cd ..
rm -rf work
cp /usr/local/share/git-hooks/update /usr/local/share/git-hooks/post-receive shop.git/hooks/
rm -f shop.git/hooks/*.sample
printf '{"branch": "%s", "main": "%s"}\n' "$branch" "$main" > origin.json
