# L’écran du lab : avant son démarrage, le démarrage, et l’endroit où l’on travaille.

# Pendant l’ouverture
lab-loading = Ouverture du lab…
lab-load-failed = Impossible d’ouvrir ce lab
lab-labs = Labs
lab-place = Où vous êtes

# Avant le démarrage
lab-about-minutes = environ { $count } min
lab-tasks = { $count ->
    [one] { $count } tâche
   *[other] { $count } tâches
}
lab-memory = jusqu’à { $size } de mémoire
lab-start = Démarrer le lab
lab-start-again = Démarrer à nouveau
lab-passed-before = Vous avez réussi ce lab.
lab-no-clock = Aucun chronomètre. Mettez en pause ou fermez Paddock quand vous voulez : rien n’est perdu.
lab-story = L’histoire
lab-will-do = Ce que vous allez faire
lab-skills = Ce que vous allez pratiquer
lab-will-run = Ce qui tournera sur votre machine
lab-to-doctor = Ouvrir le diagnostic

# Ce qu’un lab demande au-delà de ce que tout lab peut faire
lab-grants-title = Ce lab demande plus que d’habitude
lab-grants-lead = Les labs tournent dans des conteneurs tenus à l’écart de votre machine. Celui-ci a besoin que cette protection soit levée en partie.
lab-grants-why = Pourquoi :
lab-grants-kept = Comme toujours, aucun de vos dossiers n’est partagé avec lui, et ses pages web ne sont accessibles que depuis cette machine.
lab-grants-trust = Avec ces droits, un lab malveillant pourrait nuire à votre machine. Ne les accordez que si vous faites confiance à son auteur.
lab-grants-once = La question est posée une fois par version du lab.
lab-grants-allow = Autoriser et démarrer
lab-grants-not-now = Pas maintenant
lab-grants-card = Les droits qu’il demande
lab-grants-agreed = Vous les avez accordés.
lab-grants-will-ask = La question vous est posée avant le premier démarrage.

# Le démarrage
lab-starting-title = Démarrage de « { $title } »
lab-starting-lead = Le premier démarrage construit les images et prend plus de temps. Ensuite, c’est l’affaire de quelques secondes.
lab-starting-images = Images
lab-starting-services = Services
lab-starting-setup = Mise en place
lab-starting-image-step = { $name }, étape { $done } sur { $total }
lab-starting-service-step = { $name }, { $done } { $done ->
    [0] prêt
    [one] prêt
   *[other] prêts
} sur { $total }
lab-starting-setup-step = { $name }, { $done } sur { $total }
lab-starting-done = terminé
lab-starting-elapsed = Depuis { $time }
lab-starting-cancelling = Annulation…
lab-starting-slow-cancel = Le moteur tarde à lâcher ce qu’il a commencé. Vous pouvez quitter cette page ou fermer la fenêtre : ce qui reste de ce démarrage sera supprimé à la prochaine ouverture de Paddock, dès que le moteur répondra.

# L’en-tête
lab-state-running = En cours · { $time }
lab-state-passed = Réussi
lab-state-paused = En pause
lab-state-down = Arrêté par le moteur
lab-passed-of = { $done } sur { $count }
lab-pause = Pause
lab-resume = Reprendre
lab-resuming = Reprise…
lab-reset = Réinitialiser
lab-stop = Arrêter
lab-dismiss = Masquer
lab-reset-all = Tout
lab-reset-one = Un seul service
lab-reset-all-title = Refaire tous les services ?
lab-reset-one-title = Refaire { $service } ?
lab-reset-asking = Recherche de ce qui va ensemble…
lab-reset-renewed = Ces services sont refaits, tels qu’ils étaient au départ :
lab-reset-lost = Ce que vous y avez modifié est perdu : fichiers, programmes en cours, terminaux ouverts. Les tâches réussies le restent.
lab-stop-title = Arrêter ce lab ?
lab-stop-lost = Ses services sont supprimés, avec tout ce que vous y avez modifié : fichiers, réglages, terminaux ouverts.
lab-stop-kept = Les tâches réussies et les indices lus sont gardés dans votre progression.
lab-stop-or-pause = Si vous voulez seulement souffler, choisissez plutôt Pause : tout reste en l’état.
lab-unsaved = { $count ->
    [one] Un fichier de l’éditeur n’est pas enregistré :
   *[other] { $count } fichiers de l’éditeur ne sont pas enregistrés :
}

# En pause, et arrêté de l’extérieur
lab-paused-title = En pause
lab-paused-text = Tout est là où vous l’avez laissé, les terminaux aussi. Pendant la pause, le lab n’utilise pas le processeur.
lab-down-title = Les services de ce lab se sont arrêtés
lab-down-text = Le moteur de conteneurs ou la machine a redémarré. Reprendre relance les services ; vos tâches réussies sont gardées.

