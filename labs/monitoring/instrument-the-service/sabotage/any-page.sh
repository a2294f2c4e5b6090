# Any page with status 200 will do, the one that says `back soon` as well.
set -eu
cd ~/monitoring
cat > blackbox/blackbox.yml <<'YML'
modules:
  door_is_open:
    prober: tcp
    timeout: 3s
  pay_page:
    prober: http
    timeout: 3s
YML
cat > prometheus/prometheus.yml <<'YML'
global:
  scrape_interval: 2s
  evaluation_interval: 2s

rule_files:
  - rules/*.yml

scrape_configs:
  - job_name: checkout
    static_configs:
      - targets: [checkout:8080]

  - job_name: outside
    metrics_path: /probe
    params:
      module: [pay_page]
    static_configs:
      - targets: ["http://checkout:8080/"]
    relabel_configs:
      - source_labels: [__address__]
        target_label: __param_target
      - source_labels: [__param_target]
        target_label: instance
      - target_label: __address__
        replacement: blackbox:9115
YML
promtool check config prometheus/prometheus.yml
curl -sSf -m 10 -X POST http://blackbox:9115/-/reload
curl -sSf -m 10 -X POST http://prometheus:9090/-/reload
n=0
until curl -sf -m 5 'http://prometheus:9090/api/v1/targets?state=active' | jq -e '.data.activeTargets | any((.scrapeUrl | contains("/probe?")) and (.scrapeUrl | contains("module=pay_page")) and .health == "up")' >/dev/null \
   && curl -sf -m 5 http://prometheus:9090/api/v1/query --data-urlencode 'query=probe_success == 1' | jq -e '.data.result | length > 0' >/dev/null; do
  n=$((n + 1))
  if [ $n -gt 120 ]; then echo "no probe succeeds" >&2; exit 1; fi
  sleep 0.5
done
