# The newest seven are kept, and nothing of the months before.
set -eu
sed -i 's/^restic forget .*/restic forget --quiet --prune --keep-last 7/' ~/backup/nightly-backup
