/**
 * Exponential moving average with its start corrected, as TensorBoard smooths scalars
 * (tensorflow/tensorboard@34877f1, tensorboard/components/vz_line_chart2/line-chart.ts): with the
 * weight w, s ← w·s + (1 − w)·y from s = 0, drawn as s / (1 − wⁿ) after n finite values. Values that
 * are not finite stay what they are and are passed over; a constant trace stays exactly constant.
 *
 * @param weight in [0, 1); 0 smooths nothing. Values outside are brought in.
 */
export function smoothed(values: Float64Array, weight: number): Float64Array {
  const w = Math.min(Math.max(Number.isNaN(weight) ? 0 : weight, 0), 0.999_999)
  if (w === 0 || isConstant(values)) return values
  const out = new Float64Array(values.length)
  let sum = 0
  let rest = 1
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (!Number.isFinite(value)) {
      out[i] = value
      continue
    }
    sum = w * sum + (1 - w) * value
    rest *= w
    out[i] = sum / (1 - rest)
  }
  return out
}

function isConstant(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false
  return true
}
