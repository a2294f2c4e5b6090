[ -e /tmp/waited ] || exit 10
