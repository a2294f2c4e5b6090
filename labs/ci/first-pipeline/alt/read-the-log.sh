# The tests of the red build say it as well, in their first lines; read here through the API of Buildbot.
cd /home/learner/shop || exit 1
builds --wait > /dev/null || exit 1
python3 - <<'PY' > /tmp/version || exit 1
import json, re, urllib.request

def get(path):
    return urllib.request.urlopen('http://ci:8010/api/v2/' + path).read().decode()

for build in json.loads(get('builds?property=branch&order=buildid'))['builds']:
    if build['properties']['branch'][0] == 'gift-vouchers' and build['results'] == 2:
        for step in json.loads(get(f'builds/{build["buildid"]}/steps'))['steps']:
            if step['name'] == 'tests':
                log = json.loads(get(f'steps/{step["stepid"]}/logs'))['logs'][0]
                print(re.search(r'^sillon-money: (\S+)', get(f'logs/{log["logid"]}/raw'), re.M)[1])
        break
PY
answer "sillon-money $(cat /tmp/version)"
