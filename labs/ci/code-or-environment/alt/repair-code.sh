# A list that is never changed, and the module that was forgotten on a laptop.
# Which branch has the fault $1 (1 shared list, 2 forgotten module, 3 old library, 4 full disk), and where it builds.
of() { i=$(printf '%s' '{{deal}}' | sed "s/$1.*//" | wc -c); set -- wish-list gift-box pickup price-watch; shift "$i"; echo "$1"; }
place() { i=$(printf '%s' '{{deal}}' | sed "s/$1.*//" | wc -c); echo '{{grove}}' | cut -d- -f$((i + 1)); }
cd /home/learner/shop && git fetch -q origin || exit 1
friday() { git rev-list --reverse "origin/main..origin/$1" | head -n 1; }
# Begins again from Friday's files, on top of whatever the branch holds now.
begin() {
  git reset -q --hard && git switch -q -C "$1" "origin/$1" && base=$(friday "$1") || exit 1
  git rm -r -q --ignore-unmatch . && git checkout -q "$base" -- . || exit 1
  module=shop/$(echo "$1" | tr - _).py
  tests=tests/test_$(echo "$1" | tr - _).py
}
publish() {
  git add -A
  git diff --cached --quiet || git commit -q -m "$2"
  git push -q origin "$1" || exit 1
}
branch=$(of 1)
begin "$branch"
sed -i -e 's/chosen=\[\]/chosen=()/' -e '/^    chosen.append/d' -e 's/^    return chosen$/    return [*chosen, record]/' "$module"
publish "$branch" 'Adding a record makes a new list'
branch=$(of 2)
begin "$branch"
printf '"""Money, as the customer reads it."""\n\nfrom shop.prices import label\n' > shop/money.py
publish "$branch" 'Add the module that was forgotten'
builds --wait
