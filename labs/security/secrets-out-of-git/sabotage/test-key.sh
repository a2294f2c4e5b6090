# The first finding of the list, without asking the provider.
set -eu
cd ~/shop
commit=$(git log --all --format=%H -S 'sk_test_{{testkey}}' | tail -n 1)
sed -i "s/^Commit that brought.*/Commit that brought in the key which is still valid: $commit/" ~/incident.md
