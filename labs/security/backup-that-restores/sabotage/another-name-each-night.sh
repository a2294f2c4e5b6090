# The date stands in the name of the dump: for restic that is another thing each night.
set -eu
sed -i 's/--stdin-filename shop.sql.gz/--stdin-filename "shop-$(date +%F).sql.gz"/' ~/backup/nightly-backup
