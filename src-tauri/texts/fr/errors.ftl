# Ce qui a échoué, et que faire.

error-engine-unreachable = Aucun moteur de conteneurs ne répond à { $target }.
    .hint = Démarrez Docker et réessayez ; `paddock doctor` dit comment sur cette machine. ({ $detail })

error-engine-gone = Le moteur de conteneurs a disparu en plein travail ({ $target }).
    .hint = Redémarrez Docker, puis recommencez ; `paddock doctor` dit comment sur cette machine. Votre progression est intacte, et ce qui est resté inachevé sera alors supprimé. ({ $detail })

error-engine-silent = Le moteur de conteneurs prend l’appel et ne répond pas ({ $target }).
    .hint = Redémarrez Docker, puis réessayez ; `paddock doctor` dit comment sur cette machine. Votre progression est intacte, et ce qui est resté inachevé sera alors supprimé. ({ $detail })

error-engine-permission = Le moteur de conteneurs à { $target } ne vous laisse pas entrer.
    .hint = Ajoutez-vous au groupe `docker` (`sudo usermod -aG docker "$USER"`), puis ouvrez une nouvelle session. ({ $detail })

error-engine-too-old = Le moteur de conteneurs à { $target } est trop ancien : { $detail }.
    .hint = Installez Docker 20.10 ou plus récent, ou Podman 4 ou plus récent.

error-engine-no-space = Le disque du moteur de conteneurs est plein ({ $target }).
    .hint = Voyez ce qui prend la place avec `docker system df`, libérez-en avec `docker image prune`, puis réessayez. Votre progression est intacte.

error-engine-failed = Le moteur de conteneurs n’a pas pu faire sa part ({ $op } { $target }) : { $detail }
    .hint = Réessayez. Si cela persiste, `paddock doctor` examine le moteur ; redémarrer Docker aide souvent, et ne fait rien perdre.

error-build-failed = L’image { $target } n’a pas pu être construite : { $detail }
    { $tail }
    .hint = Les dernières lignes disent quelle étape a échoué. Le plus souvent, le réseau ou un miroir de paquets ne répondait pas : réessayez. Derrière un proxy d’entreprise, définissez HTTPS_PROXY, et PADDOCK_EXTRA_CA_FILE vers son certificat.

error-image-missing = L’image { $target } n’est pas là : { $detail }
    .hint = Construisez les images avec `paddock images build`, ou chargez-les depuis un fichier avec `paddock images load FICHIER`.

error-image-not-built = L’image { $target } n’est pas encore construite.
    .hint = Construisez-la d’abord avec `paddock images build`.

error-service-exited = Le service { $target } s’est arrêté avant d’être prêt (code de sortie { $code }).
    { $tail }
    .hint = Ses dernières lignes disent pourquoi. Rien n’est resté derrière : relancez le lab. ({ $detail })

error-service-unhealthy = Le service { $target } n’est pas devenu sain.
    { $tail }
    .hint = Les dernières lignes sont celles de sa vérification d’état. La machine est peut-être occupée : fermez ce qui ne sert pas et relancez le lab. ({ $detail })

error-not-running = Le service { $target } ne tourne pas.
    .hint = Reprenez le lab (`paddock resume LAB`), ou réinitialisez le service (`paddock reset LAB { $target }`). ({ $detail })

error-container-gone = Le conteneur du service { $target } a disparu.
    .hint = Réinitialisez le service, ou arrêtez le lab et relancez-le. Ce qui est réussi le reste.

error-cancelled = Annulé. Rien n’est resté derrière.
    .hint = Recommencez quand vous voulez.

error-abandoned = Annulé, avant que tout ce qui avait été créé soit supprimé.
    .hint = Le prochain `paddock status` ou `paddock start` supprime le reste. Votre progression est intacte.

error-lab-unknown = Il n’y a pas de lab `{ $lab }`.
    .hint = { $near ->
        [none] `paddock lab list` montre les labs qui existent.
       *[other] Vouliez-vous dire `{ $near }` ? `paddock lab list` les montre tous.
    }

error-lab-invalid = Le lab { $lab } comporte des erreurs ({ $count }) et ne peut pas tourner :
    .hint = Si vous en êtes l’auteur, corrigez ce qui est listé ; `paddock lab lint CHEMIN` vérifie à nouveau. Sinon, prévenez son auteur.

error-task-unknown = Il n’y a pas de tâche `{ $task }` dans ce lab.
    .hint = Ses tâches sont : { $known }.

error-service-unknown = Il n’y a pas de service `{ $service }` dans ce lab.
    .hint = Ses services sont : { $known }.

error-no-session = Le lab { $lab } ne tourne pas.
    .hint = Lancez-le avec `paddock start { $lab }`. Ce que vous avez déjà réussi le reste.

error-starting-elsewhere = Le lab { $lab } est déjà en cours de démarrage, dans une autre fenêtre ou un autre terminal.
    .hint = Attendez qu’il y soit prêt ; ensuite les deux peuvent s’en servir.

error-setup-failed = La préparation { $script } du lab a échoué (code de sortie { $code }).
    { $tail }
    .hint = Rien n’est resté derrière. Relancez-le ; si cela persiste, la faute en revient au lab, pas à vous : prévenez son auteur.

error-grants-not-agreed = Le lab { $lab } demande des droits que les labs n’ont pas d’ordinaire, et vous ne les avez pas encore accordés :
    .hint = Si vous faites confiance à sa provenance, accordez-les avec `paddock start { $lab } --agree`. La question est posée une fois par version du lab.

