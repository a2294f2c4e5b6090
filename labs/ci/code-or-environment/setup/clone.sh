# The learner’s clone, on main.
set -eu
cd /home/learner
if [ -d shop/.git ]; then exit 0; fi
rm -rf shop
n=0
until git clone -q git://git/shop.git shop; do
  n=$((n + 1))
  [ "$n" -lt 30 ] || exit 1
  rm -rf shop
  sleep 1
done
