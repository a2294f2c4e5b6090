# The log read from the wrong end: the first change instead of the last.
set -eu
page=~/notes/first-day.md
first=$(git -C ~/shop rev-list --max-parents=0 origin/main)
sed -i -e "s|^Last change by:.*|Last change by: $(git -C ~/shop log -1 --format=%an "$first")|" -e "s|^Its commit:.*|Its commit: $first|" $page
