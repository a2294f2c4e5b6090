# The learner's copies: the shop to read, the handbook to write in.
set -eu
cd /home/learner
get() { # REPOSITORY FOLDER
  n=0
  until git clone -q "git://git/$1.git" "/tmp/$1.$$"; do
    n=$((n + 1))
    [ "$n" -lt 60 ] || exit 1
    rm -rf "/tmp/$1.$$"
    sleep 0.5
  done
  mkdir -p "$2"
  cp -R "/tmp/$1.$$/." "$2"
  rm -rf "/tmp/$1.$$"
}
if [ ! -d shop/.git ]; then get shop shop; fi
if [ ! -d notes/.git ]; then get handbook notes; fi
