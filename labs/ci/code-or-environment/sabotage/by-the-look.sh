# Judges by the look of the error: a failed assertion is code, a missing module or disk is the environment.
# Which branch has the fault $1 (1 shared list, 2 forgotten module, 3 old library, 4 full disk), and where it builds.
of() { i=$(printf '%s' '{{deal}}' | sed "s/$1.*//" | wc -c); set -- wish-list gift-box pickup price-watch; shift "$i"; echo "$1"; }
place() { i=$(printf '%s' '{{deal}}' | sed "s/$1.*//" | wc -c); echo '{{grove}}' | cut -d- -f$((i + 1)); }
answer "$(of 1)" code 1
answer "$(of 2)" environment 1
answer "$(of 3)" code 1
answer "$(of 4)" environment 1
