/** @import { Sides } from '../bench-peers.mjs' */
/** @import { Row } from './report.mjs' */
import { judgedByRatio } from './peer-goals.mjs'
import { ms } from './report.mjs'

/**
 * `goal`: how many times as fast as a peer.
 * @type {{ n: number, d: number, permute?: 'rows' | 'bins', goal: { numpy?: number, frouros: number } }[]}
 */
const MMD = [
  { n: 100, d: 10, goal: { frouros: 500 } },
  { n: 500, d: 10, goal: { frouros: 700 } },
  { n: 1000, d: 1, goal: { numpy: 40, frouros: 3500 } },
  { n: 1000, d: 10, goal: { numpy: 10, frouros: 1200 } },
  { n: 1000, d: 784, goal: { numpy: 2, frouros: 4000 } },
  { n: 5000, d: 10, goal: { frouros: 1000 } },
  // Ours deals whole bins of rows, theirs rows: no library has it.
  { n: 5000, d: 10, permute: 'bins', goal: { frouros: 3000 } },
]
const PERMUTATIONS = 1000
/**
 * Frouros computes the kernel anew for every permutation: with more rows than these, its time for all is told by a
 * straight line through those for two small numbers of them.
 */
const RUN_WHOLE = 500
const FEW = 2
const MORE = 12

/**
 * The permutation test of MMD: ours, the library that has it, and the strong baseline that no library ships.
 * @param {Sides} sides
 * @param {boolean} isQuick
 * @returns {Promise<Row[]>}
 */
export async function compareMmd({ ours, frouros }, isQuick) {
  /** @type {Row[]} */
  const rows = []
  const turns = isQuick ? 2 : 5
  console.log(
    `MMD, ${PERMUTATIONS} permutations, one core each, ms of the processor (least of ${turns} turns; * from few permutations)`,
  )
  for (const { permute = 'rows', goal, ...size } of isQuick ? MMD.slice(0, 2) : MMD) {
    const times = { ours: Infinity, numpy: Infinity, whole: Infinity, few: Infinity, more: Infinity }
    const task = { ...size, permutations: PERMUTATIONS }
    const runsWhole = size.n <= RUN_WHOLE
    // A warm worker: compiled, and compiled again by what was learnt.
    for (let run = 0; run < (size.n > 1000 ? 1 : 12); run++)
      await ours.time({ work: 'mmd', ...task, permute })
    for (let turn = 0; turn < turns; turn++) {
      const least = async (/** @type {keyof typeof times} */ of, /** @type {Promise<number>} */ measured) => {
        times[of] = Math.min(times[of], await measured)
      }
      for (let again = 0; again < 3; again++)
        await least('ours', ours.time({ work: 'mmd', ...task, permute }))
      await least('numpy', frouros.time({ peer: 'numpy', ...task }))
      if (turn >= 2) continue
      if (runsWhole) await least('whole', frouros.time({ peer: 'frouros', ...task }))
      else {
        await least('few', frouros.time({ peer: 'frouros', ...size, permutations: FEW }))
        await least('more', frouros.time({ peer: 'frouros', ...size, permutations: MORE }))
      }
    }
    const each = (times.more - times.few) / (MORE - FEW)
    const whole = runsWhole ? times.whole : times.few + (PERMUTATIONS - FEW) * each
    const what = `n = m = ${size.n}, d = ${size.d}${permute === 'bins' ? ', ours by bins of rows' : ''}`
    const ratios = { numpy: times.numpy / times.ours, frouros: whole / times.ours }
    const measured = `${ms(times.ours)}; numpy ${ms(times.numpy)} (${ratios.numpy.toFixed(1)} ×), frouros ${ms(whole)}${runsWhole ? '' : '*'} (${ratios.frouros.toFixed(0)} ×)`
    console.log(`${what}: ${measured}`)
    rows.push({ what, measured, ...judgedByRatio(goal, ratios) })
  }
  return rows
}
