# What the metrics show, written down.
set -eu
sed -i -e 's|^Server with errors:.*|Server with errors: {{newer}}|' -e 's|^Page with errors:.*|Page with errors: {{page}}|' ~/notes/first-day.md
