# The project as it stands on main, and the pipeline's logs that Amara has fetched.
set -eu
wait_for() {
  n=0
  until curl -sf -m 2 -o /dev/null "$1"; do n=$((n + 1)); [ "$n" -lt 240 ] || { echo "no answer from $1" >&2; exit 1; }; sleep 0.25; done
}
wait_for http://state:8000/shop
wait_for http://hosting:8080/api/records
cd /home/learner/infra
find . -mindepth 1 -delete
cp -R /opt/infra/. .
chmod -R u+w,go+r .
git init -q
git config user.name 'You'
git config user.email you@sillon.example
export GIT_AUTHOR_NAME='Inès Caron' GIT_AUTHOR_EMAIL=ines@sillon.example GIT_COMMITTER_NAME='Inès Caron' GIT_COMMITTER_EMAIL=ines@sillon.example
day=$(date -u -d yesterday +%F)
cp main.tf /tmp/main.tf
sed -i '/^# --- the sale/,$d' main.tf
git add -A
GIT_AUTHOR_DATE="$day 13:58:00 +0000" GIT_COMMITTER_DATE="$day 13:58:00 +0000" git commit -q -m 'The shops in France, Germany and the Netherlands'
mv /tmp/main.tf main.tf
git add -A
GIT_AUTHOR_DATE="$day 23:09:00 +0000" GIT_COMMITTER_DATE="$day 23:09:00 +0000" git commit -q -m 'The sale of this weekend gets its own name'

lock=$(curl -s http://state:8000/shop/lock | jq -r '.ID // "-"')
mkdir -p ~/ci-logs
cd ~/ci-logs
rm -f ./*.log
cat > run-{{run}}.log <<E
$day 23:12:36  run {{run}}: started for commit "The sale of this weekend gets its own name"
$day 23:12:39  \$ terraform init -input=false
$day 23:12:40  Terraform has been successfully initialized!
$day 23:12:40  \$ terraform apply -input=false -auto-approve
$day 23:12:41  Acquiring state lock. This may take a few moments...
$day 23:12:43  Plan: 2 to add, 0 to change, 0 to destroy.
$day 23:12:43  hosting_record.sale: Creating...
$day 23:12:44  runner: out of memory, process 2211 (terraform) killed
$day 23:12:44  run {{run}}: ended, exit code 137 (killed)
$day 23:12:45  runner: restarted
E
next=$(({{run}} + 1))
cat > run-$next.log <<E
$day 23:31:02  run $next: started for commit "The sale of this weekend gets its own name" (again, by Inès)
$day 23:31:05  \$ terraform apply -input=false -auto-approve
$day 23:31:06  Error: Error acquiring the state lock
$day 23:31:06  HTTP remote state already locked: ID=$lock
$day 23:31:06  run $next: ended, exit code 1
$day 23:31:07  runner: waits for the next run
E
