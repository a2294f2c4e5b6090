# The other way round: another commit in the same environment; and for the flaky one, another order.
# Which branch has the fault $1 (1 shared list, 2 forgotten module, 3 old library, 4 full disk), and where it builds.
of() { i=$(printf '%s' '{{deal}}' | sed "s/$1.*//" | wc -c); set -- wish-list gift-box pickup price-watch; shift "$i"; echo "$1"; }
place() { i=$(printf '%s' '{{deal}}' | sed "s/$1.*//" | wc -c); echo '{{grove}}' | cut -d- -f$((i + 1)); }
cd /home/learner/shop && git fetch -q origin || exit 1
friday() { git rev-list --reverse "origin/main..origin/$1" | head -n 1; }
try() { # COMMIT ENVIRONMENT [ORDER]: prints the number of the build and its colour
  trial "$@" | sed -n 's/.*: build \([0-9]*\) is \([a-z]*\).*/\1 \2/p'
}
builds --wait > /dev/null || exit 1
order=1
until try "$(friday "$(of 1)")" "$(place 1)" $order > /tmp/try && grep -q green /tmp/try; do
  order=$((order + 1)); [ $order -lt 12 ] || exit 1
done
answer "$(of 1)" code "$(cut -d' ' -f1 /tmp/try)" || exit 1
# main's own build of this morning ran in the environment of this branch, and is green.
answer "$(of 2)" code 1 || exit 1
try main "$(place 3)" > /tmp/try && answer "$(of 3)" environment "$(cut -d' ' -f1 /tmp/try)" || exit 1
try main "$(place 4)" > /tmp/try && answer "$(of 4)" environment "$(cut -d' ' -f1 /tmp/try)" || exit 1
