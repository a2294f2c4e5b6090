touch /tmp/done
