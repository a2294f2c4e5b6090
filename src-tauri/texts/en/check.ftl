# What checks say of themselves.

check-blocked = First comes the task “{ $task }”.

check-timed-out = This check ran out of time before it could answer. The lab may be busy: wait a moment and check again.

check-broke = This check broke before it could answer (exit code { $code }). It is not your fault. Check again; if it stays, reset the service it runs in.
