// The made-up lab `first-pipeline`: four services, five tasks.

import { MIB, type FakeLab } from "./lab";
import { code, p, t } from "./text";

const PIPELINE = `# What the worker runs for each push. The keys are explained in .ci/README.md.
environment: shop-2023
timeout: 120

steps:
  - name: environment
    run: python -m pip list
  - name: lint
    run: make lint
  - name: tests
    run: make test
`;

const RED = "\x1b[31m";
const GREEN = "\x1b[32m";
const OFF = "\x1b[0m";

export const firstPipeline: FakeLab = {
  view: {
    id: "first-pipeline",
    track: "ci",
    level: 1,
    title: t("Your first pipeline", "Votre premier pipeline"),
    summary: t(
      "The release is refused because the pipeline is red, and yet the tests pass on every developer’s machine. Read the log, find out what really differs, mend the pipeline, and see it turn green.",
      "La livraison est refusée parce que le pipeline est au rouge, et pourtant les tests passent sur la machine de chaque développeur. Lisez le journal, trouvez ce qui diffère vraiment, réparez le pipeline et voyez-le passer au vert.",
    ),
    minutes: 35,
    skills: ["git", "pipelines", "build-environments", "reading-logs"],
    tasks: ["try-main", "read-the-log", "repair-the-environment", "release", "guard"],
    memory_bytes: 1216 * MIB,
    story: t(
      p("It is Monday, half past nine. On Friday evening Inès finished something that the shop’s customers have been asking for: gift vouchers, and prices written in each customer’s own language. But the release does not go out: the server refuses it.") +
        "<blockquote><p><strong>Inès:</strong> “It works on my machine, I swear. It must be the server that is broken.”</p><p><strong>Amara:</strong> “Perhaps. Before anybody repairs anything: what does the log say, word for word?”</p></blockquote>" +
        "<h3>How a change travels at Sillon</h3>" +
        "<table><thead><tr><th>name</th><th>what it is</th></tr></thead><tbody><tr><td><code>workstation</code></td><td>your machine, with your clone of the shop’s code in <code>~/shop</code></td></tr><tr><td><code>git</code></td><td>the server that holds the code for everybody</td></tr><tr><td><code>ci</code></td><td>Buildbot, which is told of each push and keeps the results</td></tr><tr><td><code>worker</code></td><td>the machine that runs the steps for Buildbot</td></tr></tbody></table>" +
        p('One run of the pipeline is a <strong>build</strong>. More on this in <a href="https://docs.buildbot.net/current/">Buildbot’s manual</a>.'),
      p("Lundi, neuf heures et demie. Vendredi soir, Inès a terminé ce que les clients de la boutique réclamaient\u202f: des bons cadeaux, et des prix écrits dans la langue de chacun. Mais la livraison ne part pas\u202f: le serveur la refuse.") +
        "<blockquote><p><strong>Inès\u202f:</strong> «\u202fSur ma machine, ça marche, je le jure. Ce doit être le serveur qui est cassé.\u202f»</p><p><strong>Amara\u202f:</strong> «\u202fPeut-être. Avant que quiconque répare quoi que ce soit\u202f: que dit le journal, mot pour mot\u202f?\u202f»</p></blockquote>" +
        "<h3>Le chemin d’un changement chez Sillon</h3>" +
        "<table><thead><tr><th>nom</th><th>ce que c’est</th></tr></thead><tbody><tr><td><code>workstation</code></td><td>votre poste, avec votre clone du code de la boutique dans <code>~/shop</code></td></tr><tr><td><code>git</code></td><td>le serveur qui garde le code pour tout le monde</td></tr><tr><td><code>ci</code></td><td>Buildbot, que chaque push prévient et qui garde les résultats</td></tr><tr><td><code>worker</code></td><td>la machine qui exécute les étapes pour Buildbot</td></tr></tbody></table>" +
        p('Un passage du pipeline est un <strong>build</strong>. Le <a href="https://docs.buildbot.net/current/">manuel de Buildbot</a> en dit plus.'),
    ),
    task_texts: [
      {
        id: "try-main",
        title: t("Meet the refusal yourself", "Constatez le refus vous-même"),
        html: t(
          p("Do not take anybody’s word for it; look for yourself. First her claim, that the tests pass:") +
            code("make test", true) +
            p("Twelve tests, all passed: she is right. Now do what she did, and push her branch to <code>main</code>:") +
            code("git push origin gift-vouchers:main", true) +
            p("It is refused. Lines that begin with <code>remote:</code> come from the server: read them to the end."),
          p("Ne croyez personne sur parole, regardez vous-même. D’abord ce qu’elle affirme, à savoir que les tests passent\u202f:") +
            code("make test", true) +
            p("Douze tests, tous réussis\u202f: elle a raison. Faites maintenant ce qu’elle a fait, et poussez sa branche vers <code>main</code>\u202f:") +
            code("git push origin gift-vouchers:main", true) +
            p("C’est refusé. Les lignes qui commencent par <code>remote:</code> viennent du serveur\u202f: lisez-les jusqu’au bout."),
        ),
        needs: [],
        hints: 2,
      },
      {
        id: "read-the-log",
        title: t("Read what the log says, word for word", "Lisez ce que dit le journal, mot pour mot"),
        html: t(
          p("The tests pass here and fail there. Open the red build in the tab <strong>Buildbot</strong>, or read it in the terminal:") +
            code("builds 2\nbuilds 2 tests") +
            p("<strong>With which version of <code>sillon-money</code> did the red build run?</strong> Write it down with <code>answer</code>."),
          p("Les tests passent ici et échouent là-bas. Ouvrez le build au rouge dans l’onglet <strong>Buildbot</strong>, ou lisez-le dans le terminal\u202f:") +
            code("builds 2\nbuilds 2 tests") +
            p("<strong>Avec quelle version de <code>sillon-money</code> le build au rouge a-t-il tourné\u202f?</strong> Notez-la avec <code>answer</code>."),
        ),
        needs: ["try-main"],
        hints: 3,
      },
      {
        id: "repair-the-environment",
        title: t("Repair the pipeline", "Réparez le pipeline"),
        html: t(
          p("Now compare. What the project asks for stands in <code>requirements.txt</code>:") +
            code("cat requirements.txt", true) +
            "<ol><li>Change <code>.ci/pipeline.yml</code> so that the steps run in the environment that fits.</li><li>Look at what you have changed, make a commit of it, and push the branch.</li><li>Watch the new build, in the tab or with <code>builds --wait</code>.</li></ol>",
          p("Comparez maintenant. Ce que le projet demande se trouve dans <code>requirements.txt</code>\u202f:") +
            code("cat requirements.txt", true) +
            "<ol><li>Modifiez <code>.ci/pipeline.yml</code> pour que les étapes tournent dans l’environnement qui convient.</li><li>Regardez ce que vous avez modifié, faites-en un commit et poussez la branche.</li><li>Suivez le nouveau build, dans l’onglet ou avec <code>builds --wait</code>.</li></ol>",
        ),
        needs: ["read-the-log"],
        hints: 3,
      },
      {
        id: "release",
        title: t("Let the release out", "Faites partir la livraison"),
        html: t(
          p("Your commit is green. Push <code>gift-vouchers</code> to <code>main</code>, as at the beginning, and compare what the server says this time."),
          p("Votre commit est au vert. Poussez <code>gift-vouchers</code> vers <code>main</code>, comme au début, et comparez ce que dit le serveur cette fois."),
        ),
        needs: ["repair-the-environment"],
        hints: 1,
      },
      {
        id: "guard",
        title: t("Make the pipeline say it first", "Que le pipeline le dise en premier"),
        html: t(
          p("Make the comparison a step of the pipeline, so that a wrong environment is found <strong>before</strong> the tests run.") + code("make check-environment", true),
          p("Faites de la comparaison une étape du pipeline, pour qu’un mauvais environnement soit repéré <strong>avant</strong> les tests.") + code("make check-environment", true),
        ),
        needs: ["release"],
        hints: 2,
      },
    ],
    debrief: t(
      p("<strong>What happened.</strong> Inès moved the project from one major version of a library to the next. The pipeline stayed where it was: its file named an environment that somebody had made two years before. Two places disagreed about what the shop needs, and only one of them was read by the worker.") +
        p("<strong>What a professional would do.</strong> You read before you touched anything. You found the first difference rather than the last error, and repaired the cause, in the repository, in a commit that says why."),
      p("<strong>Ce qui s’est passé.</strong> Inès a fait passer le projet d’une version majeure d’une bibliothèque à la suivante. Le pipeline, lui, est resté où il était\u202f: son fichier nommait un environnement créé deux ans plus tôt. Deux endroits n’étaient pas d’accord sur ce dont la boutique a besoin, et le worker n’en lisait qu’un.") +
        p("<strong>Ce que ferait un professionnel.</strong> Vous avez lu avant de toucher à quoi que ce soit. Vous avez cherché la première différence plutôt que la dernière erreur, et réparé la cause, dans le dépôt, par un commit qui dit pourquoi."),
    ),
    terminals: [{ service: "workstation", user: "learner", dir: "/home/learner/shop" }],
    editor: [{ service: "workstation", dir: "/home/learner/shop" }],
    pages: [{ service: "ci", port: 8010, path: "/", title: t("Buildbot", "Buildbot") }],
    topology: [
      { service: "workstation", networks: ["office"] },
      { service: "git", networks: ["office"] },
      { service: "ci", networks: ["office"] },
      { service: "worker", networks: ["office"] },
    ],
    links: [
      { from: "workstation", to: "git", text: t("push", "push") },
      { from: "git", to: "ci", text: t("tells of each push", "annonce chaque push") },
      { from: "ci", to: "worker", text: t("gives out builds", "confie les builds") },
      { from: "worker", to: "git", text: t("fetches", "récupère") },
    ],
  },
  image: "paddock/buildbot:1f0c9a",
  messages: {
    "try-main": t(
      "The Git server has not yet seen a push to `main`. In `~/shop`, push Inès’s branch there, as the text says, and read what comes back.",
      "Le serveur Git n’a encore vu aucun push vers `main`. Dans `~/shop`, poussez-y la branche d’Inès, comme l’indique le texte, et lisez ce qui revient.",
    ),
    "read-the-log": t(
      "You wrote `2.5.1`. That is the version that the project asks for, and the one of your workstation. The pipeline has another one: the log of its red build says which.",
      "Vous avez noté `2.5.1`. C’est la version que le projet demande, et celle de votre poste. Le pipeline en a une autre\u202f: le journal de son build au rouge dit laquelle.",
    ),
    "repair-the-environment": t(
      "On the Git server, `gift-vouchers` still stands at Inès’s commit. Change the pipeline in your clone, commit, and push the branch.",
      "Sur le serveur Git, `gift-vouchers` en est toujours au commit d’Inès. Modifiez le pipeline dans votre clone, faites un commit et poussez la branche.",
    ),
    release: t(
      "`main` still stands where it stood on Friday. Push `gift-vouchers` to it.",
      "`main` en est toujours où il était vendredi. Poussez-y `gift-vouchers`.",
    ),
    guard: t(
      "The pipeline of `main` has no step that compares the environment before the tests.",
      "Le pipeline de `main` n’a aucune étape qui compare l’environnement avant les tests.",
    ),
  },
  hints: {
    "try-main": [
      t("A refused push is nothing to be afraid of: nothing is lost, and `main` stays as it was.", "Un push refusé n’a rien de grave\u202f: rien n’est perdu et `main` reste comme il était."),
      t("`builds --wait` comes back when nothing builds any more.", "`builds --wait` rend la main quand plus rien ne se construit."),
    ],
    "read-the-log": [
      t("A build is a list of steps, and each step keeps its own output. Which step has a name that fits the question?", "Un build est une liste d’étapes, et chaque étape garde sa propre sortie. Laquelle porte un nom qui répond à la question\u202f?"),
      t("The tests say it as well, in the first lines of their output, before the first dot.", "Les tests le disent aussi, dans les premières lignes de leur sortie, avant le premier point."),
      t("What you noted comes from your own machine. Where do you read what the other machine had?", "Ce que vous avez noté vient de votre propre machine. Où lit-on ce qu’avait l’autre machine\u202f?"),
    ],
    "repair-the-environment": [
      t("`.ci/README.md` explains each key of the pipeline.", "`.ci/README.md` explique chaque clé du pipeline."),
      t("The log of the red build lists the environments of the worker.", "Le journal du build au rouge énumère les environnements du worker."),
      t("One line of `.ci/pipeline.yml` is enough.", "Une seule ligne de `.ci/pipeline.yml` suffit."),
    ],
    release: [t("It is the same command as in the first task.", "C’est la même commande que dans la première tâche.")],
    guard: [
      t("A step stops the build when its command ends with an exit code other than 0.", "Une étape arrête le build quand sa commande se termine par un code différent de 0."),
      t("The order of the steps in the file is the order in which they run.", "L’ordre des étapes dans le fichier est celui de leur exécution."),
    ],
  },
  files: {
    ".ci/README.md": "# The pipeline\n\n- `environment`: the Python of the worker in which the steps run\n- `steps`: what runs, in this order; the first failure stops the build\n",
    ".ci/pipeline.yml": PIPELINE,
    "Makefile": "test:\n\tpython -m pytest -q\n\ncheck-environment:\n\tpython tools/check_environment.py\n",
    "README.md": "# The shop\n\nPrices need sillon-money 2.x, which knows how each language writes them.\n",
    "requirements.txt": "sillon-money==2.5.1\n",
    "shop/__init__.py": "",
    "shop/prices.py": 'from sillon_money import Money, format_price\n\n\ndef label(amount: Money, language: str) -> str:\n    """The price as a customer reads it."""\n    return format_price(amount, language=language)\n',
    "shop/vouchers.py": 'from dataclasses import dataclass\n\nfrom sillon_money import Money\n\n\n@dataclass(frozen=True)\nclass Voucher:\n    code: str\n    amount: Money\n',
    "tests/test_prices.py": 'from shop.prices import label\n\n\ndef test_french():\n    assert label(1250, "fr") == "12,50 €"\n',
    "tools/check_environment.py": "import sys\n\nsys.exit(0)\n",
  },
  commands: {
    "make test": `............                                                             [100%]\r\n${GREEN}12 passed${OFF} in 0.41s\r\n`,
    "git push origin gift-vouchers:main": `remote: \r\nremote: ${RED}main is protected.${OFF} Build 2 of commit 9f3c1e7 is red at the step "tests".\r\nremote: Push again when its build is green.\r\nremote: \r\nTo git:shop.git\r\n ! ${RED}[remote rejected]${OFF} gift-vouchers -> main (the pipeline is red)\r\n`,
    "builds": `  2  gift-vouchers  9f3c1e7  ${RED}red${OFF}    tests\r\n  1  main           41b0c52  ${GREEN}green${OFF}\r\n`,
    "cat requirements.txt": "sillon-money==2.5.1\r\n",
    "git status": "On branch gift-vouchers\r\nYour branch is up to date with 'origin/gift-vouchers'.\r\n\r\nnothing to commit, working tree clean\r\n",
    "ls": `Makefile  README.md  requirements.txt  \x1b[34mshop\x1b[0m  \x1b[34mtests\x1b[0m  \x1b[34mtools\x1b[0m\r\n`,
  },
  folder: "~/shop",
  logs: {
    workstation: ["workstation is ready"],
    git: ["git: repositories at /srv/git", "git: post-receive shop.git refs/heads/gift-vouchers 9f3c1e7", "git: update refused refs/heads/main: build 2 is red"],
    ci: [
      "[Buildbot] master configured, 1 builder, 1 worker",
      "[Buildbot] change 2 on gift-vouchers from git",
      "[Buildbot] build 2 started on worker",
      "[Buildbot] build 2 step environment: success",
      "[Buildbot] build 2 step tests: failure",
      "[http] GET /api/v2/builds?limit=10 200 4ms",
    ],
    worker: ["worker connected to ci:9989", "running step environment in shop-2023", "running step tests in shop-2023", "TypeError: format_price() got an unexpected keyword argument 'language'"],
  },
  load: {
    workstation: { cpu: 0.001, memory: 38 * MIB },
    git: { cpu: 0.002, memory: 12 * MIB },
    ci: { cpu: 0.031, memory: 118 * MIB },
    worker: { cpu: 0.012, memory: 64 * MIB },
  },
  ports: [{ service: "ci", container: 8010, host: 49210 }],
};
