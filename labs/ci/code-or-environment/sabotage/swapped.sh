# The right names, at the wrong branches.
# Which branch has the fault $1 (1 shared list, 2 forgotten module, 3 old library, 4 full disk), and where it builds.
of() { i=$(printf '%s' '{{deal}}' | sed "s/$1.*//" | wc -c); set -- wish-list gift-box pickup price-watch; shift "$i"; echo "$1"; }
place() { i=$(printf '%s' '{{deal}}' | sed "s/$1.*//" | wc -c); echo '{{grove}}' | cut -d- -f$((i + 1)); }
answer "$(of 3)" fails tests/test_price_list.py::test_the_price_list_holds_every_copy
answer "$(of 4)" fails tests/test_prices.py::test_sale_rounds_half_a_cent_up
