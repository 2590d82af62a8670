"""What a server holds, told and changed by MLflow's own client: the other side of what the app shows and writes.

usage: ask.py URL QUESTION ARGUMENT…    (as MLFLOW_TRACKING_USERNAME; the answer is JSON)
"""

import hashlib
import json
import math
import sys
import tempfile

import mlflow
from mlflow import MlflowClient
from mlflow.entities import ViewType
from mlflow.exceptions import MlflowException
from mlflow.server import get_app_client

url, question, *arguments = sys.argv[1:]
# Files of a run are looked for where the whole process looks, not where its client does.
mlflow.set_tracking_uri(url)
client = MlflowClient()


def plain(number):
    """JSON has no word for NaN and the infinities, as which a database keeps the largest numbers there are."""
    if abs(number) == sys.float_info.max:
        number = math.copysign(math.inf, number)
    return number if math.isfinite(number) else str(number)


def runs(experiment):
    """Each run of an experiment, by its name."""
    found = client.search_runs([client.get_experiment_by_name(experiment).experiment_id])
    return {run.info.run_name: told(run) for run in found}


def run(run_id):
    return told(client.get_run(run_id))


def told(one):
    return {
        "id": one.info.run_id,
        "name": one.info.run_name,
        "experiment": one.info.experiment_id,
        "status": one.info.status,
        "params": one.data.params,
        "metrics": {key: plain(value) for key, value in one.data.metrics.items()},
        "tags": one.data.tags,
    }


def history(key, *run_ids):
    """The values of a metric, a list for each run."""
    return [[plain(metric.value) for metric in client.get_metric_history(run_id, key)] for run_id in run_ids]


def artifact(run_id, path):
    with tempfile.TemporaryDirectory() as folder:
        with open(client.download_artifacts(run_id, path, folder), encoding="utf-8") as file:
            return json.load(file)


def digest(run_id, path):
    """SHA-256 of a file."""
    with tempfile.TemporaryDirectory() as folder:
        with open(client.download_artifacts(run_id, path, folder), "rb") as file:
            return hashlib.sha256(file.read()).hexdigest()


def model(name):
    """A registered model's versions, and what its runs' experiment logged (from MLflow 3 on)."""
    registered = client.get_registered_model(name)
    versions = client.search_model_versions(f"name = '{name}'")
    experiment = client.get_run(versions[0].run_id).info.experiment_id
    logged = client.search_logged_models([experiment]) if hasattr(client, "search_logged_models") else []
    return {
        "description": registered.description,
        "aliases": registered.aliases,
        "versions": [
            {
                "version": str(one.version),
                "run": one.run_id,
                "runName": client.get_run(one.run_id).info.run_name,
                "status": one.status,
                "tags": one.tags,
            }
            for one in versions
        ],
        "logged": [{"name": one.name, "id": one.model_id, "run": one.source_run_id} for one in logged],
    }


def everybody(*names):
    """All rows of these people, and on servers with roles of everybody else: who → what → level."""
    access = get_app_client("basic-auth", url)
    users = [access.get_user(name) for name in names]
    called = {"experiment": {e.experiment_id: e.name for e in client.search_experiments(view_type=ViewType.ALL)}}
    if not hasattr(access, "list_all_roles"):
        rows = {
            user.username: [("experiment", one.experiment_id, one.permission) for one in user.experiment_permissions]
            + [("registered_model", one.name, one.permission) for one in user.registered_model_permissions]
            for user in users
        }
    else:
        # Each one's rows are a role that nobody made. Beside them stand roles with names, which other tests make.
        owners = {f"__user_{user.id}__": user.username for user in users}
        rows = {
            owners.get(role.name, role.name): [
                (one.resource_type, one.resource_pattern, one.permission) for one in role.permissions
            ]
            for role in access.list_all_roles()
            if role.name.startswith("__user_")
        }
    return {
        who: {f"{kind} {called.get(kind, {}).get(thing, thing)}": level for kind, thing, level in held}
        for who, held in rows.items()
        if held
    }


def experiments(whom, *names):
    """Makes experiments, whose creator manages them: "grid-a", or "grid-a=READ" with that row for somebody."""
    for name, _, level in (one.partition("=") for one in names):
        client.create_experiment(name)
        if level:
            give(name, whom, level)


def give(experiment, username, level):
    """Makes somebody's row on an experiment a level, past the app."""
    access = get_app_client("basic-auth", url)
    thing = client.get_experiment_by_name(experiment).experiment_id
    if hasattr(access, "grant_user_permission"):
        try:
            access.revoke_user_permission(username, "experiment", thing)
        except MlflowException as error:
            if error.error_code != "RESOURCE_DOES_NOT_EXIST":
                raise
        access.grant_user_permission(username, "experiment", thing, level)
        return level
    try:
        access.update_experiment_permission(thing, username, level)
    except MlflowException as error:
        if error.error_code != "RESOURCE_DOES_NOT_EXIST":
            raise
        access.create_experiment_permission(thing, username, level)
    return level


answers = {
    "everybody": everybody,
    "experiments": experiments,
    "give": give,
    "runs": runs,
    "run": run,
    "history": history,
    "artifact": artifact,
    "digest": digest,
    "model": model,
}
print(json.dumps(answers[question](*arguments)))
