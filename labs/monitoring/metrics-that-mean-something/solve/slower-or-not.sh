# sum(rate(_sum)) / sum(rate(_count)), now and with offset 1w, written down in milliseconds.
set -eu
cd ~/monitoring
put() {  # LINE VALUE: fills in the line of answer.md
  sed -i -e "s|^$1:.*|$1: $2|" answer.md
}
[ -e answer.md ] || cp /usr/share/sillon/metrics/answer.md .
put 'Average response time now (ms)' $(( ({{before}} + {{after}}) * 4 / 10 + 43 ))
put 'Average response time a week ago (ms)' $(( {{before}} * 8 / 10 + 63 ))
