# Ce qui ne va pas dans un lab, et le remède.

lint-yaml = Ce n’est pas du YAML : { $error }.
    .hint = Regardez cette ligne et la précédente : le plus souvent, un deux-points, un crochet, un guillemet ou l’indentation.

lint-unknown-key = `{ $key }` n’est pas une clé de { $what }.
    .hint = { $near ->
        [none] Clés connues : { $known }.
       *[other] Vouliez-vous dire `{ $near }` ?
    }

lint-missing-key = Il manque `{ $key }` à { $what }.
    .hint = Ajoutez-la ; docs/LAB_FORMAT.md montre comment.

lint-type = { $what } doit être { $expected ->
        [text] un texte
        [list] une liste
        [mapping] un ensemble clé-valeur
        [number] un nombre
       *[boolean] true ou false
    }, et c’est { $found ->
        [text] un texte
        [list] une liste
        [mapping] un ensemble clé-valeur
        [number] un nombre
        [boolean] true ou false
       *[nothing] vide
    }.
    .hint = Regardez l’indentation, et mettez entre guillemets les textes qui ressemblent à des nombres.

lint-range = { $what } vaut { $value } ; il doit être compris entre { $from } et { $to }.
    .hint = Choisissez une valeur dans ces bornes.

lint-empty-text = { $what } est vide en `{ $lang }`.
    .hint = Les deux langues sont obligatoires.

lint-not-a-slug = `{ $value }` ne convient pas pour { $what }.
    .hint = Utilisez a-z, 0-9 et - à l’intérieur, 40 caractères au plus.

lint-not-one-of = { $what } vaut `{ $value }`.
    .hint = Choisissez parmi : { $known }.

lint-newer-format = Ce lab est au format { $found } ; ce Paddock lit jusqu’à { $known }.
    .hint = Mettez Paddock à jour.

lint-id-differs = L’identifiant est `{ $id }`, le dossier s’appelle `{ $folder }`.
    .hint = Donnez-leur le même nom.

lint-unknown-track = Il n’y a pas de piste `{ $track }`.
    .hint = labs/tracks.yaml contient : { $known }.

lint-twice = { $what } `{ $value }` figure deux fois.
    .hint = Donnez à chacune son propre nom.

lint-need = La tâche `{ $task }` a besoin de `{ $need }`, qui ne vient pas avant elle.
    .hint = `needs` nomme des tâches précédentes de la liste.

lint-no-tasks = Il n’y a pas de tâches.
    .hint = Un lab a au moins une tâche.

lint-no-terminals = Il n’y a pas de terminaux.
    .hint = Nommez au moins un service où travailler.

lint-no-messages = La vérification de `{ $task }` n’a pas de messages.
    .hint = Chaque code de sortie de 1 à 119 demande un message qui dit pourquoi ce n’est pas encore fait.

lint-no-hints = La tâche `{ $task }` n’a pas d’indices.
    .hint = Donnez-en au moins un qui guide sans révéler.

lint-hint-code = Un indice de `{ $task }` attend le code de sortie { $code }, pour lequel sa vérification n’a pas de message.
    .hint = Utilisez un code de check.messages.

lint-no-sabotage = Aucune tâche n’a de sabotage.
    .hint = Ajoutez les mauvaises réparations que l’on fait vraiment : sans elles, nul ne sait si les vérifications les voient.

lint-exit-code = `{ $code }` ne peut pas être un code de sortie d’une vérification.
    .hint = Utilisez 1 à 119 ; 0 veut dire « fait », 124 le dépassement de délai.

lint-script-missing = { $what } : le script { $path } n’est pas là.
    .hint = Écrivez-le, ou corrigez le chemin ; il est relatif au dossier du lab.

lint-path-leaves = Le chemin { $path } sort du lab.
    .hint = Utilisez un chemin à l’intérieur du dossier du lab ; les images du catalogue sont `../../images/NOM`.

lint-link-leaves = { $file } est un lien qui mène hors du dossier.
    .hint = Mettez une copie du fichier à sa place.

