# Les réglages.

settings-title = Réglages
settings-lead = Chaque changement prend effet aussitôt.
settings-name = Votre nom
settings-name-text = Celui par lequel Paddock s’adresse à vous.
settings-save = Enregistrer
settings-saved = Enregistré
settings-language = Langue
settings-language-text = Celle de la fenêtre, des labs et des messages. EN et FR dans la barre d’état font de même.
settings-theme = Apparence
settings-theme-text = Claire, sombre, ou comme le système.
settings-theme-system = Système
settings-theme-light = Claire
settings-theme-dark = Sombre
settings-motion = Animations
settings-motion-text = Elles suivent le système : s’il en demande moins, rien ne bouge ici.
settings-data = Vos données
settings-data-text = Ce que vous avez réussi est gardé dans une base de données sur cette machine, avec une sauvegarde tournante. Rien n’est envoyé ailleurs.
settings-data-looking = Examen de la base de données…
settings-data-doctor = Ouvrir le diagnostic
settings-about = Paddock { $version } · logiciel libre sous licence MIT ou Apache 2.0, à votre choix
