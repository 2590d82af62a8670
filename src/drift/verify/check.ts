import { CodedError } from '~/lib/errors'
import * as v from 'valibot'
import { driveSync } from '../drive'
import { DriftError } from '../errors'
import { detectorById } from '../registry'
import { loadDetector } from '../run'
import type { Sample } from '../sample'
import { openStream, type StreamStep } from '../stream'
import { decode, type GoldenCase, type GoldenFile, inputNames, inputOf } from './cases'
import { compare, type Tolerance, toleranceOf } from './compare'
import type { Mapped } from './mapped'
import { mapping } from './mapping'
import { sampleOfRows, samplesOf } from './samples'

export type CaseOutcome =
  | { status: 'passed' }
  | { status: 'failed'; why: string }
  | { status: 'not offered'; row: number; why: string }

/**
 * Runs one golden case through the public registry. `name` is the file's, without its ending.
 * Flags must agree exactly, numbers within the case's own tolerance: |a − b| ≤ max(abs, rel · max(|a|, |b|)).
 */
export async function checkCase(name: string, file: GoldenFile, c: GoldenCase): Promise<CaseOutcome> {
  const map = mapping[name] ?? mapping[file.detector]
  if (!map) return { status: 'failed', why: `no detector is known for '${name}'` }
  try {
    const mapped = map(c, file)
    if (mapped.kind === 'not offered') return { status: 'not offered', row: mapped.row, why: mapped.why }
    const wrong = await check(mapped, file, c)
    return wrong.length === 0 ? { status: 'passed' } : { status: 'failed', why: wrong[0]! }
  } catch (error) {
    const code = error instanceof CodedError ? `${error.code}: ` : ''
    return { status: 'failed', why: `${code}${error instanceof Error ? error.message : String(error)}` }
  }
}

async function check(
  mapped: Exclude<Mapped, { kind: 'not offered' }>,
  file: GoldenFile,
  c: GoldenCase,
): Promise<string[]> {
  switch (mapped.kind) {
    case 'stream':
      return checkStream(mapped, file, c)
    case 'batch':
      return checkBatch(mapped, file, c)
    case 'values':
      return compareFields(await mapped.values(), c)
    case 'refused':
      return checkRefused(mapped, file, c)
    case 'custom':
      return mapped.check()
  }
}

/** As long as JavaScript counts rows: a flag's inclusive ranges. */
function rangesOf(rows: readonly number[]): [number, number][] {
  const ranges: [number, number][] = []
  for (const row of rows) {
    const last = ranges.at(-1)
    if (last && last[1] === row - 1) last[1] = row
    else ranges.push([row, row])
  }
  return ranges
}

async function checkStream(
  mapped: Extract<Mapped, { kind: 'stream' }>,
  file: GoldenFile,
  c: GoldenCase,
): Promise<string[]> {
  const { rows, reference } = streamInput(mapped, file, c)
  const resets = c.policy === 'none' || c.policy === 'reset_on_drift' ? { reset: 'none' } : {}
  const opened = await openStream(
    mapped.detector,
    { ...resets, missing: 'propagate', ...mapped.params },
    { reference, columns: rows[0]?.length ?? 1 },
  )
  const stream = mapped.prepare ? await mapped.prepare(opened, reference) : opened
  const seen = { drift: [] as number[], warning: [] as number[] }
  const trace = (c.expected['trace'] ?? {}) as Record<string, unknown[]>
  const steps = (trace['step'] ?? []) as number[]
  const wrong: string[] = []
  let at = 0
  let refusedAt: number | null = null
  for (const [i, row] of rows.entries()) {
    let step: StreamStep
    try {
      step = stream.update(row)
    } catch (error) {
      if (!(error instanceof DriftError)) throw error
      refusedAt = i
      break
    }
    if (step.drift) seen.drift.push(i)
    if (step.warning) seen.warning.push(i)
    if (steps[at] === i) {
      wrong.push(...compareTrace(mapped.trace ?? {}, trace, at, stream.internals(), () => stream, c))
      at++
    }
    if (step.drift && c.policy === 'reset_on_drift') stream.reset()
  }
  const given: Record<string, unknown> = {
    drift: rangesOf(seen.drift),
    warning: rangesOf(seen.warning),
    error: refusedAt,
  }
  for (const [field, value] of Object.entries(c.expected)) {
    if (field === 'trace') {
      if (at !== steps.length) wrong.push(`${at} of ${steps.length} traced rows were reached`)
    } else if (field === 'error') {
      const expected = (value as { at?: number }).at
      if (refusedAt !== (expected ?? refusedAt) || refusedAt === null)
        wrong.push(`refused at ${refusedAt}, expected at ${expected}`)
    } else if (field === 'drift' || field === 'warning') {
      if (JSON.stringify(given[field]) !== JSON.stringify(value))
        wrong.push(
          `${field} ${JSON.stringify(given[field]).slice(0, 80)}, expected ${JSON.stringify(value).slice(0, 80)}`,
        )
    } else {
      const read = mapped.read?.[field]
      if (!read) wrong.push(`nothing says what '${field}' is`)
      else if (typeof read === 'function') wrong.push(...compare(field, read(seen), value, toleranceOf(c)))
    }
  }
  if (!('error' in c.expected) && refusedAt !== null) wrong.unshift(`refused at row ${refusedAt}`)
  return wrong
}