# Les tâches
lab-task-passed = Réussie :
lab-task-current = En cours :
lab-task-open = À faire :
lab-task-blocked = Plus tard :
lab-task-error = La vérification a échoué :
lab-first = D’abord : { $title }
lab-not-yet = Pas encore.
lab-check-broke = Sans réponse.
lab-checked = Vérifié il y a { $time }
lab-checked-auto = Vérifié il y a { $time }, après votre dernière commande
lab-check-now = Vérifier
lab-checking = Vérification…
lab-hint-of = Indice { $number } sur { $count }
lab-hint-by-state = choisi d’après l’état de votre lab
lab-hints-all-read = { $count ->
    [one] L’indice est lu
   *[other] Les { $count } indices sont lus
}
lab-run = Exécuter
lab-run-command = Exécuter dans le terminal : { $command }

# Tout est réussi
lab-done-title = { $count ->
    [one] La tâche est réussie
   *[other] Les { $count } tâches sont réussies
}
lab-done-figures = { $time }, { $count ->
    [0] sans indice
    [one] avec un indice
   *[other] avec { $count } indices
}
lab-done-hints = { $count ->
    [0] Sans indice
    [one] Avec un indice
   *[other] Avec { $count } indices
}
lab-done-stop = Le lab tourne encore, si vous voulez y regarder de plus près. Arrêtez-le quand vous avez fini ; votre progression est gardée.
lab-next = Ensuite : { $title }
lab-to-progress = Voir votre progression

# Le volet de droite
lab-work = Travail
lab-sides = Ce qui est affiché
lab-side-text = Tâches
lab-side-work = Travail
lab-resize-text = Largeur des tâches
lab-resize-bottom = Hauteur de la topologie et des journaux
lab-terminal-label = Terminal { $service }. F6 pour en sortir.
lab-terminal-add = Un autre terminal
lab-terminal-on = Nouveau terminal sur
lab-terminal-screen-reader = Pour lecteurs d’écran
lab-terminal-ended = Ce terminal est terminé, avec le code { $code }.
lab-terminal-gone = Ce terminal s’est terminé avec son service.
lab-terminal-tab-ended = terminé
lab-terminal-again = Le rouvrir
lab-terminal-anew = Un nouveau terminal
lab-terminal-close = Fermer l’onglet
lab-terminal-delete = Suppr ferme cet onglet
lab-page-reload = Recharger la page
lab-page-browser = Ouvrir dans votre navigateur
lab-page-down = { $service } ne répond pas
lab-page-down-state = Cette page vient d’un service qui n’est pas disponible ({ $state }). Réinitialisez-le, ou consultez son journal.
lab-page-no-port = La session ne publie aucun port pour cette page. Réinitialisez le service, ou arrêtez le lab et démarrez-le à nouveau.

# L’éditeur
lab-editor = Éditeur
lab-editor-loading = Ouverture de l’éditeur…
lab-editor-label = { $path }. Échap, puis Tab pour sortir de l’éditeur.
lab-editor-find = Rechercher
lab-editor-replace-field = Remplacer par
lab-editor-next = suivant
lab-editor-previous = précédent
lab-editor-all = tous
lab-editor-case = respecter la casse
lab-editor-word = mots entiers
lab-editor-regexp = expression régulière
lab-editor-replace = remplacer
lab-editor-replace-all = tout remplacer
lab-files = Fichiers
lab-files-again = Relire la liste
lab-files-loading = Lecture des fichiers…
lab-files-none = Ce dossier est vide.
lab-file-opening = Ouverture de { $path }…
lab-file-none = Aucun fichier n’est ouvert
lab-file-none-text = Choisissez-en un à gauche. Ce que vous enregistrez est aussitôt dans le lab.
lab-file-save = Enregistrer
lab-file-save-key = Enregistrer (Ctrl+S)
lab-file-saving = Enregistrement…
lab-file-dirty = Non enregistré
lab-file-outside = Ce fichier a changé dans le lab depuis que vous l’avez ouvert.
lab-file-take = Prendre celui du lab
lab-file-keep = Garder le mien
lab-unsaved-mark = non enregistré

# En bas : topologie et journaux
lab-bottom = Ce qui tourne
lab-topology = Topologie
lab-logs = Journaux
lab-logs-of = Service
lab-logs-search = Chercher dans le journal
lab-logs-found = { $count } lignes sur { $all }
lab-logs-wrap = Retour à la ligne
lab-logs-follow = Suivre
lab-logs-empty = { $service } n’a encore rien écrit
lab-logs-region = Journal de { $service }
lab-load = { $cpu } % · { $memory }
lab-link = De { $from } à { $to }
lab-service-created = en création
lab-service-running = en marche
lab-service-healthy = en bonne santé
lab-service-unhealthy = en mauvaise santé
lab-service-paused = en pause
lab-service-exited = terminé
lab-service-missing = absent

# Dit aux lecteurs d’écran
lab-say-starting = Le lab démarre.
lab-say-ready = Le lab est prêt.
lab-say-task-passed = Tâche réussie : { $title }
lab-say-lab-passed = Tâche réussie : { $title }. Toutes les tâches de ce lab sont réussies.
lab-say-reset = Refait : { $services }
lab-say-saved = { $path } est enregistré.
