[ -e /open ] || exit 10
