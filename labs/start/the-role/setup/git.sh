# The repository of the shop with its branches, and the team's handbook, whose page for a first day is still to be written.
set -eu
cd /srv/git
if [ -d shop.git ] && [ -d handbook.git ] && [ -e .seeded ]; then exit 0; fi
rm -rf shop.git handbook.git work book
git init -q --bare shop.git
git init -q work
cd work

commit() { # WHO WHEN MESSAGE
  case $1 in
    ines) name='Inès Caron' ;;
    amara) name='Amara Diallo' ;;
    jonas) name='Jonas Weber' ;;
  esac
  git add -A
  when=$(date -d "$2" '+%Y-%m-%dT%H:%M:%S')
  GIT_AUTHOR_NAME=$name GIT_AUTHOR_EMAIL=$1@sillon.example GIT_AUTHOR_DATE=$when \
  GIT_COMMITTER_NAME=$name GIT_COMMITTER_EMAIL=$1@sillon.example GIT_COMMITTER_DATE=$when \
    git commit -q -m "$3"
}

case {{last}} in
  ines) second=jonas third=amara ;;
  amara) second=ines third=jonas ;;
  jonas) second=amara third=ines ;;
esac

mkdir -p .ci shop tests tools
echo '__pycache__/' > .gitignore
cat > README.md <<'X'
# shop

The shop of Sillon: second-hand vinyl on line. What happens with each change stands in `.ci/pipeline.yml`.
X
cat > .ci/pipeline.yml <<'X'
# What Buildbot does with every change that reaches the Git server: these steps, in this order.
# The first one that fails stops the build.

environment: shop

steps:
  - name: compile
    run: python -m compileall -q shop

  - name: style
    run: python tools/style.py

  - name: tests
    run: python -m pytest

  - name: package
    run: python tools/package.py
X
cat > pyproject.toml <<'X'
[tool.pytest.ini_options]
testpaths = ["tests"]
addopts = "-p no:cacheprovider --tb=short"
X
cat > tools/style.py <<'X'
"""No line is longer than 100 characters."""
import pathlib
import sys

wrong = 0
for file in sorted(pathlib.Path('shop').glob('*.py')):
    for n, line in enumerate(file.read_text().split('\n'), 1):
        if len(line) > 100:
            print(f'{file}, line {n}: {len(line)} characters, 100 are allowed')
            wrong += 1
print('Style:', f'{wrong} to mend' if wrong else 'nothing to mend')
sys.exit(1 if wrong else 0)
X
cat > tools/package.py <<'X'
"""Packs the files that MANIFEST names into one, which is what the web servers get."""
import sys
import zipfile

with zipfile.ZipFile('/tmp/shop.zip', 'w') as package:
    for name in open('MANIFEST').read().split():
        try:
            package.write(name)
        except FileNotFoundError:
            sys.exit(f'MANIFEST names {name}, and there is no such file')
        print('packed', name)
X
touch shop/__init__.py
for page in records search cart checkout; do
  printf 'def title():\n    return "%s"\n' "$page" > shop/$page.py
done
cat > tests/test_pages.py <<'X'
from shop import cart, checkout, records, search


def test_every_page_has_a_title():
    assert all(page.title() for page in (cart, checkout, records, search))
X
printf '%s\n' shop/__init__.py shop/records.py shop/search.py shop/cart.py shop/checkout.py > MANIFEST
echo '2.{{old}}' > shop/VERSION
commit $third 'today -61 days 10:12' 'The four pages, and a pipeline that tests them'
printf 'def title():\n    return "Records, newest first"\n' > shop/records.py
commit $second 'today -40 days 16:30' 'Records are shown newest first'
printf '\nQuestions: ask Inès about the code, Amara about the way it takes, Jonas about the servers.\n' >> README.md
commit $third 'today -19 days 11:05' 'README: whom to ask'
base=$(git rev-parse HEAD)

case {{page}} in
  records) what='Records: their condition is shown beside the price' ;;
  search) what='Search: artists are found without their accents' ;;
  cart) what='Cart: the postage is shown at once' ;;
  checkout) what='Checkout: a telephone number can be given' ;;
esac
printf 'def title():\n    return "{{page}}, now better"\n' > shop/{{page}}.py
echo '2.{{new}}' > shop/VERSION
commit {{last}} 'today -3 days 17:48' "$what (2.{{new}})"
git push -q ../shop.git main

# Three branches that people work on; in one of them a step of the pipeline stops.
n=0
for branch in gift-vouchers new-labels shipping-costs; do
  n=$((n + 1))
  module=$(echo $branch | tr - _)
  git switch -q -c $branch "$base"
  printf 'def title():\n    return "%s"\n' $branch > shop/$module.py
  printf 'from shop import %s\n\n\ndef test_title():\n    assert %s.title() == "%s"\n' $module $module $branch > tests/test_$module.py
  echo "shop/$module.py" >> MANIFEST
  if [ $branch = {{red}} ]; then
    case {{step}} in
      compile) printf 'def title()\n    return "%s"\n' $branch > shop/$module.py ;;
      style) printf '\n# %s\n' 'to be done: a shorter title, in both languages, and without the dash, which looks odd on the labels' >> shop/$module.py ;;
      tests) printf 'def title():\n    return "%s!"\n' $branch > shop/$module.py ;;
      package) echo "shop/$module.txt" >> MANIFEST ;;
    esac
  fi
  case $n in
    1) commit $second 'today -2 days 14:20' 'Gift vouchers, first try' ;;
    2) commit $third 'today -2 days 15:55' 'Labels with the new address' ;;
    3) commit $second 'today -1 days 18:02' 'What sending a record costs' ;;
  esac
  git push -q ../shop.git $branch
done
cd ..
rm -rf work
cp /usr/local/share/git-hooks/update /usr/local/share/git-hooks/post-receive shop.git/hooks/
rm -f shop.git/hooks/*.sample

git init -q --bare handbook.git
git init -q book
cd book
cat > README.md <<'X'
# The handbook of Sillon

What we know, written down, so that nobody has to know it by heart.

- `first-day.md`: the page that everyone writes on their first day. Nobody has written this one yet.
X
cat > first-day.md <<'X'
# My first day at Sillon

## What I read

Last change by:
Its commit:

Red build:
It stopped at the step:

Version on web1:
Version on web2:

Server with errors:
Page with errors:

## Who does what

Writes the code of the shop:
Keeps the servers running, and is called at night:
Builds and mends the way between the two:

## What I would do next

X
commit amara 'today -1 days 17:10' 'A page for the first day of our new colleague'
git push -q ../handbook.git main
cd ..
rm -rf book handbook.git/hooks/*.sample
touch .seeded
