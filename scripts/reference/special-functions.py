"""Reference values of src/drift/math in 60-digit arithmetic: `python special-functions.py > ../../src/drift/math/reference.json`.

Needs mpmath 1.3.0. Each entry: function, arguments, value (all rounded to the nearest double).
"""
import itertools
import json

from mpmath import besselk, betainc, binomial, erfc, exp, findroot, log, loggamma, mp, mpf, pi, quad, sin, sqrt

mp.dps = 60
out = []


def put(name, args, value):
    out.append([name, [float(a) for a in args], float(value)])


def exact(x):
    return mpf(float(x))  # the double that the code under test is given


def lower_gamma(a, x):
    """P(a, x) by its series of positive terms."""
    a, x = mpf(a), mpf(x)
    term = total = mpf(1)
    k = 0
    while term > total * mpf(10) ** -mp.dps:
        k += 1
        term *= x / (a + k)
        total += term
    return exp(a * log(x) - x - loggamma(a + 1)) * total


def incomplete_beta(a, b, x, y=None):
    """I_x(a, b) by a series of positive terms; the other side where that is shorter."""
    a, b, x = mpf(a), mpf(b), mpf(x)
    y = 1 - x if y is None else y
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(b, a, y, x)
    term = total = mpf(1)
    k = 0
    while term > total * mpf(10) ** -mp.dps:
        term *= x * (a + b + k) / (a + 1 + k)
        k += 1
        total += term
    return exp(a * log(x) + b * log(y) + loggamma(a + b) - loggamma(a + 1) - loggamma(b)) * total


# Gamma
for x in [1e-10, 1e-3, 0.2, 0.5, 0.75, 1 - 1e-9, 1 + 1e-7, 1.2, 1.461632, 1.9, 2 + 1e-6, 2.3, 2.5001, 3, 7.7, 15.9, 16, 33.3, 171, 1234.5, 1e6, 1e10]:
    put("logGamma", [x], loggamma(exact(x)))
for a, r in itertools.product([0.5, 1, 2.5, 10, 74, 500, 12345.5, 1e6], [1e-3, 0.3, 0.9, 1, 1.1, 1.5, 3, 40]):
    x = a * r
    if a > 1000 and not 0.8 < r < 1.2:
        continue
    mp.dps = 360
    p = lower_gamma(a, exact(x))
    q = 1 - p
    if q > mpf(10) ** -290:
        put("upperGamma", [a, x], q)

mp.dps = 60

# Normal
for z in [-37, -8, -3.1, -1, -0.2, -1e-9, 0, 1e-12, 0.3, 0.5, 1.2345678, 2, 4.5, 8.2, 17, 30.7, 38]:
    put("normalTail", [z], erfc(exact(z) / sqrt(mpf(2))) / 2)
for q in [1e-300, 1e-100, 1e-20, 1e-8, 0.001, 0.025, 0.2, 0.3, 0.31, 0.4, 0.49999, 0.5 - 1e-10, 0.7, 0.999]:
    qq = exact(q)
    f = lambda z: log(erfc(z / sqrt(mpf(2))) / 2) - log(qq)
    put("normalUpperQuantile", [q], findroot(f, sqrt(-2 * log(qq)) if qq < 0.1 else 0.5))


# Student
def student(t, df):
    t, df = exact(t), exact(df)
    half = betainc(df / 2, mpf(1) / 2, 0, df / (df + t * t), regularized=True) / 2
    return half if t >= 0 else 1 - half


for df, t in itertools.product([0.7, 1, 2, 7.5, 30, 148, 5000], [-2.3, 1e-3, 0.1, 1, 2.5, 6, 30, 1e3, 1e8]):
    p = student(t, df)
    if p > mpf(10) ** -290:
        put("studentTail", [t, df], p)
for df, t in itertools.product([0.7, 1, 2, 7.5, 30, 148, 5000], [1e-4, 0.1, 0.9, 2.5, 6, 30]):
    q = float(student(t, df))
    if q > 1e-290:
        qq = exact(q)
        root = findroot(lambda u: log(betainc(exact(df) / 2, mpf(1) / 2, 0, exact(df) / (exact(df) + exp(2 * u)), regularized=True) / 2) - log(qq), log(exact(t)))
        put("studentUpperQuantile", [q, df], exp(root))

