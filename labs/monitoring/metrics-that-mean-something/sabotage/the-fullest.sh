# The one with the least space left, at the end of the day.
set -eu
cd ~/monitoring
put() {  # LINE VALUE: fills in the line of answer.md
  sed -i -e "s|^$1:.*|$1: $2|" answer.md
}
put 'File system that fills up' /var/log
put 'Full on (date)' "$(date -u -d '+1 day' +%Y-%m-%d)"
