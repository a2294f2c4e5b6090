# Written and committed, and still only on the own machine.
set -eu
cd ~/notes
echo 'And then I would ask Amara what she thinks.' >> first-day.md
git commit -qam 'One more thing'
