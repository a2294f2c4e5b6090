# Ce que trouve le diagnostic.

doctor-engine = Moteur de conteneurs

doctor-engine-found = { $product } { $version } (API { $api }) à { $address }

doctor-contexts = Adresses de moteurs

doctor-contexts-default = Aucun contexte docker et pas de DOCKER_HOST : l’adresse de la plateforme est utilisée.

doctor-memory = Mémoire

doctor-memory-found = Le moteur dispose de { $memory } Gio de mémoire et de { $cpus } processeurs.
    .hint = Avec 4 Gio, tous les labs tournent. Dans Docker Desktop, augmentez la limite sous Settings, Resources.

doctor-disk = Disque

doctor-disk-found = { $free } Gio libres là où se trouve { $dir } ; les labs en demandent { $wanted }.
    .hint = Libérez au moins { $wanted } Gio sur le disque de { $dir }. Ces commandes montrent ce que Docker occupe, et suppriment les images inutilisées.

doctor-images = Images

doctor-images-found = { $done } images de labs sur { $total } sont là.
    .hint = Les autres sont construites au premier besoin, en quelques minutes. Construisez-les maintenant pour ne pas attendre.

doctor-catalogue = Catalogue

doctor-catalogue-found = { $broken ->
        [none] Labs qui peuvent tourner : { $count }.
       *[other] Labs qui peuvent tourner : { $count }. Ceux-ci comportent des erreurs : { $broken }.
    }
    .hint = Voyez ce qui ne va pas.

doctor-database = Votre progression

doctor-database-found = Gardée dans { $file }, avec la trace de { $count ->
    [0] { $count } lab
    [one] { $count } lab
   *[other] { $count } labs
}.
