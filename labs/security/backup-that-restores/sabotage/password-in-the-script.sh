# The new password stands in the script, which everybody may read.
set -eu
sed -i "2i export PGPASSWORD='$(cat /run/secrets/backup-role-password)'" ~/backup/nightly-backup
chmod 755 ~/backup/nightly-backup
night
