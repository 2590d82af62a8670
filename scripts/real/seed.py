"""Fills a real MLflow server with real training runs: scikit-learn on its bundled digits, and what people log beside.

usage: seed.py URL STORE    (STORE: the server's database, for the bulk of a sweep: 9 runs a second instead of one)
"""

import base64
import json
import os
import sys
import tempfile
import urllib.request

url, store = sys.argv[1:3]
people = json.loads(os.environ["PEOPLE"])
ADMIN, OWNER = ((people[who]["name"], people[who]["password"]) for who in ("admin", "owner"))
READER = people["reader"]["name"]


def sign_in(person):
    os.environ["MLFLOW_TRACKING_USERNAME"], os.environ["MLFLOW_TRACKING_PASSWORD"] = person


sign_in(OWNER)
os.environ["MLFLOW_TRACKING_URI"] = url

import matplotlib.pyplot as plt
import mlflow
import numpy as np
import pandas as pd
from mlflow.entities import Metric, Param, RunTag
from mlflow.tracking import MlflowClient
from sklearn.datasets import load_digits
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.metrics import ConfusionMatrixDisplay, accuracy_score, log_loss
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

X, y = load_digits(return_X_y=True)
columns = [f"r{i // 8}c{i % 8}" for i in range(64)]
X_train, X_test, y_train, y_test = train_test_split(X / 16, y, test_size=0.3, random_state=7)
client = MlflowClient()
is_3 = not mlflow.__version__.startswith("2.")


def call(method, path, body, person=OWNER):
    token = base64.b64encode(":".join(person).encode()).decode()
    request = urllib.request.Request(
        f"{url}{path}",
        json.dumps(body).encode(),
        {"Content-Type": "application/json", "Authorization": f"Basic {token}"},
        method=method,
    )
    urllib.request.urlopen(request).read()


def grant(experiment_id, username, permission):
    if is_3:
        call("POST", "/api/3.0/mlflow/users/permissions/grant",
             {"username": username, "resource_type": "experiment", "resource_id": experiment_id, "permission": permission})
    else:
        call("POST", "/api/2.0/mlflow/experiments/permissions/create",
             {"experiment_id": experiment_id, "username": username, "permission": permission})


def log_findings(model, name):
    """What a person looks at on a run's page: a picture, tables, text."""
    probabilities = model.predict_proba(X_test)
    predicted = model.predict(X_test)
    figure, axes = plt.subplots(figsize=(4, 4))
    ConfusionMatrixDisplay.from_predictions(y_test, predicted, ax=axes, colorbar=False)
    mlflow.log_figure(figure, "plots/confusion.png")
    plt.close(figure)
    table = pd.DataFrame(X_test, columns=columns)
    table["label"], table["predicted"] = y_test, predicted
    mlflow.log_text(table.to_csv(index=False), "tables/predictions.csv")
    with tempfile.TemporaryDirectory() as folder:
        table.to_parquet(f"{folder}/predictions.parquet")
        mlflow.log_artifact(f"{folder}/predictions.parquet", "tables")
    mlflow.log_dict({"classes": 10, "accuracy": accuracy_score(y_test, predicted)}, "summary.json")
    mlflow.log_text(f"# {name}\n\nTrained on **{len(X_train)}** digits.\n", "README.md")
    mlflow.log_text("<h1>Report</h1><script>document.title = 'run'</script>", "report.html")
    mlflow.log_text("def predict(x):\n    return x.argmax(axis=1)\n", "src/predict.py")
    return accuracy_score(y_test, predicted), log_loss(y_test, probabilities)


def log_darker_digits(model):
    """The tested digits as a camera with less light gives them: a table that has drifted from predictions.csv."""
    darker = X_test * 0.6
    table = pd.DataFrame(darker, columns=columns)
    table["label"], table["predicted"] = y_test, model.predict(darker)
    mlflow.log_text(table.to_csv(index=False), "tables/darker.csv")


mlflow.set_experiment("digits-classifiers")
experiment = client.get_experiment_by_name("digits-classifiers").experiment_id
client.set_experiment_tag(experiment, "mlflow.note.content", "Which classifier reads **handwritten digits** best?")
client.set_experiment_tag(experiment, "team", "vision")
training = mlflow.data.from_pandas(pd.DataFrame(X_train, columns=columns), source="sklearn.datasets.load_digits", name="digits")

# One for each kind of model, with what it logs at the end.
for name, model, params in [
    ("logistic", LogisticRegression(max_iter=400), {"max_iter": 400}),
    ("forest", RandomForestClassifier(60, random_state=1), {"trees": 60}),
]:
    with mlflow.start_run(run_name=name) as run:
        model.fit(X_train, y_train)
        mlflow.log_params({"model": name, **params})
        mlflow.log_input(training, context="training")
        accuracy, loss = log_findings(model, name)
        if name == "forest":
            log_darker_digits(model)
        mlflow.log_metrics({"val/accuracy": accuracy, "val/loss": loss})
        mlflow.set_tags({"mlflow.note.content": f"The *{name}* baseline.", "stage": "baseline", "größe": "klein"})

