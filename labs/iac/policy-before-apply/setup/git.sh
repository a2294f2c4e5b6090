# The repository as it stands on Monday morning.
set -eu
cd /srv/git
rm -rf platform.git /tmp/seed
cp -R /opt/lab/repo /tmp/seed
cd /tmp/seed
git init -q
day=$(date -u -d 'last friday' +%F)
as() { GIT_AUTHOR_NAME="$1" GIT_AUTHOR_EMAIL="$2" GIT_COMMITTER_NAME="$1" GIT_COMMITTER_EMAIL="$2" GIT_AUTHOR_DATE="$day $3 +0000" GIT_COMMITTER_DATE="$day $3 +0000" git commit -q -m "$4"; }
git add README.md .checkov.yaml ci
as 'Amara Diallo' amara@sillon.example 11:20:00 'The rules that we agreed on, and the price list'
git add compute.tf storage.tf
as 'Inès Caron' ines@sillon.example 16:05:00 'Room for the holidays; the accountant gets at the invoices'
git add -A
as 'Inès Caron' ines@sillon.example 18:40:00 'Thumbnails for the new catalogue'
git clone -q --bare . /srv/git/platform.git
rm -rf /tmp/seed
cp /opt/lab/pre-receive /srv/git/platform.git/hooks/pre-receive
chmod 755 /srv/git/platform.git/hooks/pre-receive