function streamInput(
  mapped: Extract<Mapped, { kind: 'stream' }>,
  file: GoldenFile,
  c: GoldenCase,
): { rows: number[][]; reference: Sample | null } {
  const names = inputNames(c)
  const number = (x: unknown): number => (mapped.inverted ? 1 - Number(x) : Number(x))
  const numbers = (name: string) => inputOf(file, name).map((row) => row.map(number))
  const [first, second] = names
  if (first === undefined) throw new Error('the case has no input')
  const detector = detectorById(mapped.detector)
  if (second === undefined) return { rows: numbers(first), reference: null }
  if (detector?.columns === 'labels') {
    const predicted = numbers(second)
    return {
      rows: numbers(first).map((row, i) => [row[0]!, predicted[i]?.[0] ?? Number.NaN]),
      reference: null,
    }
  }
  return { rows: numbers(second), reference: sampleOfRows(inputOf(file, first)) }
}

function compareTrace(
  ours: NonNullable<Extract<Mapped, { kind: 'stream' }>['trace']>,
  trace: Record<string, unknown[]>,
  at: number,
  internals: Record<string, number>,
  stream: () => Parameters<Extract<(typeof ours)[string], (...args: never) => unknown>>[0],
  c: GoldenCase,
): string[] {
  return Object.entries(trace).flatMap(([field, values]) => {
    if (field === 'step') return []
    const where = ours[field]
    if (where === undefined) return [`nothing says what the traced '${field}' is`]
    if (typeof where === 'object') return []
    const value = typeof where === 'function' ? where(stream()) : internals[where]
    if (value === undefined) return [`the state has no '${String(where)}'`]
    return compare(`${field} at row ${String(trace['step']?.[at])}`, value, values[at], toleranceOf(c))
  })
}

async function checkBatch(
  mapped: Extract<Mapped, { kind: 'batch' }>,
  file: GoldenFile,
  c: GoldenCase,
): Promise<string[]> {
  const detect = await loadDetector(mapped.detector, mapped.params)
  const result = driveSync(detect(mapped.params, samplesOf(file, c)))
  return Object.entries(c.expected).flatMap(([field, value]) => {
    const read = mapped.read[field]
    if (!read) return [`nothing says what '${field}' is`]
    return typeof read === 'function' ? compareField(field, read(result), value, toleranceOf(c)) : []
  })
}

async function checkRefused(
  mapped: Extract<Mapped, { kind: 'refused' }>,
  file: GoldenFile,
  c: GoldenCase,
): Promise<string[]> {
  if (refusesParams(mapped.detector, mapped.params)) return []
  if (inputNames(c).length === 0) return ['accepted, where the library refuses']
  try {
    const detect = await loadDetector(mapped.detector, mapped.params)
    driveSync(detect(mapped.params, samplesOf(file, c)))
  } catch (error) {
    if (error instanceof DriftError) return []
    throw error
  }
  return ['accepted, where the library refuses']
}

/** Whether a detector's own declaration refuses these parameters. @throws Error for an unknown detector */
function refusesParams(id: string, params: Record<string, unknown>): boolean {
  const detector = detectorById(id)
  if (!detector) throw new Error(`there is no detector '${id}'`)
  return !v.safeParse(detector.params.schema, params).success
}

function compareFields(ours: Record<string, unknown>, c: GoldenCase): string[] {
  return Object.entries(c.expected).flatMap(([field, value]) =>
    field in ours
      ? compareField(field, ours[field], value, toleranceOf(c))
      : [`nothing says what '${field}' is`],
  )
}

function compareField(field: string, ours: unknown, theirs: unknown, tolerance: Tolerance): string[] {
  if (!field.endsWith('_range')) return compare(field, ours, theirs, tolerance)
  const [low, high] = decode(theirs) as [number, number]
  return Number(ours) >= low && Number(ours) <= high
    ? []
    : [`${field}: ${String(ours)} is not in ${low} … ${high}`]
}
