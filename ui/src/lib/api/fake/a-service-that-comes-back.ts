// The made-up lab `a-service-that-comes-back`: a machine with systemd and an engine beside it, which ask for rights. In the
// catalogue with `?fake=grants` only, so that the others stay three.

import { MIB, type FakeLab } from "./lab";
import { code, p, t } from "./text";

export const serviceThatComesBack: FakeLab = {
  view: {
    id: "a-service-that-comes-back",
    track: "iac",
    level: 2,
    title: t("A service that comes back", "Un service qui revient"),
    summary: t(
      "The shop dies at night and stays dead until Jonas wakes up. You make it a service of systemd that gets up by itself.",
      "La boutique tombe la nuit et reste à terre jusqu’au réveil de Jonas. Vous en faites un service de systemd qui se relève tout seul.",
    ),
    minutes: 30,
    skills: ["systemd", "containers"],
    tasks: ["make-it-a-service", "let-it-come-back"],
    memory_bytes: 768 * MIB,
    story: t(
      p("At 3:12 the shop ran out of memory and was gone. Nothing started it again."),
      p("À 3\u202fh\u202f12, la boutique a manqué de mémoire et a disparu. Rien ne l’a relancée."),
    ),
    task_texts: [
      {
        id: "make-it-a-service",
        title: t("Make it a service", "En faire un service"),
        html: t(p("The shop is started by systemd.") + code("systemctl status shop", true), p("La boutique est lancée par systemd.") + code("systemctl status shop", true)),
        needs: [],
        hints: 1,
      },
      {
        id: "let-it-come-back",
        title: t("Let it come back", "La laisser revenir"),
        html: t(p("When it dies, it is there again ten seconds later."), p("Quand elle tombe, elle est de nouveau là dix secondes plus tard.")),
        needs: ["make-it-a-service"],
        hints: 1,
      },
    ],
    debrief: t(p("<strong>What happened.</strong> A process nobody watches is a process nobody restarts."), p("<strong>Ce qui s’est passé.</strong> Un processus que personne ne surveille est un processus que personne ne relance.")),
    terminals: [{ service: "machine", user: "root", dir: "/root" }],
    editor: [{ service: "machine", dir: "/etc/systemd/system" }],
    pages: [],
    topology: [
      { service: "machine", networks: ["shop"] },
      { service: "engine", networks: ["shop"] },
    ],
    links: [],
  },
  grants: [
    {
      service: "machine",
      why: t("It runs systemd as its first process, as a server does.", "Il fait tourner systemd comme premier processus, comme un serveur."),
      rights: [
        {
          right: "cap_add SYS_ADMIN",
          text: t(
            "It may mount file systems and change how the kernel divides its container into parts.",
            "Il peut monter des systèmes de fichiers et changer la façon dont le noyau cloisonne son conteneur.",
          ),
        },
        {
          right: "security_opt apparmor=unconfined",
          text: t("The protection that AppArmor puts around containers is off.", "La protection dont AppArmor entoure les conteneurs est désactivée."),
        },
      ],
    },
    {
      service: "engine",
      why: t("You build and run containers inside it, with `docker`.", "Vous y construisez et lancez des conteneurs, avec `docker`."),
      rights: [
        {
          right: "cap_add ALL, cap_drop SYS_RESOURCE",
          text: t(
            "Inside its container, root gets all the rights the kernel has but SYS_RESOURCE, instead of the few that containers usually get.",
            "Dans son conteneur, root obtient tous les droits du noyau sauf SYS_RESOURCE, au lieu des quelques droits qu’ont d’ordinaire les conteneurs.",
          ),
        },
        {
          right: "security_opt seccomp=unconfined",
          text: t(
            "It may call every function of the kernel: the filter that stops rare and risky calls is off.",
            "Il peut appeler toutes les fonctions du noyau\u202f: le filtre qui arrête les appels rares et risqués est désactivé.",
          ),
        },
      ],
    },
  ],
  image: "paddock/machine:5d0c11",
  messages: {
    "make-it-a-service": t("systemd knows no unit `shop`.", "systemd ne connaît pas d’unité `shop`."),
    "let-it-come-back": t("The shop died and did not come back.", "La boutique est tombée et n’est pas revenue."),
  },
  hints: {
    "make-it-a-service": [t("A unit is a file in `/etc/systemd/system`.", "Une unité est un fichier dans `/etc/systemd/system`.")],
    "let-it-come-back": [t("`man systemd.service` has a section on `Restart=`.", "`man systemd.service` a une section sur `Restart=`.")],
  },
  files: { "shop.service": "[Service]\nExecStart=/usr/local/bin/shop\n" },
  commands: { "systemctl status shop": "Unit shop.service could not be found.\r\n" },
  folder: "~",
  logs: { machine: ["systemd: Startup finished"], engine: ["API listen on /var/run/docker.sock"] },
  load: { machine: { cpu: 0.002, memory: 24 * MIB }, engine: { cpu: 0.004, memory: 71 * MIB } },
  ports: [],
};
