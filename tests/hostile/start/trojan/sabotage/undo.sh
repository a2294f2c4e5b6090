rm -f /tmp/done
