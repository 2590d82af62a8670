/** Linear map from a domain to pixels. */
export function scale(domain: readonly [number, number], range: readonly [number, number]) {
  const k = (range[1] - range[0]) / (domain[1] - domain[0])
  return (value: number) => range[0] + (value - domain[0]) * k
}
