# The first FAILED or ERROR of each red build, as its log writes it.
builds --wait > /dev/null || exit 1
number=2
for branch in wish-list gift-box pickup price-watch; do
  answer "$branch" fails "$(builds $number tests | sed -n 's/^\(FAILED\|ERROR\) \([^ ]*\).*/\2/p' | head -n 1)" || exit 1
  number=$((number + 1))
done
