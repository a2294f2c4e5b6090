# Le diagnostic : est-ce que des labs peuvent tourner ici.

doctor-title = Diagnostic
doctor-lead = Ce que les labs demandent à cette machine, et le remède quand quelque chose manque.
doctor-again = Vérifier à nouveau
doctor-looking = Examen du moteur, du disque et de la base de données…
doctor-ok = Les labs peuvent tourner ici
doctor-ok-text = Tout ce qu’il leur faut est là.
doctor-warnings = { $count ->
    [one] Un point mérite un coup d’œil ; rien n’empêche de travailler.
   *[other] { $count } points méritent un coup d’œil ; rien n’empêche de travailler.
}
doctor-not-ok = Les labs ne peuvent pas encore tourner
doctor-not-ok-text = { $count ->
    [one] Une chose est à réparer d’abord. Le remède est indiqué ci-dessous.
   *[other] { $count } choses sont à réparer d’abord. Les remèdes sont indiqués ci-dessous.
}
doctor-remedy = Remède :
doctor-state-ok = en ordre
doctor-state-warning = à regarder
doctor-state-failure = à réparer