error-script-failed = Le script { $script } a échoué (code de sortie { $code }).
    { $tail }
    .hint = Il lui faut peut-être une tâche précédente. Réinitialisez le lab et reprenez depuis la première tâche.

error-no-more-hints = Il n’y a plus d’indice pour cette tâche ({ $task }).
    .hint = Relisez ceux que vous avez, lentement, avec le message de la vérification sous les yeux.

error-no-hint-fits = Le prochain indice de cette tâche ({ $task }) ne correspond pas à l’état actuel du lab.
    .hint = Poursuivez, vérifiez, puis redemandez : les indices regardent ce que vous avez fait.

error-file-too-large = Le fichier { $target } est trop grand pour l’éditeur.
    .hint = La limite est de 1 Mio. Regardez-le dans le terminal avec `less`. { $detail }

error-file-not-text = Le fichier { $target } n’est pas du texte.
    .hint = Regardez-le dans le terminal, avec `file` ou `hexdump -C`.

error-file-not-found = Le fichier { $target } n’est plus là.
    .hint = Rechargez la liste des fichiers ; il a peut-être été renommé ou supprimé dans le terminal. ({ $detail })

error-file-no-space = Il n’y a plus de place sur le disque pour { $path }.
    .hint = Libérez de la place, ou choisissez un fichier sur un autre disque, puis réessayez. Rien n’est resté derrière. ({ $detail })

error-file-unwritable = { $path } ne peut pas être écrit : { $cause ->
        [no-folder] son dossier n’existe pas.
        [denied] vous n’en avez pas le droit.
        [read-only] rien ne peut être écrit sur ce disque.
       *[other] le système refuse.
    }
    .hint = Choisissez un dossier qui existe et où vous pouvez écrire. ({ $detail })

error-archive-unusable = Le fichier { $target } ne contient pas d’images, ou il n’est pas complet.
    .hint = Prenez-en un que `paddock images save FICHIER` a écrit ; si c’est le cas, copiez-le à nouveau et comparez les tailles. ({ $detail })

error-database-locked = Votre progression dans { $file } est retenue par un autre programme.
    .hint = Fermez les autres fenêtres de Paddock, outils de sauvegarde ou éditeurs qui retiennent le fichier, et réessayez. Rien n’est perdu. ({ $detail })

error-database-read-only = Votre progression dans { $file } ne peut pas être écrite.
    .hint = Rendez le fichier et son dossier accessibles en écriture, ou définissez PADDOCK_HOME vers un dossier qui l’est. Rien n’est perdu. ({ $detail })

error-database-permission = Cet utilisateur n’a pas le droit de lire et d’écrire votre progression dans { $file }.
    .hint = Rendez-vous propriétaire du dossier { $folder } et de son contenu (après un `sudo`, des fichiers peuvent appartenir à root), ou définissez PADDOCK_HOME vers un dossier à vous. Rien n’est perdu. ({ $detail })

error-database-no-space = Il n’y a plus de place sur le disque pour garder votre progression ({ $file }).
    .hint = Libérez de la place et réessayez. Tout ce qui était gardé est intact. ({ $detail })

error-database-damaged = Le fichier de votre progression est endommagé : { $file }.
    .hint = { $backup ->
        [none] `paddock rescue` le met de côté, n’efface rien et repart à neuf : il n’y a pas de bonne sauvegarde.
       *[other] `paddock rescue` le met de côté, n’efface rien et restaure la dernière bonne sauvegarde : { $backup }.
    } ({ $detail })

error-database-newer = Votre progression dans { $file } a été écrite par un Paddock plus récent (format { $found } ; celui-ci connaît { $known }).
    .hint = Mettez Paddock à jour. Rien n’a été modifié. ({ $detail })

error-database-failed = Votre progression dans { $file } n’a pas pu être lue ou écrite : { $detail }
    .hint = Vérifiez le disque et les droits de ce dossier, puis réessayez.

error-home-unusable = Le dossier { $path } ne peut pas être utilisé : { $detail }
    .hint = Rendez-le accessible en écriture, ou définissez PADDOCK_HOME vers un autre dossier.

error-no-home = Ce système n’indique aucun dossier pour les données des programmes.
    .hint = Définissez PADDOCK_HOME vers un dossier de votre choix.

error-no-tracks = Le catalogue n’a pas de tracks.yaml.
    .hint = Un catalogue est un dossier avec tracks.yaml, et des labs sous PISTE/LAB : voir docs/LAB_FORMAT.md.

error-folder-unreadable = { $path } ne peut pas être lu : { $detail }
    .hint = Vérifiez le chemin et ses droits.

error-no-certificate = { $path } ne contient aucun certificat.
    .hint = PADDOCK_EXTRA_CA_FILE désigne un fichier PEM avec les certificats qu’ajoute votre réseau ; laissez-la vide s’il n’y en a pas.

error-bad-name = Ce nom ne peut pas être utilisé.
    .hint = Écrivez de 1 à { $limit } caractères sur une ligne.

error-bad-setting = Le réglage `{ $key }` ne peut pas être gardé.
    .hint = Son nom fait de 1 à 80 octets, sa valeur 4096 au plus.

error-url-refused = Paddock n’ouvre pas { $url }.
    .hint = Seuls les liens https: des labs et leurs propres pages sur cette machine sont ouverts.

error-bad-input = Ce qui a été envoyé ne peut pas être utilisé : { $detail }
    .hint = Réessayez ; si cela persiste, redémarrez Paddock. Rien n’est perdu.
