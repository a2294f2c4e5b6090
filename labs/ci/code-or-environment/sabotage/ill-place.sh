# Tries the commit in an environment that is ill itself.
# Which branch has the fault $1 (1 shared list, 2 forgotten module, 3 old library, 4 full disk), and where it builds.
of() { i=$(printf '%s' '{{deal}}' | sed "s/$1.*//" | wc -c); set -- wish-list gift-box pickup price-watch; shift "$i"; echo "$1"; }
place() { i=$(printf '%s' '{{deal}}' | sed "s/$1.*//" | wc -c); echo '{{grove}}' | cut -d- -f$((i + 1)); }
cd /home/learner/shop && git fetch -q origin || exit 1
friday() { git rev-list --reverse "origin/main..origin/$1" | head -n 1; }
try() { # COMMIT ENVIRONMENT [ORDER]: prints the number of the build and its colour
  trial "$@" | sed -n 's/.*: build \([0-9]*\) is \([a-z]*\).*/\1 \2/p'
}
answer "$(of 2)" code "$(try "$(friday "$(of 2)")" "$(place 3)" | cut -d' ' -f1)"
