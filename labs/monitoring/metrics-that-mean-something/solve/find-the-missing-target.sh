# One job for both servers of the shop, on the port where it answers.
set -eu
cd ~/monitoring
cat > prometheus/prometheus.yml <<'YML'
global:
  scrape_interval: 5s
  evaluation_interval: 5s

rule_files:
  - rules/*.yml

scrape_configs:
  - job_name: node
    static_configs:
      - targets: [web1:9100, web2:9100]

  - job_name: shop
    static_configs:
      - targets: [web1:8080, web2:8080]
YML
promtool check config prometheus/prometheus.yml
curl -sSf -m 10 -X POST http://prometheus:9090/-/reload
n=0
until curl -sf -m 5 'http://prometheus:9090/api/v1/targets?state=active' | jq -e '.data.activeTargets | any(.scrapeUrl | contains("web2:8080")) and all(.health == "up")' >/dev/null; do
  n=$((n + 1))
  if [ $n -gt 100 ]; then echo "not every target is up" >&2; exit 1; fi
  sleep 0.5
done
