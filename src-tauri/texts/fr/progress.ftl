# Ce qui est réussi, quand, avec combien d’indices.

progress-title = Progression
progress-lead = Ce qui est réussi le reste, quoi que devienne le lab.
progress-empty = Rien de réussi pour l’instant, et c’est très bien ainsi
progress-empty-text = Dès qu’une première tâche sera réussie, elle sera notée ici avec sa date et les indices lus. Elle ne pourra pas se perdre.
progress-empty-go = Voir par où commencer
progress-weeks = Tâches réussies, semaine par semaine
progress-sum = En tout
progress-labs = Labs réussis
progress-tasks = Tâches réussies
progress-hints = Indices lus
progress-of = sur { $count }
progress-map = Tâche par tâche
progress-legend-alone = réussie sans aide
progress-legend-hints = réussie avec des indices
progress-legend-open = pas encore
progress-task-open = { $task } : pas encore réussie
progress-task-alone = { $task } : réussie le { $date }, sans aide
progress-task-hints = { $task } : réussie le { $date }, avec { $count ->
    [one] { $count } indice
   *[other] { $count } indices
}
progress-track-empty = Pas encore de lab dans cette filière
progress-table = Lab par lab
progress-col-lab = Lab
progress-col-standing = État
progress-col-passed = Réussi le
progress-col-took = Durée
progress-col-not-yet = « Pas encore »
progress-col-hints = Indices
progress-nothing = rien
progress-open = Pas encore
