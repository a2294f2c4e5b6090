set -eu
cd /home/learner/fleet
cat > group_vars/shop.yml <<'EOF'
---
# What every server of the group `shop` has in common.
shop_port: {{port}}
shop_release: "{{release}}"
EOF
cat > site.yml <<'EOF'
---
- name: The web servers of the shop
  hosts: shop
  gather_facts: false

  tasks:
    - name: The folder of the shop exists
      ansible.builtin.file:
        path: /srv/shop
        state: directory
        owner: root
        group: root
        mode: "0755"

    - name: The front page is the one of this project
      ansible.builtin.copy:
        src: index.html
        dest: /srv/shop/index.html
        owner: root
        group: root
        mode: "0644"

    - name: The site is described by our template
      ansible.builtin.template:
        src: shop.conf.j2
        dest: /etc/nginx/sites-available/shop.conf
        owner: root
        group: root
        mode: "0644"
      notify: Reload nginx

    # Inès: quick, but it works.
    - name: The site is switched on
      ansible.builtin.shell: ln -sf /etc/nginx/sites-available/shop.conf /etc/nginx/sites-enabled/shop.conf && nginx -s reload

  handlers:
    - name: Reload nginx
      ansible.builtin.command: nginx -s reload
EOF
n=0
until ansible-playbook site.yml; do n=$((n + 1)); [ "$n" -lt 5 ] || exit 1; sleep 1; done
# A handler runs only where its task changed something; after a run that forgot to notify, reload once by hand.
served() { curl -fsS -m 3 -D - -o /dev/null "http://$1:{{port}}/" 2>/dev/null | grep -Fq 'X-Shop-Release: {{release}}'; }
n=0
until served web1 && served web2; do
    n=$((n + 1)); [ "$n" -lt 30 ] || exit 1
    if [ $((n % 5)) = 3 ]; then ansible shop -m ansible.builtin.command -a 'nginx -s reload' || true; fi
    sleep 1
done
