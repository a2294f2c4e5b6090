// Failures as the program words them.

import type { ErrorView } from "../../wire/ErrorView";
import type { Lang } from "../../wire/Lang";

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
      "The image paddock/prometheus could not be built: step 4 of 12, apt-get install, ended with exit code 100 (no route to the package mirror).",
      "Check the network of this machine, then start again. What was built so far is kept.",
    ],
    fr: [
      "L’image paddock/prometheus n’a pas pu être construite\u202f: l’étape 4 sur 12, apt-get install, s’est terminée avec le code 100 (le miroir de paquets est injoignable).",
      "Vérifiez le réseau de cette machine, puis recommencez. Ce qui est déjà construit est gardé.",
    ],
  },
  check_unavailable: {
    en: ["The checks could not run: the service checker is not there any more.", "Reset the service, or stop the lab and start it again."],
    fr: [
      "Les vérifications n’ont pas pu s’exécuter\u202f: le service checker n’est plus là.",
      "Réinitialisez le service, ou arrêtez le lab et démarrez-le à nouveau.",
    ],
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
