# The number of the dashboard.
set -eu
cd ~/monitoring
put() {  # LINE VALUE: fills in the line of answer.md
  sed -i -e "s|^$1:.*|$1: $2|" answer.md
}
put 'Average response time now (ms)' $(( ({{before}} + 620) / 3 ))
put 'Average response time a week ago (ms)' $(( ({{before}} + 1020) / 3 ))
