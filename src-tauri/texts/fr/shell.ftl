# Le cadre de la fenêtre : navigation et barre d’état.

shell-navigation = Écrans de Paddock
shell-skip = Aller au contenu
shell-home = Accueil
shell-labs = Labs
shell-progress = Progression
shell-doctor = Diagnostic
shell-settings = Réglages
shell-status = Moteur et langue
shell-engine-asking = Recherche du moteur…
shell-engine-context = { $engine } · { $context }
shell-engine-none = Aucun moteur ne répond : voir le remède
shell-services = { $count ->
    [0] rien ne tourne
    [one] { $count } service
   *[other] { $count } services
}
shell-cost = { $cpu } CPU · { $memory }
shell-images = { $size } d’images
shell-switch-language = Afficher en { $name }

# Fermer la fenêtre sans avoir tout enregistré
shell-close-title = Enregistrer avant de fermer ?
shell-close-lost = { $count ->
    [one] Un fichier de l’éditeur n’est pas enregistré :
   *[other] { $count } fichiers de l’éditeur ne sont pas enregistrés :
}
shell-close-labs = Les labs continuent de tourner pendant que la fenêtre est fermée.
shell-close-stay = Continuer à travailler
shell-close-drop = Fermer sans enregistrer
shell-close-save = Enregistrer et fermer

# Quand Paddock ne peut pas ouvrir ses données
shell-boot-failed = Paddock n’a pas pu ouvrir votre progression
shell-damaged-title = Le fichier de votre progression est endommagé
shell-damaged-lead = Cela arrive quand un disque lâche, ou quand une machine s’éteint au mauvais moment. Paddock peut mettre ce fichier de côté et continuer.
shell-damaged-asking = Recherche d’une sauvegarde saine…
shell-damaged-aside = Le fichier endommagé reste
shell-damaged-aside-text = Il prend un autre nom dans son dossier. Il n’est ni supprimé ni écrasé : on pourra peut-être encore en tirer quelque chose.
shell-damaged-backup = La sauvegarde du { $made } prend sa place
shell-damaged-backup-text = C’est la plus récente qui soit saine. Ce qui est venu après n’y figure pas ; un lab démarré depuis sera à redémarrer.
shell-damaged-none = Aucune sauvegarde n’est saine
shell-damaged-none-text = Paddock repart de zéro : votre nom vous sera redemandé, et la progression sera vide.
shell-damaged-folder = Dossier
shell-damaged-from = Sauvegarde
shell-damaged-restore = Restaurer la sauvegarde
shell-damaged-anew = Repartir de zéro
shell-damaged-done = Paddock est de nouveau ouvert. Le fichier endommagé a été mis de côté.
