import { prepare } from '~/data/prepare/prepare'
import { readTable } from '~/data/read-file'
import { createRandom, PURPOSE, type Random } from '~/drift/random'
import type { Sample } from '~/drift/sample'

/**
 * Makes the demo's histories: run by `npm run seed` and by the test that compares; the page loads only what they wrote.
 * The data are the bundled digits: images of 0 to 4 are what the reference holds, images of 5 to 9 are the drift.
 */
export interface Digits {
  reference: Sample
  /** Images of 0 to 4 that the reference does not hold. */
  usual: Sample
  /** Images of 5 to 9. */
  unusual: Sample
}

/** Rows of the stream file before 5 to 9 begin: see `data/samples.ts`. */
const USUAL_ROWS = 450

/** Text of the two bundled files, by name. */
export type BundledTexts = Readonly<Record<'digits-reference.csv' | 'digits-stream.csv', string>>

export async function readDigits(texts: BundledTexts): Promise<Digits> {
  const [reference, test] = await Promise.all(
    (['digits-reference.csv', 'digits-stream.csv'] as const).map(async (name) => {
      const { columns, summary } = await readTable(new File([texts[name]], name))
      return { columns, name, digest: summary.digest }
    }),
  )
  if (!reference || !test) throw new Error('Two files were read and not both are there.')
  const samples = prepare(
    { reference, test },
    {
      reference,
      test,
      split: null,
      columns: reference.columns.columns.map(({ name }) => name),
      standardise: false,
      timeColumn: null,
    },
  )
  const rows = Array.from({ length: samples.test.rows }, (_, row) => row)
  return {
    reference: samples.reference,
    usual: pick(samples.test, rows.slice(0, USUAL_ROWS)),
    unusual: pick(samples.test, rows.slice(USUAL_ROWS)),
  }
}

/** These rows of a sample, in this order; a row may come more than once. */
export function pick(sample: Sample, rows: readonly number[]): Sample {
  const d = sample.columns.length
  const values = new Float64Array(rows.length * d)
  rows.forEach((row, i) => values.set(sample.values.subarray(row * d, (row + 1) * d), i * d))
  return {
    rows: rows.length,
    columns: sample.columns,
    values,
    rowNumbers: Uint32Array.from(rows, (row) => sample.rowNumbers[row] ?? 0),
  }
}

/** One sample after the other. */
export function join(a: Sample, b: Sample): Sample {
  const values = new Float64Array(a.values.length + b.values.length)
  values.set(a.values)
  values.set(b.values, a.values.length)
  const rowNumbers = Uint32Array.from([...a.rowNumbers, ...b.rowNumbers])
  return { rows: a.rows + b.rows, columns: a.columns, values, rowNumbers }
}

/** The `count` rows nearest to one of them, itself first: what a camera sees that shows the same all the time. */
export function nearest(sample: Sample, row: number, count: number): number[] {
  const d = sample.columns.length
  const at = (i: number, j: number) => sample.values[i * d + j] ?? 0
  const distances = Array.from({ length: sample.rows }, (_, i) => {
    let sum = 0
    for (let j = 0; j < d; j++) sum += (at(i, j) - at(row, j)) ** 2
    return { i, sum }
  })
  return distances
    .toSorted((a, b) => a.sum - b.sum || a.i - b.i)
    .slice(0, count)
    .map(({ i }) => i)
}

/** Random numbers of the `index`-th thing that is made under a seed. */
export function randomOf(seed: number, index: number): Random {
  return createRandom(seed, PURPOSE.simulation, index)
}

/** Six significant digits: what is stored is what was judged, and a file stays small. */
export function short(value: number): number {
  return Number(value.toPrecision(6))
}
