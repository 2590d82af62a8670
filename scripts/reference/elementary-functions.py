"""Reference values of exp, log, power, sin … of src/drift/math: `python elementary-functions.py > ../../src/drift/math/elementary.json`.

Needs mpmath 1.3.0. Each entry: function, arguments, value rounded to the nearest double. Arguments are drawn over the
whole range of doubles, and near the places where a function changes its formula.
"""
import json
import math
import random

from mpmath import asin, cos, exp, log, mp, mpf, power, sin

mp.prec = 1400  # sine and cosine of the largest double need some 1,100 bits of π
draw = random.Random(20261128)
out = []


def put(name, function, *args):
    args = [float(a) for a in args]
    try:
        value = float(function(*map(mpf, args)))
    except OverflowError:
        return
    if math.isfinite(value) and abs(value) >= 2.0**-1022:
        out.append([name, args, value])


def log1p(x):
    return log(1 + x)


def log2(x):
    return log(x, 2)


def size(low, high):
    return 2.0 ** draw.uniform(low, high)


def sign():
    return draw.choice([-1, 1])


for _ in range(60):
    put("exp", exp, draw.uniform(-708, 709.7))
    put("exp", exp, sign() * size(-30, 2))
    put("log", log, size(-1022, 1023))
    put("log", log, 1 + sign() * size(-50, -1))
    put("log1p", log1p, size(-60, 200))
    put("log1p", log1p, -size(-60, 0))
    put("log1p", log1p, sign() * size(-21, -1))
    put("log2", log2, draw.randint(3, 2**31))
    put("log2", log2, size(-1022, 1023))
    put("asin", asin, draw.uniform(-1, 1))
    put("asin", asin, sign() * (1 - size(-40, -1)))
    for name, function in (("sin", sin), ("cos", cos)):
        put(name, function, draw.uniform(-10, 10))
        put(name, function, sign() * size(3, 21))
        put(name, function, sign() * size(21, 1023))
        # Next to a multiple of π/2, where nearly all digits cancel.
        put(name, function, float(draw.randint(1, 10**6) * mp.pi / 2))
    put("power", power, size(-20, 20), draw.uniform(-40, 40))
    put("power", power, draw.random(), draw.randint(1, 600))
    put("power", power, 1 + sign() * size(-40, -20), sign() * size(10, 35))
    put("power", power, -draw.uniform(0.1, 9), draw.randint(-40, 40))
for n in range(-16, 17):
    put("power", power, 10, n)
    put("power", power, 2, 60 * n)
for n in range(32):
    put("log2", log2, 2**n)
for x in (-745.1, -709.0, 709.78, 5e-324, 1e-310):
    put("exp", exp, x)
    if x > 0:
        put("log", log, x)

print("[")
print(",\n".join("  " + json.dumps(row) for row in out))
print("]")
