# The release is Debian 12.
grep -q '^VERSION_ID="12"' /etc/os-release || exit 10
