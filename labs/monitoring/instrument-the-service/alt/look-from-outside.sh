# Without relabelling: the exporter is the target, the page stands in the parameters, the label is written by hand.
set -eu
cd ~/monitoring
cat >> blackbox/blackbox.yml <<'YML'
  basket:
    prober: http
    timeout: 2s
    http:
      method: GET
      valid_status_codes: [200]
      fail_if_body_matches_regexp: ["back soon"]
      fail_if_body_not_matches_regexp: ["<button>"]
YML
cat >> prometheus/prometheus.yml <<'YML'
  - job_name: blackbox
    metrics_path: /probe
    scrape_interval: 3s
    params:
      module: [basket]
      target: [checkout:8080]
    static_configs:
      - targets: [blackbox:9115]
        labels: {instance: "http://checkout:8080"}
YML
curl -sSf -m 10 -X POST http://blackbox:9115/-/reload
curl -sSf -m 10 -X POST http://prometheus:9090/-/reload
n=0
until curl -sf -m 5 'http://prometheus:9090/api/v1/targets?state=active' | jq -e '.data.activeTargets | any((.scrapeUrl | contains("/probe?")) and (.scrapeUrl | contains("module=basket")) and .health == "up")' >/dev/null \
   && curl -sf -m 5 http://prometheus:9090/api/v1/query --data-urlencode 'query=probe_success == 1' | jq -e '.data.result | length > 0' >/dev/null; do
  n=$((n + 1))
  if [ $n -gt 120 ]; then echo "no probe succeeds" >&2; exit 1; fi
  sleep 0.5
done
