# Every branch gets its build: one of them is red.
build-heads
