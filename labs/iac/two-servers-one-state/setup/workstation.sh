# The project as Inès left it, with one commit, in a folder that belongs to the learner.
set -eu
n=0
until [ -s /etc/ssh/authorized/learner.pub ]; do n=$((n + 1)); [ "$n" -lt 100 ] || exit 1; sleep 0.2; done
cd /home/learner/fleet
find . -mindepth 1 -delete
cp -R /opt/fleet/. .
chmod -R u+w,go+r .
git init -q
git config user.name 'You'
git config user.email you@sillon.example
git add -A
git -c user.name='Inès Caron' -c user.email=ines@sillon.example commit -q -m 'A start: web1, the front page, the site'
