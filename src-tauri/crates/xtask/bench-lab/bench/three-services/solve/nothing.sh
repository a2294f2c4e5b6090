# Nothing is broken in this lab, so there is nothing to solve.
true
