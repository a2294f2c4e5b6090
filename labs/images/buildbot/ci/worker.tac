import os

from buildbot_worker import pb
from buildbot_worker.bot import Worker
from twisted.application import service
from twisted.application.internet import backoffPolicy

# A worker that lost its master comes back within seconds, however long the master was away.
pb.backoffPolicy = lambda: backoffPolicy(initialDelay=0.5, maxDelay=2.0, factor=1.2)

application = service.Application('buildbot-worker')
Worker(
    os.environ.get('CI_HOST', 'ci'), 9989, os.environ.get('WORKER_NAME', 'worker'),
    os.environ.get('WORKER_PASSWORD', 'groove'), '/srv/worker', 30, umask=0o022, allow_shutdown=None,
).setServiceParent(application)
