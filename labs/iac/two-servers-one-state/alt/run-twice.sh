# The link by a command that says itself when there is nothing to do.
set -eu
cd /home/learner/fleet
cat > roles/front/tasks/switch.yml <<'EOF'
---
- name: The site is switched on
  ansible.builtin.command:
    cmd: ln -s /etc/nginx/sites-available/shop.conf /etc/nginx/sites-enabled/shop.conf
    creates: /etc/nginx/sites-enabled/shop.conf
  notify: site changed
EOF
sed -i '/^- name: Reload before/,$d' roles/front/tasks/main.yml
cat >> roles/front/tasks/main.yml <<'EOF'
- name: And then it is switched on
  ansible.builtin.import_tasks: switch.yml
EOF
n=0
until ansible-playbook site.yml; do n=$((n + 1)); [ "$n" -lt 5 ] || exit 1; sleep 1; done
