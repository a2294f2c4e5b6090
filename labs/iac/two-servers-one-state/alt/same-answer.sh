# A role with the template in it, the values beside the servers in the inventory, and the reload in the middle of the play.
set -eu
cd /home/learner/fleet
printf '[shop]\nweb[1:2]\n\n[shop:vars]\nshop_port={{port}}\nshop_release={{release}}\n' > inventory.ini
rm -f group_vars/shop.yml
mkdir -p roles/front/tasks roles/front/handlers roles/front/templates roles/front/files
cp templates/shop.conf.j2 roles/front/templates/
cp files/index.html roles/front/files/
cat > roles/front/handlers/main.yml <<'EOF'
---
- name: Nginx reads its files again
  ansible.builtin.command: nginx -s reload
  listen: site changed
EOF
cat > roles/front/tasks/main.yml <<'EOF'
---
- name: The folder of the shop exists
  ansible.builtin.file:
    path: /srv/shop
    state: directory
    owner: root
    group: root
    mode: "0755"

- name: The front page
  ansible.builtin.copy:
    src: index.html
    dest: /srv/shop/index.html
    owner: root
    group: root
    mode: "0644"

- name: The description of the site
  ansible.builtin.template:
    src: shop.conf.j2
    dest: /etc/nginx/sites-available/shop.conf
    owner: root
    group: root
    mode: "0644"
  notify: site changed

- name: Reload before anything else
  ansible.builtin.meta: flush_handlers
EOF
cat > site.yml <<'EOF'
---
- name: The web servers of the shop
  hosts: shop
  gather_facts: false
  roles:
    - front
EOF
n=0
until ansible-playbook site.yml; do n=$((n + 1)); [ "$n" -lt 5 ] || exit 1; sleep 1; done
n=0
until curl -fsS -m 3 -o /dev/null http://web1:{{port}}/ && curl -fsS -m 3 -o /dev/null http://web2:{{port}}/; do n=$((n + 1)); [ "$n" -lt 30 ] || exit 1; sleep 0.5; done
