touch /tmp/waited
