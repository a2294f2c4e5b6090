rm -f /tmp/waited
