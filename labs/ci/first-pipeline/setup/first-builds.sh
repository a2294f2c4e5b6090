# Every branch that the Git server has gets its build: main's is green, Inès's is red.
build-heads
