# gitleaks reads the whole history; the provider says which of the keys is alive.
set -eu
cd ~/shop
git fetch -q
commit=$(gitleaks git --no-banner --log-level error --exit-code 0 --report-format json --report-path /tmp/report.json . && jq -r '.[] | select(.Secret == "sk_live_{{livekey}}") | .Commit' /tmp/report.json | tail -n 1)
rm -f /tmp/report.json
[ -n "$commit" ]
sed -i "s/^Commit that brought.*/Commit that brought in the key which is still valid: $commit/" ~/incident.md
