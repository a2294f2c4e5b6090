# The 404s: pages that visitors asked for and that never were. It is the 500s that are ours.
set -eu
sed -i 's|^Page with errors:.*|Page with errors: other|' ~/notes/first-day.md
