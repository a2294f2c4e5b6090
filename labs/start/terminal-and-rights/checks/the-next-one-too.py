#!/usr/bin/env python3
# What lies in the shared folder, and what one developer creates there from now on, can be changed by the other.
# Everyone else on the machine reads it, and cannot change it. Tells: ::set user= ::set other= ::set group= ::set path= ::set shown=
import os
import sys

sys.path.insert(0, "/opt/lab")
from rights import (DEVELOPERS, OTHERS, SHOP, attempt, become, may, may_not, no, nothing_given_away, shown, umask_of,
                    untouched, write_file)


def create(mask, names, folders):
    """A file in each folder, and a new folder with a file in it."""
    os.umask(mask)
    for name in names:
        if not attempt(write_file, name):
            return name
    for folder in folders:
        if not attempt(os.mkdir, folder) or not attempt(write_file, folder + "/first"):
            return folder
    return None


def change(mask, names, folders):
    """The other developer changes the files, and adds one to the new folder."""
    os.umask(mask)
    for name in names + [folder + "/first" for folder in folders]:
        if not attempt(write_file, name, "two\n"):
            return name
    for folder in folders:
        if not attempt(write_file, folder + "/second"):
            return folder
    return None


if not os.path.isdir(SHOP) or not os.path.exists(SHOP + "/build/builds.log"):
    no(59)
paths = nothing_given_away(dict(power=52, stranger=53, open=54, key=55, closed=56))
for user in DEVELOPERS:
    path = become(user, may_not, paths, os.W_OK)
    if path:
        no(50, user=user, path=path, shown=shown(path))

places = [path for path in (SHOP, SHOP + "/src", SHOP + "/build") if os.path.isdir(path)]
masks = {}
for user in DEVELOPERS:
    masks[user] = umask_of(user)
    if masks[user] is None:
        no(57, user=user)
    print("umask of %s: %03o" % (user, masks[user]))
with untouched(places) as trial:
    for user, other in (DEVELOPERS, DEVELOPERS[::-1]):
        names = [os.path.join(place, trial + user) for place in places]
        folders = [name + "-folder" for name in names]
        if become(user, create, masks[user], names, folders):
            no(58, user=user)
        path = become(other, change, masks[other], names, folders)
        if path:
            if os.path.isdir(path):
                no(60, user=user, other=other, shown=shown(path))
            no(51, user=user, other=other, shown=shown(path))
        new = names + folders + [folder + "/first" for folder in folders]
        for outsider in OTHERS:
            path = become(outsider, may, new, os.W_OK)
            if path:
                no(61, user=user, other=outsider, shown=shown(path))
        for outsider in OTHERS[:3]:
            path = become(outsider, may_not, new, os.R_OK)
            if path:
                no(62, user=user, other=outsider, shown=shown(path))