# Beta and binomial
for a, b, x in [(0.5, 0.5, 0.3), (2, 3, 0.9), (30, 0.5, 0.2), (1e-2, 5, 0.1), (500, 700, 0.3), (500, 700, 0.42), (12345, 3, 0.999), (2e5, 3e5, 0.4), (2e5, 3e5, 0.39), (1e6, 1e6, 0.4985), (3, 1e5, 1e-6)]:
    put("incompleteBeta", [a, b, x], incomplete_beta(exact(a), exact(b), exact(x)))
for n, p in [(10, 0.3), (100, 0.01), (1000, 0.5), (5000, 0.2), (40, 0.999)]:
    for k in sorted({0, 1, int(n * p / 2), int(n * p), int(n * p * 1.3) + 1, n - 1}):
        if k > n:
            continue
        pp = exact(p)
        term = lambda i: binomial(n, i) * pp**i * (1 - pp) ** (n - i)
        cdf = sum(term(i) for i in range(k + 1))
        tail = sum(term(i) for i in range(k, n + 1))
        for name, value in (("binomialProbability", term(k)), ("binomialCdf", cdf), ("binomialTail", tail)):
            if value > mpf(10) ** -290:
                put(name, [k, n, p], value)

# Hypergeometric: k, total, marked, drawn
for total, marked, drawn in [(70, 12, 60), (80, 20, 60), (30, 5, 10), (1000, 300, 400), (20000, 9000, 5000)]:
    low, high = max(0, drawn + marked - total), min(marked, drawn)
    mean = marked * drawn // total
    for k in sorted({low, low + 1, mean - 2, mean, mean + 1, (mean + high) // 2, high}):
        if not low <= k <= high:
            continue
        term = lambda i: binomial(marked, i) * binomial(total - marked, drawn - i) / binomial(total, drawn)
        near = range(low, k + 1), range(k, high + 1)
        for name, value in (("hypergeometricProbability", term(k)), ("hypergeometricCdf", sum(map(term, near[0]))), ("hypergeometricTail", sum(map(term, near[1])))):
            if value > mpf(10) ** -290:
                put(name, [k, total, marked, drawn], value)

# Kolmogorov's and Cramér–von Mises' limits
for z in [0.05, 0.2, 0.5, 0.9, 1.0, 1.1, 1.36, 2, 5, 15]:
    zz = exact(z)
    put("kolmogorovLimit", [z], 2 * sum((-1) ** (k - 1) * exp(-2 * k * k * zz * zz) for k in range(1, 20)) if z > 1 else 1 - sqrt(2 * pi) / zz * sum(exp(-((2 * k - 1) ** 2) * pi**2 / (8 * zz * zz)) for k in range(1, 60)))


def cvm_tail(x):
    x, total = exact(x), mpf(0)
    for k in range(1, 12):
        a = (2 * k - 1) * pi
        g = lambda s, sine: exp(-x * s * (2 * a + s) / 2) / sqrt((a + s) * sine)
        # The roots at both ends are taken out by s = v² and s = π − v²; the steps follow the width of e^(−x a s).
        ends = [0] + [mpf(e) / 4 for e in (0.5, 1, 2, 4, 8, 16)] if x > 8 else [0, 1]
        left = [e * sqrt(pi / 2) / ends[-1] for e in ends]
        total += (-1) ** (k + 1) * exp(-x * a * a / 2) * (quad(lambda v: 2 * v * g(v * v, sin(v * v)), left) + quad(lambda v: 2 * v * g(pi - v * v, sin(v * v)), [0, sqrt(pi / 2)]))
    return 2 / pi * total


mp.dps = 30
for x in [0.1, 0.15, 0.3, 0.5, 1, 2, 5, 20, 60, 130]:
    put("cramerVonMisesTail", [x], cvm_tail(x))
for x in [0.012, 0.03, 0.06, 0.09, 0.1, 0.2]:
    xx = exact(x)
    value = mpf(0)
    for k in range(0, 20):
        y = mpf(4 * k + 1)
        q = y * y / (16 * xx)
        value += exp(loggamma(k + mpf(1) / 2) - loggamma(k + 1)) / (pi ** mpf("1.5") * sqrt(xx)) * sqrt(y) * exp(-q) * besselk(mpf(1) / 4, q)
    put("cramerVonMisesCdf", [x], value)

print("[\n" + ",\n".join("  " + json.dumps(row) for row in out) + "\n]")
