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
