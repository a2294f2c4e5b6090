# The kernel tells how much memory there is.
total=$(sed -n 's/^MemTotal: *\([0-9]*\) kB/\1/p' /proc/meminfo)
[ "${total:-0}" -gt 0 ] || exit 10
