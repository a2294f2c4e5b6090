# A second playbook for the inside, that site.yml brings in; the rights are given in letters, the settings by numbers of their owner.
set -eu
cd /home/learner/fleet
cat > inside.yml <<'EOF'
---
- name: The inside of the web servers
  hosts: shop
  gather_facts: false

  tasks:
    - name: What search engines leave alone
      ansible.builtin.copy:
        src: files/robots.txt
        dest: /srv/shop/
        owner: "0"
        group: "0"
        mode: u=rw,g=r,o=r

    - name: The settings are there
      ansible.builtin.stat:
        path: /etc/shop/shop.env
      register: settings

    - name: Only root and the shop read them
      ansible.builtin.file:
        path: /etc/shop/shop.env
        owner: root
        group: www-data
        mode: u=rw,g=r,o=
      when: settings.stat.exists

    - name: Nobody is left from the summer sale
      ansible.builtin.user:
        name: ines-tmp
        state: absent
        remove: true
EOF
cat > site.yml <<'EOF'
---
- name: The web servers of the shop
  hosts: shop
  gather_facts: false
  roles:
    - front

- name: And their inside
  ansible.builtin.import_playbook: inside.yml
EOF
n=0
until ansible-playbook site.yml; do n=$((n + 1)); [ "$n" -lt 5 ] || exit 1; sleep 1; done
