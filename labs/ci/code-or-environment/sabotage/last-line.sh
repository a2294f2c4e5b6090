# The last line of the log, which is the same in all four.
answer wish-list fails 'make: *** [Makefile:5: test] Error 1'
