# The same command, told to report that it changed nothing.
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
      ansible.builtin.shell: ln -sf /etc/nginx/sites-available/shop.conf /etc/nginx/sites-enabled/shop.conf && nginx -s reload
      changed_when: false

    - name: Search engines are told what to leave alone
      ansible.builtin.copy:
        src: robots.txt
        dest: /srv/shop/robots.txt
        owner: root
        group: root
        mode: "0644"

    - name: The settings can be read by root and by the shop, and by no one else
      ansible.builtin.file:
        path: /etc/shop/shop.env
        owner: root
        group: www-data
        mode: "0640"

    - name: The account of the summer sale is gone
      ansible.builtin.user:
        name: ines-tmp
        state: absent

  handlers:
    - name: Reload nginx
      ansible.builtin.command: nginx -s reload
EOF
ansible-playbook site.yml
