# Les mots que plusieurs écrans partagent.

common-paddock = Paddock
common-english = English
common-french = Français
common-cancel = Annuler
common-close = Fermer
common-try-again = Réessayer
common-copy = Copier : { $command }
common-copy-short = Copier
common-copied = Copié
common-copy-refused = Le presse-papiers a refusé. Sélectionnez la commande et copiez-la.
common-loading = Chargement…
common-minutes = { $count } min
common-tasks-of = { $done } { $done ->
    [0] tâche
    [one] tâche
   *[other] tâches
} sur { $count }
common-level-1 = Premiers pas
common-level-2 = En autonomie
common-level-3 = Exigeant
common-standing-untouched = Nouveau
common-standing-begun = Commencé
common-standing-running = En cours
common-standing-paused = En pause
common-standing-passed = Réussi
common-stop-waiting = Ne plus attendre
common-gave-up = Vous avez cessé d’attendre la réponse.
common-gave-up-hint = Le programme est peut-être encore occupé. Réessayez dans un instant.
common-weeks = Tâches réussies, semaine par semaine
common-week = Semaine du { $monday } : { $count ->
    [0] aucune tâche réussie
    [one] { $count } tâche réussie
   *[other] { $count } tâches réussies
}
common-this-week = Cette semaine
