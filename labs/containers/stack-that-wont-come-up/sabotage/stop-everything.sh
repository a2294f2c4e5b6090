# Everything is stopped, whatever it was.
set -eu
docker stop -t 1 $(docker ps -q)