lint-dangling-link = { $file } est un lien qui ne mène nulle part.
    .hint = Supprimez-le, ou mettez le fichier à sa place.

lint-file-missing = Le fichier { $file } n’est pas là.
    .hint = Écrivez-le, ou corrigez le chemin ; il est relatif au dossier du lab.

lint-not-utf8 = { $file } n’est pas du texte UTF-8.
    .hint = Enregistrez-le en UTF-8 ; la ligne est celle du premier octet fautif.

lint-file-too-large = { $file } fait { $bytes } octets ; un fichier peut en faire { $limit }.
    .hint = Réduisez-le, ou laissez l’image du lab le récupérer ou le fabriquer.

lint-lab-too-large = Le lab fait { $bytes } octets ; il peut en faire { $limit }.
    .hint = Laissez l’image du lab récupérer ou fabriquer ce qui est volumineux.

lint-no-story = Il n’y a pas de récit avant la première section.
    .hint = Dites en quelques phrases ce qui s’est passé et ce qui est en jeu.

lint-no-section = Il n’y a pas de section `## { $heading }` avec un texte.
    .hint = Ajoutez-la.

lint-stranger-section = La section `## { $heading }` n’appartient à aucune tâche.
    .hint = Les titres de section sont les identifiants des tâches, et `debrief` ; utilisez `###` pour les autres.

lint-section-order = Les sections ne suivent pas l’ordre des tâches.
    .hint = L’ordre est : { $wanted }.

lint-no-service = { $what } nomme le service `{ $service }`, absent de compose.yaml.
    .hint = On y trouve : { $known }.

lint-page-port = Une page utilise le port { $port } de `{ $service }`, que compose.yaml ne publie pas.
    .hint = Ajoutez ce port aux `ports` du service.

lint-no-variable = Il n’y a pas de variable `{ $name }`.
    .hint = Ajoutez-la à `variables`, ou corrigez le nom. Dans le message d’une vérification, le script peut aussi la donner avec `::set { $name }=…`.

lint-config-variable = { $file } nomme une variable `{ $name }` que le lab n’a pas.
    .hint = Corrigez le nom, ou marquez la config avec `x-paddock-template: false` si la syntaxe du fichier utilise elle-même les doubles accolades.

lint-variable-name = `{ $name }` ne peut pas nommer une variable.
    .hint = Commencez par une lettre ; suivent des lettres, des chiffres et _.

lint-variable = La variable `{ $name }` ne dit pas comment sa valeur est tirée.
    .hint = Donnez exactement l’un de `pick: [a, b]`, `range: [1, 9]`, `token: 16`, `words: 2`.

lint-only-in-english = { $place } : { $what ->
        [link] ce lien
        [number] ce nombre
        [command] cette commande
       *[code] ce `code`
    } ne figure que dans le texte anglais : { $item }
    .hint = Les deux langues montrent les mêmes commandes, les mêmes `codes`, les mêmes nombres et les mêmes liens.

lint-only-in-french = { $place } : { $what ->
        [link] ce lien
        [number] ce nombre
        [command] cette commande
       *[code] ce `code`
    } ne figure que dans le texte français : { $item }
    .hint = Les deux langues montrent les mêmes commandes, les mêmes `codes`, les mêmes nombres et les mêmes liens.

lint-refused-key = `{ $key }` n’est jamais permis dans un lab (service `{ $service }`).
    .hint = Aucun accord n’ouvre les chemins et les espaces de noms de l’hôte, ni le socket du moteur. Trouvez une autre voie ; docs/LAB_FORMAT.md liste ce qui est pris en charge.

lint-needs-grant = `{ $key }` du service `{ $service }` demande un accord.
    .hint = Si le lab ne peut pas s’en passer, dites pourquoi dans lab.yaml : `grants: [{"{"}service: { $service }, allow: [{ $key }], why: {"{"}en: …, fr: …{"}"}{"}"}]`. La question est posée avant le premier démarrage.

lint-grant-unused = L’accord de `{ $key }` au service `{ $service }` ne sert pas : compose.yaml ne demande rien qui l’exige.
    .hint = Retirez-le de `grants` : on ne demande pas plus que ce dont le lab se sert.

