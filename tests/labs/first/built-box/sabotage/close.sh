rm -f /open
