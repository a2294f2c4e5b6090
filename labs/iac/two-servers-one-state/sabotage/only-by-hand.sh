# Both servers are right, and the playbook does not know why.
set -eu
cd /home/learner/fleet
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

    - name: The site is switched on
      ansible.builtin.file:
        src: /etc/nginx/sites-available/shop.conf
        dest: /etc/nginx/sites-enabled/shop.conf
        state: link
      notify: Reload nginx

  handlers:
    - name: Reload nginx
      ansible.builtin.command: nginx -s reload
EOF
ansible-playbook site.yml
