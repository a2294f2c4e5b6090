"""What the checks of this lab have in common: they read the record of the visitors, a line a second. Changes nothing."""

import json
import os
import sys
import time
import urllib.request

RECORD = '/srv/record/seconds.jsonl'
OLD, FAULTY, MENDED = os.environ['VERSIONS'].split()
AFTER = 4       # seconds after a switch that belong to it: what was under way has ended by then


def no(code, **values):
    """Not yet: the code has its message in lab.yaml."""
    for name, value in values.items():
        print(f'::set {name}={" ".join(str(value).split())[:120]}')
    sys.exit(code)


def load():
    """The record, oldest second first. Each line gets `who`: who answered the quick page in that second."""
    lines = []
    try:
        with open(RECORD) as f:
            for text in f:
                try:
                    line = json.loads(text)
                    line['who'] = line.get('fast', {})
                    lines.append(line)
                except ValueError:
                    pass
    except OSError:
        pass
    if not lines or lines[-1]['t'] < time.time() - 20:
        no(19)
    return lines


def colour_of(who):
    return who.split(' ')[0]


def version_of(who):
    return who.split(' ')[-1]


def version(line, colour):
    return (line.get('a', {}).get(colour) or ['?', 0, '?', 0])[0]


def started(line, colour):
    return (line.get('a', {}).get(colour) or ['?', 0, '?', 0])[1]


def health(line, colour):
    return (line.get('a', {}).get(colour) or ['?', 0, '?', 0])[2]


def haproxy_sees(line, colour):
    """HAProxy has asked this colour for its health and was told that all is well."""
    return (line.get('h', {}).get(colour) or ['?', '', ''])[1] == 'L7OK'


def runs(lines):
    """The spans in which one colour with one version answered visitors: (who, first line, last line), by their first."""
    found, open_, missing = [], {}, {}
    for i, line in enumerate(lines):
        if not line['who']:
            continue
        for who in line['who']:
            if who in open_:
                open_[who][2] = i
            else:
                open_[who] = [who, i, i]
                found.append(open_[who])
            missing[who] = 0
        for who in list(open_):
            if who not in line['who']:
                missing[who] += 1
                if missing[who] >= 3:
                    del open_[who]
    return sorted(found, key=lambda run: run[1])


def lost(lines, since, until):
    """How many requests were lost between two moments, and how."""
    count, why = 0, {}
    for line in lines:
        if since <= line['t'] <= until:
            count += line['lost']
            for what, n in line.get('why', {}).items():
                why[what] = why.get(what, 0) + n
    return count, ', '.join(f'{n} × {what}' for what, n in sorted(why.items(), key=lambda item: -item[1])[:3])


class Switch:
    """How a version came to its (last) traffic."""

    def __init__(self, lines, wanted):
        self.lines = lines
        mine = [run for run in runs(lines) if version_of(run[0]) == wanted]
        self.never = not mine
        if self.never:
            return
        self.who, self.first, self.last = mine[-1]
        self.colour = colour_of(self.who)
        before = [line for line in lines[max(0, self.first - 12):self.first] if line['who']]
        self.old = max(before[-1]['who'], key=before[-1]['who'].get) if before else None
        # The first second from which on nobody else answers.
        self.alone = None
        for i in range(self.first, self.last + 1):
            rest = [line for line in lines[i:i + 3] if line['who']]
            if len(lines) >= i + 3 and rest and all(set(line['who']) == {self.who} for line in rest):
                self.alone = i
                break
        self.start = lines[self.first]['t']
        self.end = lines[self.alone]['t'] if self.alone is not None else None

    def recent(self):
        return self.end is not None and self.lines[-1]['t'] < self.end + AFTER

    def lost(self):
        return lost(self.lines, self.start - 2, self.end + AFTER)

    def healthy_before(self):
        """In the last seconds before its first visitor, this very version was up and healthy on this colour."""
        looked = self.lines[max(0, self.first - 3):self.first]
        return any(version(line, self.colour) == version_of(self.who) and health(line, self.colour) == 'healthy' for line in looked)


def current(lines, seconds=5):
    """Who answered in the last seconds: who → how many."""
    count = {}
    for line in lines[-seconds:]:
        for who, n in line['who'].items():
            count[who] = count.get(who, 0) + n
    return count


def ask(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return json.load(answer)
    except (OSError, ValueError):
        no(19)
