# Ce que les vérifications disent d’elles-mêmes.

check-blocked = D’abord vient la tâche « { $task } ».

check-timed-out = Cette vérification n’a pas eu le temps de répondre. Le lab est peut-être occupé : attendez un instant et vérifiez à nouveau.

check-broke = Cette vérification s’est interrompue avant de pouvoir répondre (code de sortie { $code }). Vous n’y êtes pour rien. Vérifiez à nouveau ; si cela persiste, réinitialisez le service où elle s’exécute.
