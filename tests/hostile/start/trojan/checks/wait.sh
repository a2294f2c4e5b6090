test -e /tmp/done || exit 10
