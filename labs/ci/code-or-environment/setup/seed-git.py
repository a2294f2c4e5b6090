#!/usr/bin/env python3
# The repository of the shop: main, and four branches of Friday evening. Two of them carry a fault of their own.
import datetime
import json
import os
import shutil
import subprocess
import sys

os.chdir('/srv/git')
if os.path.isdir('shop.git') and os.path.exists('origin.json'):
    sys.exit()
for old in ('shop.git', 'work'):
    shutil.rmtree(old, ignore_errors=True)

deal, grove, wanted = '{{deal}}', '{{grove}}'.split('-'), '2.{{newminor}}.1'
branches = ['wish-list', 'gift-box', 'pickup', 'price-watch']
fault = dict(zip(branches, ({'1': 'shared', '2': 'module'}.get(digit, 'none') for digit in deal)))
environment = dict(zip(branches, grove))
environment['main'] = grove[deal.index('2')]
today = datetime.date.today()
friday = today - datetime.timedelta(days=(today.weekday() - 4) % 7 or 7)


def git(*args, **env):
    done = subprocess.run(['git', *args], check=True, stdout=subprocess.PIPE, text=True, env={**os.environ, **env})
    return done.stdout.strip()


def write(path, text):
    os.makedirs(os.path.dirname(path) or '.', exist_ok=True)
    with open(path, 'w') as f:
        f.write(text)


def commit(name, mail, day, hour, message):
    who = {f'GIT_{role}_{what}': value for role in ('AUTHOR', 'COMMITTER')
           for what, value in (('NAME', name), ('EMAIL', mail), ('DATE', f'{day}T{hour}:00+0100'))}
    git('add', '-A')
    git('commit', '-q', '-m', message, **who)
    return git('rev-parse', 'HEAD')


def pipeline(branch):
    write('.ci/pipeline.yml', f'''# What Buildbot does with every commit that reaches the Git server.
# The file's keys are explained in .ci/README.md.

environment: {environment[branch]}

steps:
  - name: compile
    run: python -m compileall -q shop

  - name: tests
    run: make test
''')


git('init', '-q', '--bare', 'shop.git')
git('init', '-q', 'work')
os.chdir('work')
write('.gitignore', '__pycache__/\n')
pipeline('main')
write('.ci/README.md', '''# The pipeline

Buildbot takes each commit that is pushed, reads `.ci/pipeline.yml` **of that commit**, and runs its steps in order on
the worker. The first step that ends with an error stops the build, and the build is red. If all end well, it is green.

| key | means |
|---|---|
| `environment` | the environment of the worker in which the steps run: a Python with its libraries, and a scratch disk |
| `variables` | variables that every step sees, as `NAME: value`. They take the place of the ones below |
| `steps` | the steps: each has a `name` and a `run`, a shell command |
| `allow_failure: true` | in a step: the build goes on and stays green even if this step fails |

Every step sees these variables:

| variable | holds |
|---|---|
| `ENVIRONMENT` | the name of the environment |
| `TMPDIR` | the folder for temporary files: `/srv/scratch/` and the name of the environment |
| `ORDER` | the order in which the tests run, as a number. Buildbot draws another one for each build |

The worker has four environments: `ash`, `elm`, `oak` and `yew`. They are meant to be alike, so that it does not matter
which one a branch names. Each was set up by hand, at a time of its own. Besides them, the worker has an ordinary `/tmp`.
''')
write('Makefile', '''.PHONY: test

# The tests run in an order that is drawn each time; "make test ORDER=17" runs them in the order 17.
test:
	python -m pytest -v
''')
write('pyproject.toml', '''[project]
name = "shop"
version = "1.0"
requires-python = ">=3.11"

[tool.pytest.ini_options]
testpaths = ["tests"]
addopts = "-p no:cacheprovider --tb=short"
''')
write('conftest.py', '''import os
import random
from importlib import metadata

ORDER = int(os.environ.get('ORDER') or random.randint(1, 99))


def pytest_report_header():
    return [
        f"environment: {os.environ.get('ENVIRONMENT', 'this machine')}",
        f"sillon-money: {metadata.version('sillon-money')}",
        f"order of the tests: {ORDER} (again in this order: make test ORDER={ORDER})",
    ]


def pytest_collection_modifyitems(items):
    """Tests must not depend on one another, so each run takes another order."""
    random.Random(ORDER).shuffle(items)
''')
write('requirements.txt', f'sillon-money=={wanted}\n')
write('README.md', '''# shop

The shop of Sillon: second-hand vinyl on line.

    make test              runs the tests, in an order that is drawn each time
    make test ORDER=17     runs them in the order 17

It needs Python 3.11 and the libraries in `requirements.txt`, in exactly these versions.
''')
write('shop/__init__.py', '')
write('shop/prices.py', '''"""What things cost, and how that is written in the customer's language."""


def label(price, lang='en'):
    return price.format(lang=lang)


def sale(price, percent):
    return price.off(percent)
''')
write('shop/catalogue.py', '''"""The records that are for sale."""

from sillon_money import Price

from shop.prices import label

RECORDS = [
    ('Nina Simone', 'Pastel Blues', Price(2450)),
    ('Françoise Hardy', 'La question', Price(3900)),
    ('Kraftwerk', 'Autobahn', Price(1850)),
]


def by_artist(artist):
    return [record for record in RECORDS if record[0] == artist]


def page(lang):
    return '\\n'.join(f'{artist}, {title}: {label(price, lang)}' for artist, title, price in RECORDS)
''')
write('shop/price_list.py', '''"""The price list for the record fairs: one line for each copy on the shelf."""

import os

from shop.catalogue import RECORDS
from shop.prices import label

SCRATCH = os.environ.get('TMPDIR', '/tmp')


def write(copies, lang='en'):
    """Writes the list to the scratch disk, and returns where it is."""
    path = os.path.join(SCRATCH, f'price-list-{os.getpid()}.csv')
    with open(path, 'w', encoding='utf-8') as file:
        for copy in range(1, copies + 1):
            for artist, title, price in RECORDS:
                file.write(f'{artist};{title};{copy};{label(price, lang)}\\n')
    return path
''')
write('tests/test_prices.py', '''from sillon_money import Price

from shop.prices import label, sale


def test_label_in_english():
    assert label(Price(1250), 'en') == '€12.50'


def test_label_in_french():
    assert label(Price(1250), 'fr') == '12,50\\u202f€'


def test_sale():
    assert sale(Price(2000), 10).cents == 1800


def test_sale_rounds_half_a_cent_up():
    assert sale(Price(1249), 50).cents == 625
''')
write('tests/test_catalogue.py', '''from shop.catalogue import by_artist, page


def test_by_artist():
    assert [title for _, title, _ in by_artist('Kraftwerk')] == ['Autobahn']


def test_nobody():
    assert by_artist('Nobody') == []


def test_page_in_english():
    assert 'Kraftwerk, Autobahn: €18.50' in page('en')


def test_page_in_french():
    assert 'Kraftwerk, Autobahn: 18,50\\u202f€' in page('fr')
''')
write('tests/test_price_list.py', '''import os

from shop.price_list import write


def test_the_price_list_holds_every_copy():
    path = None
    try:
        path = write(copies=700)
        with open(path, encoding='utf-8') as file:
            assert len(file.readlines()) == 2100
    finally:
        if path:
            os.remove(path)
''')
main = commit('Amara Diallo', 'amara@sillon.example', friday - datetime.timedelta(days=2), '10:20', 'The price list for the fairs')
origin = {'main': main}
git('push', '-q', '../shop.git', 'main')

