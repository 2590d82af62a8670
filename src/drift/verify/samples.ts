import type { Sample } from '../sample'
import { type GoldenCase, type GoldenFile, inputNames, inputOf } from './cases'

/** Rows of numbers (columns x1 … xd), numbered from 1. */
export function sampleOfRows(rows: readonly (readonly unknown[])[]): Sample {
  const d = rows[0]?.length ?? 1
  return {
    rows: rows.length,
    columns: Array.from({ length: d }, (_, j) => `x${j + 1}`),
    values: Float64Array.from(rows.flat(), Number),
    rowNumbers: Uint32Array.from(rows, (_, i) => i + 1),
  }
}

/** Reference and test of a case with two inputs; columns of text become categories that both share. */
export function samplesOf(file: GoldenFile, c: GoldenCase): { reference: Sample; test: Sample } {
  const [first, second] = inputNames(c)
  if (first === undefined || second === undefined) throw new Error('the case does not have two inputs')
  const rows = [inputOf(file, first), inputOf(file, second)] as const
  const d = rows[0][0]?.length ?? 1
  const levels = Array.from({ length: d }, (_, j) => {
    const cells = rows.flatMap((side) => side.map((row) => row[j]))
    return cells.some((x) => typeof x === 'string') ? [...new Set(cells.map(String))].sort() : null
  })
  if (levels.every((level) => level === null))
    return { reference: sampleOfRows(rows[0]), test: sampleOfRows(rows[1]) }
  const coded = (side: readonly (readonly unknown[])[]): Sample => ({
    ...sampleOfRows(side.map((row) => row.map((x, j) => levels[j]?.indexOf(String(x)) ?? x))),
    levels,
  })
  return { reference: coded(rows[0]), test: coded(rows[1]) }
}
