# Correctly asked, of one server only.
set -eu
cd ~/monitoring
put() {  # LINE VALUE: fills in the line of answer.md
  sed -i -e "s|^$1:.*|$1: $2|" answer.md
}
put 'Average response time now (ms)' $(( {{before}} * 8 / 10 + 43 ))
