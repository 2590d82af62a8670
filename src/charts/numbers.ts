/** A narrow no-break space: "1 000" stays on one line. */
const THIN = '\u202f'
const MINUS = '\u2212'

/** "1 346", "-12" with a true minus. For whole numbers. */
export function grouped(value: number): string {
  const digits = String(Math.abs(value)).replace(/\B(?=(\d{3})+(?!\d))/g, THIN)
  return value < 0 ? MINUS + digits : digits
}

/** Four significant digits, no trailing zeros: 0.03659, 0.012, 1 234, 2.1e−7; "–" where not defined. */
export function significant(value: number, digits = 4): string {
  if (Number.isNaN(value)) return '–'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${MINUS}∞`
  if (value === 0) return '0'
  const magnitude = Math.abs(value)
  const short = Number(magnitude.toPrecision(digits))
  let text: string
  if (short < 1e-4 || short >= 1e9) text = exponent(short)
  else {
    const [whole = '0', fraction] = plain(short).split('.')
    text = grouped(Number(whole)) + (fraction === undefined ? '' : `.${fraction}`)
  }
  return value < 0 ? MINUS + text : text
}

/** A fixed number of decimals with a true minus: what a y axis needs. */
export function fixed(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals)
  const [whole = '0', fraction] = text.split('.')
  const out = grouped(Number(whole)) + (fraction === undefined ? '' : `.${fraction}`)
  // −0.00 is a rounding artefact, not a number people know.
  return value < 0 && Number(text) !== 0 ? MINUS + out : out
}

/** "2.1e−7" */
export function exponent(value: number): string {
  return value.toExponential().replace('e-', `e${MINUS}`).replace('e+', 'e')
}

function plain(value: number): string {
  return value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 12 })
}