lint-grant-key = `{ $key }` ne peut pas être accordé.
    .hint = Peuvent l’être : { $known }. Les chemins et les espaces de noms de l’hôte et le socket du moteur sont toujours refusés.

lint-capability = { $what } nomme `{ $value }`, qui n’est pas une capacité de Linux.
    .hint = { $near ->
        [none] Écrivez un nom de `man 7 capabilities`, avec ou sans `CAP_`, ou `ALL`.
       *[other] Vouliez-vous dire `{ $near }` ?
    }

lint-device = `{ $value }` n’est pas un périphérique qu’un lab peut nommer.
    .hint = Écrivez un chemin sous `/dev` : `/dev/fuse`, ou `/dev/fuse:/dev/fuse:rw` avec les droits r, w et m.

lint-host-path = Un lab ne peut pas monter le chemin { $path } de l’hôte.
    .hint = Utilisez un volume nommé, ou `configs` pour des fichiers du lab. Aucun accord ne le permet, pas plus que le socket du moteur.

lint-no-services = Il n’y a pas de services.
    .hint = Ajoutez-en au moins un.

lint-no-image = Le service `{ $service }` n’a ni `image` ni `build`.
    .hint = La plupart des labs utilisent `build: ../../images/NOM`.

lint-no-catalogue-image = Le catalogue n’a pas d’image `{ $image }`.
    .hint = labs/images contient : { $known }.

lint-no-dockerfile = Il n’y a pas de { $file } dans { $context }.
    .hint = Écrivez-le, ou nommez-le avec build.dockerfile.

lint-depends-on = `{ $service }` dépend de `{ $need }`, qui n’existe pas.
    .hint = Corrigez le nom.

lint-depends-on-health = `{ $service }` attend que `{ $need }` soit sain, mais celui-ci n’a pas de healthcheck.
    .hint = Ajoutez-lui un healthcheck, ou attendez `service_started`.

lint-circle = Ces services s’attendent les uns les autres : { $services }.
    .hint = Retirez un `depends_on`.

lint-no-network = Il n’y a pas de réseau `{ $network }`.
    .hint = Ajoutez-le aux `networks` du premier niveau.

lint-no-volume = Il n’y a pas de volume `{ $volume }`.
    .hint = Ajoutez-le aux `volumes` du premier niveau.

lint-no-config = { $what } n’a pas de `{ $name }`.
    .hint = Ajoutez-le au premier niveau, avec le `file` dont il vient.

lint-mount-target = `{ $target }` n’est pas un chemin absolu dans le conteneur.
    .hint = Écrivez `volume:/chemin`.

lint-interpolation = `{ $text }` ne peut pas être rempli.
    .hint = Utilisez `${"{"}nom{"}"}`, `${"{"}nom:-défaut{"}"}`, ou `$$` pour un signe dollar.

lint-duration = { $what } vaut `{ $value }`, qui n’est pas une durée.
    .hint = Écrivez par exemple `500ms`, `5s` ou `1m30s`.

lint-size = { $what } vaut `{ $value }`, qui n’est pas une taille.
    .hint = Écrivez par exemple `64m` ou `1g`.

lint-cpus = { $what } vaut `{ $value }`.
    .hint = Écrivez un nombre de processeurs comme `0.5` ou `2`.

lint-quotes = { $what } contient un guillemet non fermé.
    .hint = Fermez-le, ou écrivez la commande sous forme de liste.

lint-port = `{ $value }` n’est pas un port.
    .hint = Écrivez le port TCP du conteneur : `8010`, ou `8010:8010`.

lint-id-number = { $what } vaut `{ $value }`.
    .hint = Écrivez un nombre de 0 à 65534.

lint-mode = `{ $value }` n’est pas un mode de fichier.
    .hint = Écrivez-le en octal, comme `0644`.

lint-sysctl = Le réglage de noyau `{ $name }` n’est pas permis dans un lab.
    .hint = Seuls les réglages `net.` sont propres à un conteneur.
