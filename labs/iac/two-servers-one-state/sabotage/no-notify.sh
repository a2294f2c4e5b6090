# The file is right on both servers, and nobody has told nginx.
set -eu
cd /home/learner/fleet
ssh root@web2 'printf "server {\n    listen 8080;\n    server_name _;\n    root /srv/shop;\n}\n" > /etc/nginx/sites-available/shop.conf && nginx -s reload'
n=0
until curl -fs -m 3 -o /dev/null http://web2:8080/ && ! curl -s -m 3 -o /dev/null http://web2:{{port}}/; do n=$((n + 1)); [ "$n" -lt 60 ] || exit 1; sleep 0.5; done
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

    # Inès: quick, but it works.
    - name: The site is switched on
      ansible.builtin.shell: ln -sf /etc/nginx/sites-available/shop.conf /etc/nginx/sites-enabled/shop.conf

    - name: The site is described by our template
      ansible.builtin.template:
        src: shop.conf.j2
        dest: /etc/nginx/sites-available/shop.conf
        owner: root
        group: root
        mode: "0644"

  handlers:
    - name: Reload nginx
      ansible.builtin.command: nginx -s reload
EOF
ansible-playbook site.yml
