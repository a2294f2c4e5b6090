# Solved for the moment at which the line reaches zero, with deriv and time().
set -eu
cd ~/monitoring
put() {  # LINE VALUE: fills in the line of answer.md
  sed -i -e "s|^$1:.*|$1: $2|" answer.md
}
when=$(curl -sSf -m 10 http://prometheus:9090/api/v1/query --data-urlencode \
  'query=time() - node_filesystem_avail_bytes{mountpoint="/srv/photos"} / deriv(node_filesystem_avail_bytes{mountpoint="/srv/photos"}[5d])' |
  jq -r '.data.result[0].value[1]')
put 'File system that fills up' 'web1, `/srv/photos`'
put 'Full on (date)' "$(date -u -d "@${when%.*}" +%d.%m.%Y)"
