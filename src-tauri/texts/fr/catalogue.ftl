# Le catalogue des labs.

catalogue-title = Labs
catalogue-lead = { $labs ->
    [one] { $labs } lab
   *[other] { $labs } labs
} dans { $tracks ->
    [one] { $tracks } filière
   *[other] { $tracks } filières
}, sur de vrais systèmes, sur cette machine
catalogue-search = Chercher un lab, une compétence
catalogue-clear = Effacer la recherche
catalogue-all = Tous
catalogue-all-skills = Toutes
catalogue-level = Niveau
catalogue-standing = État
catalogue-skill = Compétence
catalogue-show-all = Tout afficher
catalogue-found = { $count ->
    [0] Aucun lab trouvé
    [one] { $count } lab trouvé
   *[other] { $count } labs trouvés
}
catalogue-none = Aucun lab dans le catalogue
catalogue-none-text = Le dossier des labs est vide ou n’a pas pu être lu. Le diagnostic dit lequel et pourquoi.
catalogue-none-doctor = Voir le diagnostic
catalogue-no-match = Aucun lab ne correspond
catalogue-no-match-text = Moins de mots, ou un autre niveau, un autre état, une autre compétence, en trouveront davantage.
catalogue-passed-of = { $done ->
    [one] { $done } réussi
   *[other] { $done } réussis
} sur { $count }
catalogue-tasks = { $count ->
    [one] { $count } tâche
   *[other] { $count } tâches
}
catalogue-memory = jusqu’à { $size }