# Learned step by step: whole histories, one that ends in NaN, an infinite one, a spike.
for name, rate in [("sgd-0.001", 0.001), ("sgd-0.01", 0.01), ("sgd-0.1", 0.1)]:
    with mlflow.start_run(run_name=name) as run:
        mlflow.log_params({"model": "sgd", "lr": rate, "epochs": 120})
        model = SGDClassifier(loss="log_loss", learning_rate="constant", eta0=rate, random_state=3)
        metrics = []
        for step in range(120):
            model.partial_fit(X_train, y_train, classes=np.arange(10))
            at = 1_732_000_000_000 + step * 1000
            metrics.append(Metric("val/accuracy", float(accuracy_score(y_test, model.predict(X_test))), at, step))
            metrics.append(Metric("val/loss", float(log_loss(y_test, model.predict_proba(X_test))), at, step))
        metrics.append(Metric("spike", 1000.0, 1_732_000_050_000, 57))
        metrics += [Metric("spike", 1.0, 1_732_000_000_000 + s, s) for s in range(120) if s != 57]
        metrics += [Metric("gone", float("nan"), 1_732_000_000_000, 0), Metric("endless", float("inf"), 1_732_000_000_000, 0)]
        for start in range(0, len(metrics), 900):
            client.log_batch(run.info.run_id, metrics=metrics[start:start + 900])
        mlflow.log_metric("lr drift", rate)

with mlflow.start_run(run_name="mlp") as run:
    model = MLPClassifier((48,), max_iter=60, random_state=2)
    model.fit(X_train, y_train)
    mlflow.log_params({"model": "mlp", "hidden": 48})
    client.log_batch(run.info.run_id, metrics=[Metric("train/loss", float(v), 1_732_100_000_000 + i, i) for i, v in enumerate(model.loss_curve_)])
    accuracy, loss = log_findings(model, "mlp")
    mlflow.log_metrics({"val/accuracy": accuracy, "val/loss": loss})
    where = {"name": "model"} if is_3 else {"artifact_path": "model"}
    mlflow.sklearn.log_model(model, **where, serialization_format="cloudpickle", pip_requirements=["scikit-learn"])
    version = mlflow.register_model(f"runs:/{run.info.run_id}/model", "digits-mlp")
client.set_registered_model_alias("digits-mlp", "champion", version.version)
client.update_registered_model("digits-mlp", "Reads handwritten digits.")
client.set_model_version_tag("digits-mlp", version.version, "checked", "yes")

failed = client.create_run(experiment, run_name="out of memory")
client.log_param(failed.info.run_id, "model", "forest")
client.set_terminated(failed.info.run_id, "FAILED")
client.create_run(experiment, run_name="still running")

# Nested: a search with its trials.
mlflow.set_experiment("digits-search")
search = client.get_experiment_by_name("digits-search").experiment_id
with mlflow.start_run(run_name="grid") as parent:
    for depth in [3, 6, 12]:
        with mlflow.start_run(run_name=f"depth={depth}", nested=True):
            model = RandomForestClassifier(20, max_depth=depth, random_state=1).fit(X_train, y_train)
            mlflow.log_param("depth", depth)
            mlflow.log_metric("val/accuracy", float(model.score(X_test, y_test)))

grant(experiment, READER, "READ")
grant(search, READER, "EDIT")
sign_in(ADMIN)
private = client.create_experiment("private")
client.create_run(private, run_name="secret")

# A sweep of many small runs, written past the server: its permissions are then the admin's and what is granted.
bulk = MlflowClient(store)
sweep = client.create_experiment("sweep")
for i in range(230):
    run = bulk.create_run(sweep, start_time=1_731_000_000_000 + i * 60_000, run_name=f"trial-{i:03d}")
    rate = round(float(10 ** np.random.default_rng(i).uniform(-4, -1)), 6)
    bulk.log_batch(
        run.info.run_id,
        metrics=[Metric("val/loss", float(np.random.default_rng(1000 + i).gamma(2.0)), 1_731_000_000_000 + i, 10)],
        params=[Param("lr", str(rate)), Param("batch size", str(2 ** (i % 6)))],
        tags=[RunTag("fold", str(i % 5))],
    )
    bulk.set_terminated(run.info.run_id)
grant_as_admin = [(sweep, OWNER[0], "MANAGE"), (sweep, READER, "READ")]
for experiment_id, username, permission in grant_as_admin:
    if is_3:
        call("POST", "/api/3.0/mlflow/users/permissions/grant",
             {"username": username, "resource_type": "experiment", "resource_id": experiment_id, "permission": permission}, ADMIN)
    else:
        call("POST", "/api/2.0/mlflow/experiments/permissions/create",
             {"experiment_id": experiment_id, "username": username, "permission": permission}, ADMIN)
print(f"MLflow {mlflow.__version__} is seeded.")
