# An entry copied from web1: every answer comes from the same server.
set -eu
cd /home/learner/fleet
printf '[shop]\nweb1\nweb2 ansible_host=web1\n' > inventory.ini
ansible shop -m ansible.builtin.ping || true
