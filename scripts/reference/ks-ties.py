"""Vectors of KS with equal values: `python ks-ties.py > ../../src/drift/golden/ks_ties.json`.

Needs numpy 2.4 (for the samples and the drawn labellings). Two ways that share nothing with the code under test:

* enumeration: every split of the pooled rows of small samples, looked at one by one;
* counting: the labellings of larger ones, run by run of equal values (C(size, k) ways to take k of a run for the
  reference), in whole numbers of any length. Held against a million random labellings: the script stops where the
  share among these is further away than 5 standard errors.

The statistic is compared in whole numbers, max |i m - j n| over the ends of runs of equal values, so that no rounding
decides. `grade` are two samples of three grades, 200 and 100 rows.
"""
import itertools
import json
import math
from fractions import Fraction

import numpy as np


def distance(first, n, m, ends, side):
    """D * n * m where `first[k]` says whether the k-th pooled row is of the reference."""
    i = np.cumsum(first)[ends]
    j = ends + 1 - i
    above, below = i * m - j * n, j * n - i * m
    least = {"two-sided": np.maximum(above, below), "greater": above, "less": below}[side]
    return max(0, int(least.max()))


def pooled(x, y):
    rows = np.concatenate([x, y])
    order = np.argsort(rows, kind="stable")
    values = rows[order]
    ends = np.append(np.flatnonzero(values[1:] != values[:-1]), len(values) - 1)
    return order < len(x), ends


def enumeration(x, y, side):
    n, m = len(x), len(y)
    first, ends = pooled(x, y)
    observed = distance(first, n, m, ends, side)
    far = total = 0
    for chosen in itertools.combinations(range(n + m), n):
        mask = np.zeros(n + m, dtype=int)
        mask[list(chosen)] = 1
        far += distance(mask, n, m, ends, side) >= observed
        total += 1
    return observed / (n * m), far / total


def permutation(x, y, side, draws=1_000_000):
    n, m = len(x), len(y)
    first, ends = pooled(x, y)
    observed = distance(first, n, m, ends, side)
    rng = np.random.default_rng(13)
    # A random labelling deals each run of equal values hypergeometrically: all runs at once.
    sizes = np.diff(np.concatenate([[0], ends + 1]))
    far = 0
    for _ in range(draws // 100_000):
        i = np.cumsum(rng.multivariate_hypergeometric(sizes, n, size=100_000), axis=1)
        j = (ends + 1)[None, :] - i
        above = (i * m - j * n).max(axis=1)
        below = (j * n - i * m).max(axis=1)
        reached = {"two-sided": np.maximum(above, below), "greater": above, "less": below}[side]
        far += int((np.maximum(reached, 0) >= observed).sum())
    return far / draws, math.sqrt(max(far, 1) / draws / draws)


def counting(x, y, side):
    n, m = len(x), len(y)
    first, ends = pooled(x, y)
    observed = distance(first, n, m, ends, side)
    near, before = {0: 1}, 0
    for end in (ends + 1).tolist():
        size, following = end - before, {}
        for i, ways in near.items():
            for k in range(max(0, end - m - i), min(size, n - i) + 1):
                above = (i + k) * m - (end - i - k) * n
                reached = {"two-sided": abs(above), "greater": above, "less": -above}[side]
                if max(0, reached) < observed:
                    following[i + k] = following.get(i + k, 0) + ways * math.comb(size, k)
        near, before = following, end
    total = math.comb(n + m, n)
    p = float(Fraction(total - near.get(n, 0), total))
    drawn, error = permutation(x, y, side)
    if abs(drawn - p) > 5 * error:
        raise SystemExit(f"{side}: {p} counted, {drawn} drawn")
    return observed / (n * m), p


def grades(*counts):
    return np.repeat(np.arange(1, len(counts) + 1), counts)


rng = np.random.default_rng(30)
small = {
    "one_tie_6_6": ([1, 2, 3, 4, 5, 6], [4, 7, 8, 9, 10, 11]),
    "ties_within_one_7_5": ([1, 1, 1, 1, 2, 2, 3], [4, 4, 5, 5, 5]),
    "five_values_8_6": ([1, 1, 2, 2, 2, 3, 3, 5], [2, 3, 4, 4, 5, 5]),
    "two_values_9_5": ([0, 0, 0, 0, 0, 0, 0, 1, 1], [0, 1, 1, 1, 1]),
    "constant_4_5": ([3, 3, 3, 3], [3, 3, 3, 3, 3]),
    "mixed_10_7": ([0.1, 0.2, 0.2, 0.4, 0.5, 0.5, 0.5, 0.7, 0.9, 1.3], [0.2, 0.5, 0.6, 0.7, 0.7, 1.1, 1.3]),
}
large = {
    "grade_200_100": (grades(90, 70, 40), grades(30, 38, 32)),
    "poisson_120_90": (rng.poisson(3, 120), rng.poisson(3.6, 90)),
    "rounded_300_250": (np.round(rng.normal(size=300), 1), np.round(rng.normal(0.15, size=250), 1)),
    "flag_500_400": (rng.random(500) < 0.1, rng.random(400) < 0.14),
}

inputs, cases = {}, []
for name, (x, y) in {**small, **large}.items():
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    inputs[f"{name}_ref"], inputs[f"{name}_test"] = x.tolist(), y.tolist()
    for side in ["two-sided", "greater", "less"]:
        enumerated = name in small
        way = "enumeration" if enumerated else "counting"
        statistic, p = (enumeration if enumerated else counting)(x, y, side)
        cases.append(
            {
                "case": f"{way}/{name}/{side}",
                "library": way,
                "version": np.__version__,
                "commit": None,
                "params": {"alternative": side},
                "input": [f"{name}_ref", f"{name}_test"],
                "expected": {"statistic": statistic, "p_value": p},
                "tolerance": {"abs": 1e-12, "rel": 1e-10},
                "notes": "all splits" if enumerated else "as among 1,000,000 random labellings",
            }
        )

print(json.dumps({"detector": "ks_ties", "set": "dev", "inputs": inputs, "cases": cases}, indent=1))
