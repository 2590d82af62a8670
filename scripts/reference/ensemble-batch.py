"""Vectors of batch ensembles: `python ensemble-batch.py > ../../src/drift/golden/ensemble_batch.json`.

Needs menelaus 0.2.0 and scipy 1.17.1. The elections are Menelaus' BatchEnsemble; its members are SciPy's two-sample
Kolmogorov-Smirnov test (exact) at several levels and in several directions.
"""
import json

import numpy as np
from menelaus.detector import BatchDetector
from menelaus.ensemble import BatchEnsemble, MinimumApprovalElection, OrderedApprovalElection, SimpleMajorityElection
from scipy.stats import ks_2samp


class Ks(BatchDetector):
    input_type = "batch"

    def __init__(self, alternative, alpha):
        super().__init__()
        self.alternative, self.alpha = alternative, alpha

    def reset(self, *args, **kwargs):
        super().reset()

    def set_reference(self, X, y_true=None, y_pred=None):
        self.reference = np.ravel(X)

    def update(self, X, y_true=None, y_pred=None):
        super().update(X, y_true, y_pred)
        self.p = float(ks_2samp(self.reference, np.ravel(X), alternative=self.alternative, method="exact").pvalue)
        self.drift_state = "drift" if self.p <= self.alpha else None


rng = np.random.default_rng(20)
inputs = {
    "reference": np.round(rng.normal(size=60), 5),
    "same": np.round(rng.normal(size=45), 5),
    "higher": np.round(rng.normal(0.55, size=45), 5),
    "lower": np.round(rng.normal(-1.2, size=45), 5),
    "wider": np.round(rng.normal(0, 2.5, size=45), 5),
}
MEMBERS = [("two-sided", 0.05), ("greater", 0.05), ("less", 0.05), ("two-sided", 0.001), ("greater", 0.2)]
ELECTIONS = [
    ("SimpleMajorityElection", SimpleMajorityElection, {}),
    ("MinimumApprovalElection", MinimumApprovalElection, {"approvals_needed": 1}),
    ("MinimumApprovalElection", MinimumApprovalElection, {"approvals_needed": 4}),
    ("OrderedApprovalElection", OrderedApprovalElection, {"approvals_needed": 1, "confirmations_needed": 1}),
    ("OrderedApprovalElection", OrderedApprovalElection, {"approvals_needed": 2, "confirmations_needed": 1}),
]
cases = []
for test in ("same", "higher", "lower", "wider"):
    for name, election, params in ELECTIONS:
        members = {str(i): Ks(*member) for i, member in enumerate(MEMBERS)}
        ensemble = BatchEnsemble(members, election(**params))
        ensemble.set_reference(inputs["reference"].reshape(-1, 1))
        ensemble.update(inputs[test].reshape(-1, 1))
        cases.append(
            {
                "case": f"menelaus/{name}/{test}",
                "library": "menelaus",
                "version": "0.2.0",
                "params": {"members": [{"test": "ks_2samp", "alternative": a, "alpha": l} for a, l in MEMBERS], **params},
                "input": ["reference", test],
                "policy": None,
                "expected": {
                    "drift": ensemble.drift_state == "drift",
                    "votes": sum(m.drift_state == "drift" for m in members.values()),
                    "p_values": [m.p for m in members.values()],
                },
                "tolerance": {"abs": 1e-12, "rel": 1e-9},
                "notes": "members: scipy 1.17.1 ks_2samp, method exact",
            }
        )
print(json.dumps({"detector": "ensemble_batch", "set": "dev", "inputs": {k: v.tolist() for k, v in inputs.items()}, "cases": cases}, indent=1))
