# Ce qu’un lab demande au-delà de ce que tout lab peut faire, en mots simples. Le sujet est un service du lab.

grant-service = { $service } : { $why }
grant-privileged = Il peut tout ce que root peut sur cette machine, disques et périphériques compris. Son conteneur n’est plus une barrière.
grant-all-capabilities = Dans son conteneur, root obtient tous les droits du noyau, au lieu des quelques droits qu’ont d’ordinaire les conteneurs.
grant-all-capabilities-but = Dans son conteneur, root obtient tous les droits du noyau sauf { $except }, au lieu des quelques droits qu’ont d’ordinaire les conteneurs.
grant-capability = { $name ->
    [NET_ADMIN] Il peut modifier son propre réseau : adresses, routes et règles de pare-feu.
    [SYS_ADMIN] Il peut monter des systèmes de fichiers et changer la façon dont le noyau cloisonne son conteneur.
    [SYS_PTRACE] Il peut regarder dans les programmes de son conteneur, et les modifier pendant qu’ils tournent.
    [SYS_TIME] Il peut régler l’horloge de cette machine.
    [SYS_MODULE] Il peut charger du code dans le noyau de cette machine.
    [SYS_RAWIO] Il peut parler directement au matériel de cette machine.
    [SYS_BOOT] Il peut redémarrer cette machine.
    [SYS_NICE] Il peut donner à ses programmes plus de processeur que les autres n’en ont.
    [SYS_RESOURCE] Il peut relever les limites que le noyau fixe à ses programmes.
    [SYSLOG] Il peut lire les messages du noyau de cette machine.
    [IPC_LOCK] Il peut empêcher que sa mémoire soit déplacée sur le disque.
    [DAC_READ_SEARCH] Il peut lire tout fichier qu’il atteint, quel qu’en soit le propriétaire.
    [BPF] Il peut charger de petits programmes dans le noyau de cette machine, pour l’observer ou observer son trafic.
    [PERFMON] Il peut mesurer ce que font les programmes et le noyau de cette machine.
    [AUDIT_CONTROL] Il peut changer ce que le noyau de cette machine consigne.
   *[other] Il a le droit { $name } du noyau, que les conteneurs n’ont pas d’ordinaire.
}
grant-no-seccomp = Il peut appeler toutes les fonctions du noyau : le filtre qui arrête les appels rares et risqués est désactivé.
grant-no-apparmor = La protection dont AppArmor entoure les conteneurs est désactivée.
grant-new-privileges = Ses utilisateurs peuvent devenir root dans le conteneur, avec sudo par exemple.
grant-device = Il peut lire et écrire sur { $device } de cette machine.
grant-device-read = Il peut lire { $device } de cette machine.
grant-host-cgroups = Il voit comment cette machine répartit processeur et mémoire entre tous ses programmes.
