# A live key, and the oldest: but it has been revoked long ago.
set -eu
cd ~/shop
commit=$(git log --all --format=%h -S 'sk_live_{{deadkey}}' | tail -n 1)
sed -i "s/^Commit that brought.*/Commit that brought in the key which is still valid: $commit/" ~/incident.md
