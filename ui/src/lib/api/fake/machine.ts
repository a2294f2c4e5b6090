// The make-believe machine: engine and doctor.

import type { DoctorReport } from "../../wire/DoctorReport";
import type { EngineStatus } from "../../wire/EngineStatus";
import type { Lang } from "../../wire/Lang";
import { failure } from "./error";
import { options } from "./options";

export function engineStatus(lang: Lang, services: number): EngineStatus {
  if (options.has("no-engine")) {
    return { engine: null, context: null, error: failure("engine_unreachable", lang), services: 0, images_bytes: 0 };
  }
  return { engine: "Docker 27.3", context: "default", error: null, services, images_bytes: 1_240_000_000 };
}

export function doctorReport(lang: Lang): DoctorReport {
  const fr = lang === "fr";
  const down = options.has("no-engine");
  return {
    ok: !down,
    findings: [
      down
        ? {
            id: "engine",
            state: "failure",
            title: fr ? "Moteur de conteneurs" : "Container engine",
            detail: fr ? "Rien ne répond sur /var/run/docker.sock." : "Nothing answers on /var/run/docker.sock.",
            remedy: fr ? "Installez Docker Engine, démarrez-le, puis vérifiez à nouveau." : "Install Docker Engine, start it, then check again.",
            commands: ["sudo apt-get install docker.io", "sudo systemctl enable --now docker"],
          }
        : {
            id: "engine",
            state: "ok",
            title: fr ? "Moteur de conteneurs" : "Container engine",
            detail: fr ? "Docker 27.3 répond sur /var/run/docker.sock." : "Docker 27.3 answers on /var/run/docker.sock.",
            remedy: "",
            commands: [],
          },
      {
        id: "contexts",
        state: "ok",
        title: fr ? "Contextes" : "Contexts",
        detail: fr ? "Le contexte default est utilisé." : "The context default is used.",
        remedy: "",
        commands: [],
      },
      {
        id: "disk",
        state: "ok",
        title: fr ? "Espace disque" : "Disk space",
        detail: fr ? "84\u202fGo sont libres\u202f; les labs demandent 4\u202fGo." : "84 GB are free; the labs need 4 GB.",
        remedy: "",
        commands: [],
      },
      {
        id: "memory",
        state: "warning",
        title: fr ? "Mémoire" : "Memory",
        detail: fr ? "3,1\u202fGo de mémoire sont libres\u202f; le plus grand lab demande 1,3\u202fGo." : "3.1 GB of memory are free; the largest lab asks for 1.3 GB.",
        remedy: fr ? "N’exécutez pas plus de deux labs à la fois, ou fermez d’autres programmes." : "Run no more than two labs at once, or close other programs.",
        commands: [],
      },
      {
        id: "images",
        state: "ok",
        title: "Images",
        detail: fr ? "2 images sur 3 sont construites." : "2 of 3 images are built.",
        remedy: "",
        commands: [],
      },
      {
        id: "database",
        state: "ok",
        title: fr ? "Base de données" : "Database",
        detail: fr ? "La base est saine\u202f; la dernière sauvegarde date d’aujourd’hui." : "The database is sound; the newest backup is of today.",
        remedy: "",
        commands: [],
      },
      {
        id: "catalogue",
        state: "ok",
        title: "Catalogue",
        detail: fr ? "3 labs, aucune erreur." : "3 labs, no errors.",
        remedy: "",
        commands: [],
      },
    ],
  };
}
