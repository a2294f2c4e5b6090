# L’accueil : une seule chose à faire d’abord.

home-first = À faire d’abord
home-see-remedy = Voir le remède
home-touched = Dernier passage : { $when }
home-welcome = Bienvenue, { $name }
home-up-next = À suivre
home-carry-on = Reprendre : { $lab }
home-begin = Pour commencer : { $lab }
home-carry-on-running = Il est en cours, { $done ->
    [0] aucune tâche faite
    [one] { $done } tâche faite
   *[other] { $done } tâches faites
} sur { $count }. Tout est resté en place.
home-carry-on-paused = Il est en pause, { $done ->
    [0] aucune tâche faite
    [one] { $done } tâche faite
   *[other] { $done } tâches faites
} sur { $count }. Tout est resté en place.
home-resume = Reprendre
home-open = Ouvrir le lab
home-tasks = { $count ->
    [one] { $count } tâche
   *[other] { $count } tâches
}
home-needs = demande { $size }
home-cost = { $minutes } · demande { $size }
home-next = Les labs suivants
home-again = À refaire, pour le plaisir
home-all-passed = Vous avez réussi tous les labs
home-all-passed-text = Chacun peut être repris : la deuxième fois montre ce qui est devenu facile.
home-see-progress = Voir votre progression
home-checkpoint = Point d’étape de la semaine
home-checkpoint-lead = { $count ->
    [0] Rien de réussi encore cette semaine ; elle est à vous
    [one] { $count } tâche réussie cette semaine
   *[other] { $count } tâches réussies cette semaine
}
home-checkpoint-empty = Rien ici pour l’instant. La première tâche réussie tracera la première barre.
home-labs-passed = Labs réussis
home-tasks-passed = Tâches réussies
home-hints-read = Indices lus
home-how = Comment se passe un lab
home-how-1 = Vous le démarrez : de vrais services en conteneurs, sur cette machine seulement.
home-how-2 = Vous travaillez dans le terminal et l’éditeur. Les tâches s’allument d’elles-mêmes, ou disent pourquoi pas encore.
home-how-3 = Vous faites une pause ou fermez quand vous voulez. Rien n’expire, rien ne se perd.
home-tracks = Filières
home-track-labs = { $done ->
    [one] { $done } lab réussi
   *[other] { $done } labs réussis
} sur { $count }
home-track-none = Pas encore de lab
