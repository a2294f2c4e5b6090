# Gives the red builds themselves as the proof.
# Which branch has the fault $1 (1 shared list, 2 forgotten module, 3 old library, 4 full disk), and where it builds.
of() { i=$(printf '%s' '{{deal}}' | sed "s/$1.*//" | wc -c); set -- wish-list gift-box pickup price-watch; shift "$i"; echo "$1"; }
place() { i=$(printf '%s' '{{deal}}' | sed "s/$1.*//" | wc -c); echo '{{grove}}' | cut -d- -f$((i + 1)); }
number=2
for branch in wish-list gift-box pickup price-watch; do
  case $branch in "$(of 1)"|"$(of 2)") fault=code ;; *) fault=environment ;; esac
  answer $branch $fault $number
  number=$((number + 1))
done
