// The made-up lab `two-servers-one-state`: three services, four tasks.

import { MIB, type FakeLab } from "./lab";
import { code, p, t } from "./text";

const SITE = `---
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
        mode: "0644"

    # Inès: quick, but it works.
    - name: The site is switched on
      ansible.builtin.shell: ln -sf /etc/nginx/sites-available/shop.conf /etc/nginx/sites-enabled/shop.conf && nginx -s reload

  handlers:
    - name: Reload nginx
      ansible.builtin.command: nginx -s reload
`;

export const twoServers: FakeLab = {
  view: {
    id: "two-servers-one-state",
    track: "iac",
    level: 1,
    title: t("Two servers, one state", "Deux serveurs, un seul état"),
    summary: t(
      "web1 and web2 should be twins and no longer are. You describe how they ought to be, and let Ansible bring both there, again and again.",
      "web1 et web2 devraient être jumeaux et ne le sont plus. Vous décrivez ce qu’ils doivent être, et laissez Ansible les y amener, autant de fois qu’il le faut.",
    ),
    minutes: 35,
    skills: ["ansible", "idempotence", "ssh", "nginx", "permissions"],
    tasks: ["reach-both", "same-answer", "same-inside", "run-twice"],
    memory_bytes: 1248 * MIB,
    story: t(
      p("Two web servers carry the shop. They were twins once; then somebody repaired one of them at night, by hand. Today customers see two different shops, depending on which server answers.") +
        p("Nobody remembers what was done. You will not remember it either: you write down how a server ought to be, and let <strong>Ansible</strong> bring both there."),
      p("Deux serveurs web portent la boutique. Ils étaient jumeaux\u202f; puis quelqu’un en a réparé un, de nuit, à la main. Aujourd’hui, les clients voient deux boutiques différentes selon le serveur qui répond.") +
        p("Personne ne se rappelle ce qui a été fait. Vous n’aurez pas à vous en souvenir non plus\u202f: vous écrivez ce que doit être un serveur, et laissez <strong>Ansible</strong> y amener les deux."),
    ),
    task_texts: [
      {
        id: "reach-both",
        title: t("Reach both servers", "Joindre les deux serveurs"),
        html: t(
          p("The inventory lists what Ansible may touch. One server is missing from it.") + code("ansible shop -m ansible.builtin.ping", true),
          p("L’inventaire énumère ce qu’Ansible a le droit de toucher. Il y manque un serveur.") + code("ansible shop -m ansible.builtin.ping", true),
        ),
        needs: [],
        hints: 2,
      },
      {
        id: "same-answer",
        title: t("Two servers, the same answer", "Deux serveurs, la même réponse"),
        html: t(
          p("Both servers shall answer on the same port, with the same release.") + code("curl -i http://web1:8100/", true),
          p("Les deux serveurs doivent répondre sur le même port, avec la même version.") + code("curl -i http://web1:8100/", true),
        ),
        needs: ["reach-both"],
        hints: 2,
      },
      {
        id: "same-inside",
        title: t("The same on the inside", "Les mêmes à l’intérieur"),
        html: t(
          p("What a visitor does not see must be the same as well: an account, a file’s rights, a file that should not be there."),
          p("Ce que le visiteur ne voit pas doit être pareil aussi\u202f: un compte, les droits d’un fichier, un fichier en trop."),
        ),
        needs: ["same-answer"],
        hints: 2,
      },
      {
        id: "run-twice",
        title: t("Run it twice, change nothing", "Deux exécutions, aucun changement"),
        html: t(
          p("A second run of the same playbook has nothing left to do.") + code("ansible-playbook site.yml", true),
          p("Une seconde exécution du même playbook n’a plus rien à faire.") + code("ansible-playbook site.yml", true),
        ),
        needs: ["same-answer", "same-inside"],
        hints: 1,
      },
    ],
    debrief: t(
      p("<strong>What happened.</strong> A state that is written down can be reached again. One that was made by hand cannot even be named."),
      p("<strong>Ce qui s’est passé.</strong> Un état décrit peut être atteint de nouveau. Un état fait à la main ne peut même pas être nommé."),
    ),
    terminals: [{ service: "workstation", user: "learner", dir: "/home/learner/fleet" }],
    editor: [{ service: "workstation", dir: "/home/learner/fleet" }],
    pages: [],
    topology: [
      { service: "workstation", networks: ["shop"] },
      { service: "web1", networks: ["shop"] },
      { service: "web2", networks: ["shop"] },
    ],
    links: [
      { from: "workstation", to: "web1", text: t("SSH", "SSH") },
      { from: "workstation", to: "web2", text: t("SSH", "SSH") },
    ],
  },
  image: "paddock/ansible:77ad20",
  messages: {
    "reach-both": t(
      "The group `shop` does not know `web2`. Compare what `ansible-inventory --graph` shows with the servers of the story.",
      "Le groupe `shop` ne connaît pas `web2`. Comparez ce que montre `ansible-inventory --graph` avec les serveurs de l’histoire.",
    ),
    "same-answer": t(
      "`web2` does not answer on port 8100. Where does the playbook get the port from?",
      "`web2` ne répond pas sur le port 8100. D’où le playbook tire-t-il le port\u202f?",
    ),
    "same-inside": t(
      "`web1` has no `/robots.txt` to show on port 8100 (answer: 404).",
      "`web1` n’a pas de `/robots.txt` à montrer sur le port 8100 (réponse\u202f: 404).",
    ),
    "run-twice": t(
      "The second run still changed something on `web1`: the task `The site is switched on`.",
      "La seconde exécution a encore changé quelque chose sur `web1`\u202f: la tâche `The site is switched on`.",
    ),
  },
  hints: {
    "reach-both": [
      t("The inventory is the list of what Ansible may touch. Which of the two servers is in it today?", "L’inventaire est la liste de ce qu’Ansible a le droit de toucher. Lequel des deux serveurs y figure aujourd’hui\u202f?"),
      t("One name a line, under the name of the group.", "Un nom par ligne, sous le nom du groupe."),
    ],
    "same-answer": [
      t("Which task of `site.yml` uses `templates/shop.conf.j2`?", "Quelle tâche de `site.yml` se sert de `templates/shop.conf.j2`\u202f?"),
      t("`ansible-doc template` ends with examples.", "`ansible-doc template` se termine par des exemples."),
    ],
    "same-inside": [
      t("For each task, ask first: what ought to be there?", "Pour chaque tâche, demandez-vous d’abord\u202f: que doit-il y avoir\u202f?"),
      t("`ansible.builtin.file` sets owner, group and mode of a file that exists already.", "`ansible.builtin.file` fixe le propriétaire, le groupe et les droits d’un fichier qui existe déjà."),
    ],
    "run-twice": [t("Run the playbook twice and read the second recap.", "Lancez le playbook deux fois et lisez le second récapitulatif.")],
  },
  files: {
    "ansible.cfg": "[defaults]\ninventory = inventory.ini\nremote_user = root\n",
    "files/index.html": "<!doctype html>\n<title>Sillon</title>\n<h1>Sillon</h1>\n",
    "group_vars/shop.yml": '---\nshop_port: 8100\nshop_release: "amber-otter"\n',
    "inventory.ini": "# The servers, by group. One name a line.\n[shop]\nweb1\n",
    "site.yml": SITE,
    "templates/shop.conf.j2": "server {\n  listen {{ shop_port }};\n  root /srv/shop;\n}\n",
  },
  commands: {
    "ansible shop -m ansible.builtin.ping": '\x1b[32mweb1 | SUCCESS => {\r\n    "changed": false,\r\n    "ping": "pong"\r\n}\x1b[0m\r\n',
    "ansible-inventory --graph": "@all:\r\n  |--@ungrouped:\r\n  |--@shop:\r\n  |  |--web1\r\n",
    "ansible-playbook site.yml": "\r\nPLAY RECAP *****************************************************\r\n\x1b[33mweb1                       : ok=3    changed=1    unreachable=0    failed=0\x1b[0m\r\n",
    "ls": "ansible.cfg  \x1b[34mfiles\x1b[0m  \x1b[34mgroup_vars\x1b[0m  inventory.ini  site.yml  \x1b[34mtemplates\x1b[0m\r\n",
  },
  folder: "~/fleet",
  logs: {
    workstation: ["sshd is not here: this machine only calls others", "workstation is ready"],
    web1: ["nginx: ready on port 8100", "sshd: listening on port 22"],
    web2: ["nginx: ready on port 80", "sshd: listening on port 22"],
  },
  load: {
    workstation: { cpu: 0.001, memory: 31 * MIB },
    web1: { cpu: 0.002, memory: 9 * MIB },
    web2: { cpu: 0.002, memory: 9 * MIB },
  },
  ports: [],
};
