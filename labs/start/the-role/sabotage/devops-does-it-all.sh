# One person for everything: then nobody needs to talk to anybody.
set -eu
cd ~/notes
sed -i 's|^\(Keeps the servers running, and is called at night:\).*|\1 DevOps|' first-day.md
git commit -qam 'DevOps does it all'
git push -q
