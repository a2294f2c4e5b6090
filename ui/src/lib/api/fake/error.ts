// Failures as the program words them.

import type { ErrorView } from "../../wire/ErrorView";
import type { Lang } from "../../wire/Lang";

const BUILD_TAIL = [
  "Step 4/12 : RUN apt-get install -y --no-install-recommends prometheus",
  "Err:1 bookworm/main amd64 prometheus amd64 2.42.0+ds-5+b5",
  "  Could not connect to the package mirror, connection timed out",
  "E: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?",
].join("\n");

const ERRORS = {
  engine_unreachable: {
    en: ["Docker does not answer on /var/run/docker.sock.", "Start Docker, then try again."],
    fr: ["Docker ne répond pas sur /var/run/docker.sock.", "Démarrez Docker, puis réessayez."],
  },
  cancelled: {
    en: ["The start was given up.", "Nothing was left behind."],
    fr: ["Le démarrage a été abandonné.", "Il n’en reste rien."],
  },
  grants_not_agreed: {
    en: ["The lab asks for rights that labs usually do not get, and you have not agreed to them yet.", "Agree to them before the start."],
    fr: ["Le lab demande des droits que les labs n’ont pas d’ordinaire, et vous ne les avez pas encore accordés.", "Accordez-les avant le démarrage."],
  },
  build_failed: {
    en: [
      `The image paddock/prometheus could not be built: step 4 of 12 ended with exit code 100\n${BUILD_TAIL}`,
      "The last lines say which step failed. Most often the network or a package mirror was away: try again. Behind a company proxy, set HTTPS_PROXY, and PADDOCK_EXTRA_CA_FILE to its certificate.",
    ],
    fr: [
      `L’image paddock/prometheus n’a pas pu être construite\u202f: l’étape 4 sur 12 s’est terminée avec le code 100\n${BUILD_TAIL}`,
      "Les dernières lignes disent quelle étape a échoué. Le plus souvent, le réseau ou un miroir de paquets était absent\u202f: réessayez. Derrière un proxy d’entreprise, indiquez HTTPS_PROXY, et son certificat dans PADDOCK_EXTRA_CA_FILE.",
    ],
  },
  check_unavailable: {
    en: ["The checks could not run: the service checker is not there any more.", "Reset the service, or stop the lab and start it again."],
    fr: [
      "Les vérifications n’ont pas pu s’exécuter\u202f: le service checker n’est plus là.",
      "Réinitialisez le service, ou arrêtez le lab et démarrez-le à nouveau.",
    ],
  },
  database_damaged: {
    en: [
      "The file with your progress is damaged: /home/camille/.local/share/paddock/paddock.db.",
      "`paddock rescue` sets it aside, deletes nothing, and restores the newest good backup. (file is not a database)",
    ],
    fr: [
      "Le fichier de votre progression est endommagé\u202f: /home/camille/.local/share/paddock/paddock.db.",
      "`paddock rescue` le met de côté sans rien supprimer et restaure la sauvegarde saine la plus récente. (file is not a database)",
    ],
  },
  database_locked: {
    en: [
      "Your progress in /home/camille/.local/share/paddock/paddock.db is held by another program.",
      "Close other Paddock windows, backup tools or editors that hold the file, and try again. Nothing is lost. (database is locked)",
    ],
    fr: [
      "Votre progression dans /home/camille/.local/share/paddock/paddock.db est retenue par un autre programme.",
      "Fermez les autres fenêtres de Paddock, outils de sauvegarde ou éditeurs qui tiennent ce fichier, puis réessayez. Rien n’est perdu. (database is locked)",
    ],
  },
  database_read_only: {
    en: [
      "Your progress in /home/camille/.local/share/paddock/paddock.db cannot be written.",
      "Make the file and its folder writable for you, or set PADDOCK_HOME to a folder that is. Nothing is lost. (permission denied)",
    ],
    fr: [
      "Votre progression dans /home/camille/.local/share/paddock/paddock.db ne peut pas être écrite.",
      "Donnez-vous le droit d’écrire ce fichier et son dossier, ou indiquez un autre dossier dans PADDOCK_HOME. Rien n’est perdu. (permission denied)",
    ],
  },
  no_space: {
    en: [
      "There is no room left on the disk to keep your progress (/home/camille/.local/share/paddock/paddock.db).",
      "Free some room and try again. Everything kept before is safe. (database or disk is full)",
    ],
    fr: [
      "Il n’y a plus de place sur le disque pour garder votre progression (/home/camille/.local/share/paddock/paddock.db).",
      "Libérez de la place, puis réessayez. Tout ce qui était gardé est sauf. (database or disk is full)",
    ],
  },
  database_newer: {
    en: [
      "Your progress in /home/camille/.local/share/paddock/paddock.db was written by a newer Paddock (format 4; this one knows 3).",
      "Update Paddock. Nothing was changed.",
    ],
    fr: [
      "Votre progression dans /home/camille/.local/share/paddock/paddock.db a été écrite par un Paddock plus récent (format 4\u202f; celui-ci connaît le 3).",
      "Mettez Paddock à jour. Rien n’a été modifié.",
    ],
  },
  home_unusable: {
    en: ["This system names no folder for the data of programs.", "Set PADDOCK_HOME to a folder of your choice."],
    fr: ["Ce système n’indique aucun dossier pour les données des programmes.", "Indiquez un dossier de votre choix dans PADDOCK_HOME."],
  },
  lab_unknown: {
    en: ["There is no such lab in the catalogue.", "Choose one on the page Labs."],
    fr: ["Ce lab n’existe pas dans le catalogue.", "Choisissez-en un dans la page Labs."],
  },
  not_running: {
    en: ["This lab is not running.", "Start it first."],
    fr: ["Ce lab n’est pas en cours.", "Démarrez-le d’abord."],
  },
  service_down: {
    en: ["The service is not running.", "Reset it, or look at its log."],
    fr: ["Le service ne tourne pas.", "Réinitialisez-le, ou consultez son journal."],
  },
  no_more_hints: {
    en: ["There are no more hints for this task.", "Read the message of the newest check once more."],
    fr: ["Il n’y a plus d’indice pour cette tâche.", "Relisez le message de la dernière vérification."],
  },
  file_binary: {
    en: ["This file is not text: it holds bytes that are not UTF-8.", "Look at it in the terminal, for example with file or xxd."],
    fr: [
      "Ce fichier n’est pas du texte\u202f: il contient des octets qui ne sont pas de l’UTF-8.",
      "Regardez-le dans le terminal, par exemple avec file ou xxd.",
    ],
  },
  file_too_large: {
    en: ["This file has 104 MB; the editor opens files of up to 1 MB.", "Look at it in the terminal, for example with less."],
    fr: ["Ce fichier pèse 104 Mo\u202f; l’éditeur ouvre des fichiers jusqu’à 1 Mo.", "Regardez-le dans le terminal, par exemple avec less."],
  },
  file_missing: {
    en: ["The file is not there any more.", "Save it again to make it anew, or close it."],
    fr: ["Le fichier n’est plus là.", "Enregistrez-le pour le recréer, ou fermez-le."],
  },
} as const;

export type FakeCode = keyof typeof ERRORS;

export function failure(code: FakeCode, lang: Lang): ErrorView {
  const [message, hint] = ERRORS[code][lang];
  return { code, message, hint };
}
