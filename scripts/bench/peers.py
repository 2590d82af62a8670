"""The peers' side of `npm run bench:peers`, on one core: one task a line in, milliseconds of processor time out, as JSON."""

import json
import os
import random
import resource
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"


def processor():
    """Seconds of this process and of those it started and waited for, as frouros does."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def samples(n, d):
    import numpy as np

    rng = np.random.default_rng(1)
    return rng.standard_normal((n, d)), rng.standard_normal((n, d))


def sigma_of(x, y):
    """The median heuristic: outside of what is timed, as the library leaves it to its users."""
    import numpy as np
    from scipy.spatial.distance import pdist

    return float(np.sqrt(0.5 * np.median(pdist(np.vstack([x, y]), "sqeuclidean"))))


def frouros_mmd(n, d, permutations):
    from functools import partial

    from frouros.callbacks import PermutationTestDistanceBased
    from frouros.detectors.data_drift import MMD
    from frouros.utils.kernels import rbf_kernel

    x, y = samples(n, d)
    kernel = partial(rbf_kernel, sigma=sigma_of(x, y))
    callback = PermutationTestDistanceBased(
        num_permutations=permutations, random_state=1, num_jobs=1, method="conservative", name="permutations"
    )
    detector = MMD(kernel=kernel, callbacks=[callback])
    started = processor()
    detector.fit(X=x)
    detector.compare(X=y)
    return processor() - started


def numpy_mmd(n, d, permutations):
    """The strong baseline, no shipped peer: the kernel once, all permutations as one matrix product."""
    import numpy as np

    x, y = samples(n, d)
    sigma = sigma_of(x, y)
    started = processor()
    both = np.vstack([x, y]).astype(np.float32)
    both -= both.mean(axis=0)
    squares = np.einsum("ij,ij->i", both, both)
    kernel = both @ both.T
    kernel *= -2
    kernel += squares[:, None]
    kernel += squares[None, :]
    kernel *= -0.5 / sigma**2
    np.exp(kernel, out=kernel)
    np.fill_diagonal(kernel, 0)
    rows = kernel.sum(axis=1, dtype=np.float64)
    total = rows.sum()
    rng = np.random.default_rng(2)
    z = np.zeros((2 * n, permutations + 1), dtype=np.float32)
    z[:n, 0] = 1
    for b in range(1, permutations + 1):
        z[rng.permutation(2 * n)[:n], b] = 1
    inside = np.einsum("ij,ij->j", kernel @ z, z, dtype=np.float64)
    marked = rows @ z
    statistics = inside / (n * (n - 1)) + (total - 2 * marked + inside) / (n * (n - 1)) - 2 * (marked - inside) / (n * n)
    assert 0 < (1 + (statistics[1:] >= statistics[0]).sum()) / (permutations + 1) <= 1
    return processor() - started


RIVER = {
    "page-hinkley": ("drift", "PageHinkley"),
    "adwin": ("drift", "ADWIN"),
    "kswin": ("drift", "KSWIN"),
    "ddm": ("drift.binary", "DDM"),
    "eddm": ("drift.binary", "EDDM"),
    "hddm-a": ("drift.binary", "HDDMA"),
    "hddm-w": ("drift.binary", "HDDMW"),
    "fhddm": ("drift.binary", "FHDDM"),
}

FROUROS = {
    "page-hinkley": "PageHinkley",
    "adwin": "ADWIN",
    "kswin": "KSWIN",
    "ddm": "DDM",
    "eddm": "EDDM",
    "hddm-a": "HDDMA",
    "hddm-w": "HDDMW",
    "cusum": "CUSUM",
    "gma": "GeometricMovingAverage",
    "bocd": "BOCD",
    "rddm": "RDDM",
    "ecdd-wt": "ECDDWT",
    "stepd": "STEPD",
}

ERRORS = ("ddm", "eddm", "rddm", "ecdd-wt", "stepd", "hddm-a", "hddm-w", "fhddm")


def stream_values(detector, rows):
    rng = random.Random(3)
    return [int(rng.random() < 0.2) if detector in ERRORS else rng.gauss(0, 1) for _ in range(rows)]


def river_stream(detector, rows):
    import importlib

    place, name = RIVER[detector]
    made = getattr(importlib.import_module(f"river.{place}"), name)()
    values = stream_values(detector, rows)
    started = time.process_time()
    for value in values:
        made.update(value)
    return time.process_time() - started


def frouros_mmd_window(window, rows, d):
    """A reference as long as the window."""
    from functools import partial

    import numpy as np
    from frouros.detectors.data_drift import MMDStreaming
    from frouros.utils.kernels import rbf_kernel

    x, _ = samples(window, d)
    values = np.random.default_rng(2).standard_normal((window + rows, d))
    made = MMDStreaming(window_size=window, kernel=partial(rbf_kernel, sigma=sigma_of(x, values[:window])))
    made.fit(X=x)
    # The last row that fills the window already has a distance: it is left to the rows that are timed.
    for value in values[: window - 1]:
        made.update(value=value)
    started = processor()
    for value in values[window - 1 : window - 1 + rows]:
        made.update(value=value)
    return processor() - started


def frouros_stream(detector, rows, window=None, d=1):
    """A reset at an alarm, as one would do; the incremental KS with a reference as long as its window."""
    if detector == "mmd-window":
        return frouros_mmd_window(window, rows, d)
    if detector == "iks":
        import numpy as np
        from frouros.detectors.data_drift import IncrementalKSTest

        made = IncrementalKSTest(window_size=window)
        made.fit(X=np.random.default_rng(1).standard_normal(window))
        values = stream_values(detector, window + rows)
        for value in values[:window]:
            made.update(value)
        started = time.process_time()
        for value in values[window:]:
            made.update(value)
        return time.process_time() - started
    import frouros.detectors.concept_drift as concept

    made = getattr(concept, FROUROS[detector])()
    # Its ADWIN refuses a window whose sum is negative.
    values = [value + 10 if detector == "adwin" else value for value in stream_values(detector, rows)]
    started = time.process_time()
    for value in values:
        made.update(value=value)
        if made.drift:
            made.reset()
    return time.process_time() - started


def two_columns(kind, rows):
    import numpy as np

    rng = np.random.default_rng(1)
    if kind == "kinds":
        return rng.integers(0, 5, rows), rng.integers(0, 5, rows)
    if kind == "binary":
        return (rng.random(rows) < 0.2).astype(int), (rng.random(rows) < 0.25).astype(int)
    return rng.standard_normal(rows), rng.standard_normal(rows) + 0.05


def counts(x, y):
    import numpy as np

    kinds = np.unique(np.concatenate([x, y]))
    return np.array([[(sample == kind).sum() for kind in kinds] for sample in (x, y)])


SCIPY = {
    "ks": lambda s, x, y: s.ks_2samp(x, y),
    "cvm": lambda s, x, y: s.cramervonmises_2samp(x, y),
    "anderson-darling": lambda s, x, y: s.anderson_ksamp([x, y]),
    "bws": lambda s, x, y: s.bws_test(x, y),
    "mann-whitney": lambda s, x, y: s.mannwhitneyu(x, y),
    "welch": lambda s, x, y: s.ttest_ind(x, y, equal_var=False),
    "chi-square": lambda s, x, y: s.chi2_contingency(counts(x, y)),
    "fisher": lambda s, x, y: s.fisher_exact(counts(x, y)),
    "emd": lambda s, x, y: s.wasserstein_distance(x, y),
    "energy": lambda s, x, y: s.energy_distance(x, y),
}

FROUROS_TESTS = {
    "ks": "KSTest",
    "cvm": "CVMTest",
    "anderson-darling": "AndersonDarlingTest",
    "kuiper": "KuiperTest",
    "mann-whitney": "MannWhitneyUTest",
    "welch": "WelchTTest",
    "chi-square": "ChiSquareTest",
    "hellinger": "HellingerDistance",
    "bhattacharyya": "BhattacharyyaDistance",
    "histogram-intersection": "HINormalizedComplement",
    "psi": "PSI",
    "kl": "KL",
    "js": "JS",
    "emd": "EMD",
    "energy": "EnergyDistance",
}


def scipy_test(detector, rows, again, kind):
    import warnings

    import scipy.stats as stats

    warnings.simplefilter("ignore")
    x, y = two_columns(kind, rows)
    started = processor()
    for _ in range(again):
        SCIPY[detector](stats, x, y)
    return processor() - started


def frouros_test(detector, rows, again, kind):
    """The distance alone, or with the permutations of a test, which is what `detector`-test asks for."""
    import warnings

    import frouros.detectors.data_drift as drift
    from frouros.callbacks import PermutationTestDistanceBased

    warnings.simplefilter("ignore")
    name, _, permutations = detector.partition("*")
    x, y = two_columns(kind, rows)
    started = processor()
    for _ in range(again):
        callbacks = (
            {
                "callbacks": [
                    PermutationTestDistanceBased(
                        num_permutations=int(permutations), random_state=1, num_jobs=1, name="permutations"
                    )
                ]
            }
            if permutations
            else {}
        )
        made = getattr(drift, FROUROS_TESTS[name])(**callbacks)
        made.fit(X=x)
        made.compare(X=y)
    return processor() - started


WORK = {
    "scipy-test": scipy_test,
    "frouros-test": frouros_test,
    "frouros": frouros_mmd,
    "numpy": numpy_mmd,
    "river": river_stream,
    "frouros-stream": frouros_stream,
}

for line in sys.stdin:
    task = json.loads(line)
    seconds = WORK[task.pop("peer")](**task)
    print(json.dumps({"elapsed": 1000 * seconds}), flush=True)
