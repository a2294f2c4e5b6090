"""What a pipeline file may say. Read by the Buildbot master."""

import re

import yaml

FILE = '.ci/pipeline.yml'
TOP = {'environment', 'variables', 'steps'}
STEP = {'name', 'run', 'allow_failure'}


class Wrong(Exception):
    pass


def read(text):
    """The pipeline as {'environment': str, 'variables': {}, 'steps': [{'name', 'run', 'allow_failure'}]}."""
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as e:
        mark = getattr(e, 'problem_mark', None)
        where = f'line {mark.line + 1}: ' if mark else ''
        raise Wrong(f'{FILE}: {where}this is not YAML ({getattr(e, "problem", e)})') from None
    if not isinstance(data, dict):
        raise Wrong(f'{FILE}: it needs the keys "environment" and "steps"')
    for key in data:
        if key not in TOP:
            raise Wrong(f'{FILE}: unknown key "{key}". It knows: environment, variables, steps')
    environment = data.get('environment')
    if not isinstance(environment, str) or not re.fullmatch(r'[A-Za-z0-9][A-Za-z0-9._-]*', environment):
        raise Wrong(f'{FILE}: "environment" must be the name of one environment of the worker')
    variables = data.get('variables') or {}
    if not isinstance(variables, dict) or 'PATH' in variables:
        raise Wrong(f'{FILE}: "variables" must be a list of NAME: value, and PATH is not one of them')
    steps = data.get('steps')
    if not isinstance(steps, list) or not steps:
        raise Wrong(f'{FILE}: "steps" must be a list with at least one step')
    out = []
    for n, step in enumerate(steps, 1):
        if not isinstance(step, dict):
            raise Wrong(f'{FILE}: step {n} needs a "name" and a "run"')
        for key in step:
            if key not in STEP:
                raise Wrong(f'{FILE}: step {n}: unknown key "{key}". It knows: name, run, allow_failure')
        name, run = step.get('name'), step.get('run')
        if not isinstance(name, str) or not name.strip() or len(name) > 50:
            raise Wrong(f'{FILE}: step {n} needs a "name" of at most 50 characters')
        if not isinstance(run, str) or not run.strip():
            raise Wrong(f'{FILE}: step "{name}" needs a "run": the command')
        if name in ('checkout', 'pipeline', 'environment') or name in [s['name'] for s in out]:
            raise Wrong(f'{FILE}: the name "{name}" is taken')
        out.append({'name': name, 'run': run, 'allow_failure': step.get('allow_failure') is True})
    return {
        'environment': environment,
        'variables': {str(k): str(v) for k, v in variables.items()},
        'steps': out,
    }


def command(run):
    return ['sh', '-e', '-c', run]


def variables(pipe, name=None, order=1):
    """The variables that a step sees."""
    name = name or pipe['environment']
    env = {'LANG': 'C.UTF-8', 'CI': 'true', 'PYTHONDONTWRITEBYTECODE': '1', 'ORDER': str(order)}
    env['TMPDIR'] = f'/srv/scratch/{name}'
    env.update(pipe['variables'])
    env['ENVIRONMENT'] = name
    env['PATH'] = f'/opt/environments/{name}/bin:/usr/local/bin:/usr/bin:/bin'
    return env
