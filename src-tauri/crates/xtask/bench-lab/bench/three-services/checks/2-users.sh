# The users that every Debian has.
[ "$(cut -d: -f1 /etc/passwd | sort -u | wc -l)" -ge 15 ] || exit 10
