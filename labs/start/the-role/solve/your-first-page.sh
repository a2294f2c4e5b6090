# The last lines, a commit, a push.
set -eu
cd ~/notes
sed -i -e 's|^Writes the code of the shop:.*|Writes the code of the shop: the developer|' \
  -e 's|^Keeps the servers running, and is called at night:.*|Keeps the servers running, and is called at night: operations|' \
  -e 's|^Builds and mends the way between the two:.*|Builds and mends the way between the two: DevOps|' \
  -e '/^## What I would do next/q' first-day.md
printf '\nI would put the older version back on {{newer}} and show {{page}} to its author.\n' >> first-day.md
git add first-day.md
git diff --cached --quiet || git commit -q -m 'My first day'
git push -q --force origin HEAD:main
