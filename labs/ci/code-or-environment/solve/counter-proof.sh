# The same commit in another environment; and for the flaky one, main in its environment.
# Which branch has the fault $1 (1 shared list, 2 forgotten module, 3 old library, 4 full disk), and where it builds.
of() { i=$(printf '%s' '{{deal}}' | sed "s/$1.*//" | wc -c); set -- wish-list gift-box pickup price-watch; shift "$i"; echo "$1"; }
place() { i=$(printf '%s' '{{deal}}' | sed "s/$1.*//" | wc -c); echo '{{grove}}' | cut -d- -f$((i + 1)); }
cd /home/learner/shop && git fetch -q origin || exit 1
friday() { git rev-list --reverse "origin/main..origin/$1" | head -n 1; }
try() { # COMMIT ENVIRONMENT [ORDER]: prints the number of the build and its colour
  trial "$@" | sed -n 's/.*: build \([0-9]*\) is \([a-z]*\).*/\1 \2/p'
}
# What a trial has shown stays true, so each is made once.
memory=/tmp/proofs
if [ ! -s $memory ] || ! builds "$(tail -n 1 $memory | cut -d' ' -f3)" > /dev/null 2>&1; then
  builds --wait > /dev/null || exit 1
  {
    echo "$(of 1) code $(try main "$(place 1)")"
    echo "$(of 2) code $(try "$(friday "$(of 2)")" "$(place 1)")"
    echo "$(of 3) environment $(try "$(friday "$(of 3)")" "$(place 2)")"
    echo "$(of 4) environment $(try "$(friday "$(of 4)")" "$(place 1)")"
  } > $memory
fi
cat $memory
while read -r branch fault number _; do answer "$branch" "$fault" "$number" || exit 1; done < $memory
