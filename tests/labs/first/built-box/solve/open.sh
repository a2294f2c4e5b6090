touch /open