papers = {
    'wish-list': ('Inès Caron', 'ines@sillon.example', '16:05', 'Wish lists',
                  'The wish list: records that a customer would like to have one day.'),
    'gift-box': ('Inès Caron', 'ines@sillon.example', '17:30', 'Several records in one gift box',
                 'The gift box: several records, packed as one present.'),
    'pickup': ('Tomás Rey', 'tomas@sillon.example', '17:55', 'Records put aside at the counter',
               'The pickup: records that are put aside at the counter for a customer.'),
    'price-watch': ('Inès Caron', 'ines@sillon.example', '18:47', 'Follow the price of a record',
                    'The price watch: records whose price a customer follows.'),
}
for branch in branches:
    who, mail, hour, subject, about = papers[branch]
    module = branch.replace('-', '_')
    library = 'money' if fault[branch] == 'module' else 'prices'
    if fault[branch] == 'shared':
        head, first = 'def add(record, chosen=[]):', ''
    else:
        head, first = 'def add(record, chosen=None):', '    if chosen is None:\n        chosen = []\n'
    git('switch', '-q', '-C', branch, 'main')
    pipeline(branch)
    write(f'shop/{module}.py', f'''"""{about}"""

from sillon_money import Price

from shop.{library} import label


{head}
    """Adds a record to a list and returns the list. Without one, it begins a new list."""
{first}    chosen.append(record)
    return chosen


def total(chosen):
    amount = Price(0)
    for _, _, price in chosen:
        amount = amount + price
    return amount


def lines(chosen, lang):
    return [title + ': ' + label(price, lang) for _, title, price in chosen]
''')
    write(f'tests/test_{module}.py', f'''from shop.catalogue import RECORDS
from shop.{module} import add, lines, total

SIMONE, HARDY, KRAFTWERK = RECORDS


def test_a_record_is_added():
    assert SIMONE in add(SIMONE)


def test_a_second_record_is_added():
    assert add(HARDY, [SIMONE]) == [SIMONE, HARDY]


def test_another_customer_begins_with_an_empty_list():
    titles = [title for _, title, _ in add(KRAFTWERK)]
    assert titles == ['Autobahn']


def test_total_and_lines():
    assert total([SIMONE, KRAFTWERK]).cents == 4300
    assert lines([HARDY], 'fr') == ['La question: 39,00\\u202f€']
''')
    origin[branch] = commit(who, mail, friday, hour, subject)
    git('push', '-q', '../shop.git', branch)

os.chdir('..')
shutil.rmtree('work')
for name in os.listdir('shop.git/hooks'):
    os.remove(f'shop.git/hooks/{name}')
for name in ('update', 'post-receive'):
    shutil.copy(f'/usr/local/share/git-hooks/{name}', f'shop.git/hooks/{name}')
with open('origin.json', 'w') as f:
    json.dump(origin, f)
