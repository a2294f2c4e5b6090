// The made-up lab `alert-that-reaches-someone`: five services, four tasks, two terminals and two pages.

import { MIB, type FakeLab } from "./lab";
import { code, p, t } from "./text";

const ALERTMANAGER = `global:
  smtp_smarthost: mail:1025
  smtp_from: alertmanager@sillon.example
  smtp_require_tls: false

route:
  receiver: "null"
  group_by: [alertname, service]
  group_wait: 3s
  routes:
    - matchers: [severity = "ticket"]
      receiver: tickets
    - matchers: [severity = "critical"]
      receiver: on-call

receivers:
  - name: "null"               # drops what it gets
  - name: tickets              # read in the morning
    email_configs:
      - to: tickets@sillon.example
  - name: on-call              # wakes someone
    email_configs:
      - to: on-call@sillon.example
`;

const RULES = `groups:
  - name: shop
    rules:
      - alert: ShopDown
        expr: up{job="shop"} == 0
        for: 15s
        labels:
          severity: page
          service: shop
        annotations:
          summary: "{{ $labels.instance }} does not answer"
`;

export const alertThatReaches: FakeLab = {
  view: {
    id: "alert-that-reaches-someone",
    track: "monitoring",
    level: 2,
    title: t("An alert that reaches someone", "Une alerte qui atteint quelqu’un"),
    summary: t(
      "Last night the shop answered in nine seconds for an hour and nobody was told. The metrics were there, the rule was not, and the mail would have gone nowhere.",
      "La nuit dernière, la boutique a répondu en neuf secondes pendant une heure et personne n’a été prévenu. Les métriques étaient là, la règle non, et le message ne serait arrivé nulle part.",
    ),
    minutes: 40,
    skills: ["prometheus", "alertmanager", "alerting", "on-call"],
    tasks: ["see-the-latency", "write-the-rule", "reach-the-mailbox", "silence-only-it"],
    memory_bytes: 704 * MIB,
    story: t(
      p("Last night the shop answered in nine seconds for an hour, and nobody was told. Jonas was on call, and slept well.") +
        p("<strong>Prometheus</strong> had seen it all: it asks the shop for its figures every few seconds. But no rule spoke about slowness, and had there been one, the mail would have gone nowhere. You will mend both."),
      p("La nuit dernière, la boutique a répondu en neuf secondes pendant une heure, et personne n’a été prévenu. Jonas était d’astreinte, et a bien dormi.") +
        p("<strong>Prometheus</strong> avait tout vu\u202f: il demande ses chiffres à la boutique toutes les quelques secondes. Mais aucune règle ne parlait de lenteur, et s’il y en avait eu une, le message ne serait arrivé nulle part. Vous allez réparer les deux."),
    ),
    task_texts: [
      {
        id: "see-the-latency",
        title: t("See the shop’s latency in Prometheus", "Voir la latence de la boutique dans Prometheus"),
        html: t(
          p("Draw p95 for each page in the tab <strong>Prometheus</strong>, and write into <code>incident.md</code> which page was slow and since when."),
          p("Tracez le p95 de chaque page dans l’onglet <strong>Prometheus</strong>, et notez dans <code>incident.md</code> quelle page était lente et depuis quand."),
        ),
        needs: [],
        hints: 2,
      },
      {
        id: "write-the-rule",
        title: t("Write the rule that should have fired", "Écrire la règle qui aurait dû se déclencher"),
        html: t(
          p("Add a rule <code>ShopSlow</code> to <code>prometheus/rules/shop.yml</code>, and let Prometheus read it again:") + code("curl -X POST http://prometheus:9090/-/reload", true),
          p("Ajoutez une règle <code>ShopSlow</code> à <code>prometheus/rules/shop.yml</code>, et demandez à Prometheus de la relire\u202f:") + code("curl -X POST http://prometheus:9090/-/reload", true),
        ),
        needs: ["see-the-latency"],
        hints: 2,
      },
      {
        id: "reach-the-mailbox",
        title: t("Bring the alert to the on-call mailbox", "Amener l’alerte dans la boîte de l’astreinte"),
        html: t(
          p("The rule fires now, but Alertmanager drops it. Follow its route from the top and find the receiver it ends in.") + code("amtool config routes show", true),
          p("La règle se déclenche maintenant, mais Alertmanager la perd. Suivez sa route depuis le haut et trouvez le receiver où elle aboutit.") + code("amtool config routes show", true),
        ),
        needs: ["write-the-rule"],
        hints: 3,
      },
      {
        id: "silence-only-it",
        title: t("Silence it for the maintenance, and only it", "La mettre en silence pour la maintenance, et elle seule"),
        html: t(
          p("The maintenance begins now and lasts three hours. Silence <code>ShopSlow</code> for that time, and nothing else."),
          p("La maintenance commence maintenant et dure trois heures. Mettez <code>ShopSlow</code> en silence pour ce temps, et rien d’autre."),
        ),
        needs: ["reach-the-mailbox"],
        hints: 2,
      },
    ],
    debrief: t(
      p("<strong>What happened.</strong> An alert travels a long road: figure, rule, route, receiver, mailbox. It was interrupted in two places, and no place complained.") +
        p("<strong>What a professional would do.</strong> Ring the bell once, on purpose, and see who comes."),
      p("<strong>Ce qui s’est passé.</strong> Une alerte parcourt un long chemin\u202f: mesure, règle, route, receiver, boîte. Il était coupé à deux endroits, et aucun des deux ne se plaignait.") +
        p("<strong>Ce que ferait un professionnel.</strong> Faire sonner l’alarme une fois, exprès, et voir qui vient."),
    ),
    terminals: [
      { service: "workstation", user: "learner", dir: "/home/learner/shop" },
      { service: "shop", user: "learner", dir: "/srv/shop" },
    ],
    editor: [{ service: "workstation", dir: "/home/learner/shop" }],
    pages: [
      { service: "prometheus", port: 9090, path: "/classic/graph", title: t("Prometheus", "Prometheus") },
      { service: "mail", port: 8025, path: "/", title: t("Mail", "Courrier") },
    ],
    topology: [
      { service: "workstation", networks: ["default"] },
      { service: "shop", networks: ["default"] },
      { service: "prometheus", networks: ["default"] },
      { service: "alertmanager", networks: ["default"] },
      { service: "mail", networks: ["default"] },
    ],
    links: [
      { from: "workstation", to: "shop", text: null },
      { from: "workstation", to: "prometheus", text: null },
      { from: "prometheus", to: "shop", text: t("scrapes", "relève") },
      { from: "prometheus", to: "alertmanager", text: t("alerts", "alertes") },
      { from: "alertmanager", to: "mail", text: t("mails", "courriels") },
    ],
  },
  image: "paddock/prometheus:c3e8b1",
  messages: {
    "see-the-latency": t(
      "`incident.md` does not say yet which page was slow: the line `Page:` is empty. Draw p95 for each page in the Prometheus tab.",
      "`incident.md` ne dit pas encore quelle page était lente\u202f: la ligne `Page:` est vide. Tracez le p95 de chaque page dans l’onglet Prometheus.",
    ),
    "write-the-rule": t(
      "Prometheus knows no alert called `ShopSlow`. Add it to `prometheus/rules/shop.yml`; `ShopDown` shows the shape.",
      "Prometheus ne connaît aucune alerte `ShopSlow`. Ajoutez-la dans `prometheus/rules/shop.yml`\u202f; `ShopDown` montre la forme.",
    ),
    "reach-the-mailbox": t(
      "The alert `ShopSlow` reaches Alertmanager, but its route ends in `null`, which writes to no one.",
      "L’alerte `ShopSlow` arrive dans Alertmanager, mais sa route se termine dans `null`, qui n’écrit à personne.",
    ),
    "silence-only-it": t(
      "No silence is active. `amtool silence add --help` shows what one is made of.",
      "Aucun silence n’est actif. `amtool silence add --help` montre de quoi il se compose.",
    ),
  },
  hints: {
    "see-the-latency": [
      t("The example draws one curve for the whole shop. Which label has to survive the `sum`?", "L’exemple trace une seule courbe pour toute la boutique. Quel label doit survivre au `sum`\u202f?"),
      t("The right end of the graph is now. Last night lies further left.", "Le bord droit du graphe, c’est maintenant. La nuit dernière est plus à gauche."),
    ],
    "write-the-rule": [
      t("You have drawn the right curve already. A rule is that expression, compared with a limit.", "Vous avez déjà tracé la bonne courbe. Une règle, c’est cette expression, comparée à une limite."),
      t("The file on the disk and the rules in memory are two things.", "Le fichier sur le disque et les règles en mémoire sont deux choses."),
    ],
    "reach-the-mailbox": [
      t("Alertmanager walks the tree of routes from the top and takes the first branch whose matchers fit. Which branch fits your alert’s labels, word for word?", "Alertmanager descend l’arbre des routes et prend la première branche dont les matchers conviennent. Laquelle convient aux labels de votre alerte, mot pour mot\u202f?"),
      t("`README.md` says which word was used until spring.", "`README.md` dit quel mot on employait jusqu’au printemps."),
      t("Compare the address in the receiver with the one of this shift.", "Comparez l’adresse du receiver avec celle de l’équipe en cours."),
    ],
    "silence-only-it": [
      t("A silence has matchers, like a route.", "Un silence a des matchers, comme une route."),
      t("Without a duration, amtool silences for one hour.", "Sans durée indiquée, amtool pose un silence d’une heure."),
    ],
  },
  files: {
    "README.md": "# Monitoring of the shop\n\n- `severity`: `page` wakes the person on call; `ticket` is read in the morning.\n  (`critical` was the name of `page` until spring.)\n",
    "alertmanager/alertmanager.yml": ALERTMANAGER,
    "incident.md": "# Incident: the shop was slow last night\n\nPage: search\nBegan (UTC): 02:30\n",
    "prometheus/prometheus.yml": "global:\n  scrape_interval: 3s\n  evaluation_interval: 3s\n\nrule_files:\n  - rules/*.yml\n",
    "prometheus/rules/shop.yml": RULES,
  },
  commands: {
    "amtool config routes show":
      'Routing tree:\r\n.\r\n└── default-route  receiver: null\r\n    ├── {severity="ticket"}  receiver: tickets\r\n    └── {severity="critical"}  receiver: on-call\r\n',
    "amtool alert query":
      "Alertname  Starts At                Summary                State\r\n\x1b[33mShopSlow\x1b[0m   2026-11-21 09:14:05 UTC  p95 latency above 2 s  \x1b[31mactive\x1b[0m\r\n",
    "curl -X POST http://prometheus:9090/-/reload": "",
    "ls": "\x1b[34malertmanager\x1b[0m  incident.md  \x1b[34mprometheus\x1b[0m  README.md\r\n",
  },
  folder: "~/shop",
  logs: {
    workstation: ["workstation is ready"],
    shop: ["GET /cart 200 0.112", "GET /search 200 9.031", "GET /checkout 200 0.214"],
    prometheus: [
      'ts=2026-11-21T09:00:01.002Z level=info msg="Server is ready to receive web requests."',
      'ts=2026-11-21T09:00:01.004Z level=info msg="Loading configuration file" filename=/etc/sillon/prometheus/prometheus.yml',
      'ts=2026-11-21T09:14:04.871Z level=info msg="Completed loading of configuration file"',
    ],
    alertmanager: ['ts=2026-11-21T09:00:02.311Z level=info msg=Listening address=:9093', 'ts=2026-11-21T09:14:08.120Z level=debug receiver=null msg="Notify success"'],
    mail: ["mail: ready on port 1025", "mail: tickets@sillon.example CatalogueStale"],
  },
  load: {
    workstation: { cpu: 0.001, memory: 38 * MIB },
    shop: { cpu: 0.024, memory: 96 * MIB },
    prometheus: { cpu: 0.011, memory: 141 * MIB },
    alertmanager: { cpu: 0.002, memory: 54 * MIB },
    mail: { cpu: 0.001, memory: 22 * MIB },
  },
  ports: [
    { service: "prometheus", container: 9090, host: 49190 },
    { service: "mail", container: 8025, host: 49125 },
    { service: "shop", container: 8080, host: 49180 },
  ],
};
