/**
 * Map of values to pixels: linear, or symlog about zero, sign · log(1 + |v| / c) (Webber 2013,
 * doi:10.1088/0957-0233/24/2/027001), so that what is far beyond c is seen beside what is below it.
 * @param linearTo c, above 0; undefined: linear
 */
export function valueScale(
  domain: readonly [number, number],
  range: readonly [number, number],
  linearTo: number | undefined,
) {
  if (linearTo === undefined) return scale(domain, range)
  const warped = (v: number): number => Math.sign(v) * Math.log1p(Math.abs(v) / linearTo)
  const map = scale([warped(domain[0]), warped(domain[1])], range)
  return (value: number) => map(warped(value))
}

/** Linear map from a domain to pixels. */
export function scale(domain: readonly [number, number], range: readonly [number, number]) {
  const k = (range[1] - range[0]) / (domain[1] - domain[0])
  return (value: number) => range[0] + (value - domain[0]) * k
}
