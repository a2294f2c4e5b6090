from twisted.application import service
from buildbot.master import BuildMaster

application = service.Application('buildmaster')
m = BuildMaster('/srv/ci', 'master.cfg', None)
m.setServiceParent(application)
