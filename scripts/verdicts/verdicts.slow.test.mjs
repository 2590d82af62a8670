import { expect, it } from 'vitest'
import { rowPlaces } from '~/domain/detection/row-places'
import { verdictOf } from '~/domain/detection/verdict'
import { driveSync } from '~/drift/drive'
import { DriftError } from '~/drift/errors'
import { createRandom, normal, PURPOSE, uniform } from '~/drift/random'
import { detectors } from '~/drift/registry'
import { loadDetector } from '~/drift/run'
import { sampleOf } from '~/drift/samples-for-tests'

// Every sentence that a verdict can begin with, of every detector: docs/verdicts.md is read by people. Where it differs,
// `npx vitest run --project slow scripts/verdicts -u` writes it anew, and the difference is read before it is committed.

/** @typedef {import('~/drift/define').Detector} Detector */
/** @typedef {import('~/drift/results').DetectorResult} Result */
/** @typedef {(row: number) => number} Level standard deviations, or steps of an error rate; NaN: missing */
/** @typedef {{ title: string, rows: number, reference: number, level: Level, constant?: readonly [number, number], still?: true }} Like */

/**
 * What the test rows are like. The reference has level 0 throughout, and as many rows as `reference`.
 * `constant`: the one value of the reference and that of the test rows; `still`: of the columns, only the first varies.
 * @type {readonly Like[]}
 */
const CASES = [
  { title: 'No change', rows: 600, reference: 200, level: () => 0 },
  { title: 'One change, at row 301', rows: 600, reference: 200, level: (i) => (i < 300 ? 0 : 1) },
  {
    title: 'Two changes, at rows 301 and 601',
    rows: 900,
    reference: 200,
    level: (i) => (i < 300 ? 0 : i < 600 ? 1 : 2),
  },
  {
    title: 'A spike of ten rows, at row 401',
    rows: 600,
    reference: 200,
    level: (i) => (i >= 400 && i < 410 ? 3 : 0),
  },
  { title: 'Too few rows: 3', rows: 3, reference: 3, level: () => 0 },
  { title: 'Constant: every value is 0', rows: 500, reference: 200, level: () => 0, constant: [0, 0] },
  {
    title: 'Constants that differ: every value is 0 in the reference and 1 in the test rows',
    rows: 500,
    reference: 200,
    level: () => 0,
    constant: [0, 1],
  },
  {
    title: 'One change, at row 301, in the first column; the second is constant',
    rows: 600,
    reference: 200,
    level: (i) => (i < 300 ? 0 : 1),
    still: true,
  },
  {
    title: 'Unknown: every value of the test rows is missing',
    rows: 300,
    reference: 200,
    level: () => Number.NaN,
  },
]

/** Simulated streams and permutations: fewer than by default, which changes no sentence. */
const QUICK = {
  'mmd-window': { simulations: 99 },
  'mmd-online': { simulations: 1000, runTime: 500 },
  'lsdd-online': { simulations: 1000, runTime: 500 },
  'cvm-online': { simulations: 1000, runTime: 500 },
  'fet-online': { simulations: 1000, runTime: 500 },
  'kdq-tree': { bootstraps: 199 },
  mmd: { permutations: 199 },
  lsdd: { permutations: 199 },
  energy: { permutations: 199 },
  bws: { permutations: 199 },
  'nn-dvi': { permutations: 99 },
}

/** Detectors that take only values of 0 and 1, as numbers. */
const BINARY = new Set(['fet-online', 'fisher', 'chi-square'])
const RATES = [0.1, 0.4, 0.8]

/**
 * @param {Detector} detector
 * @param {number} seed
 * @param {Like} like
 */
function rowsFor({ id, columns }, seed, { rows, level, constant, still }) {
  const random = createRandom(seed, PURPOSE.test)
  const bit = (/** @type {number} */ at) => (uniform(random) < (RATES[at] ?? 1) ? 1 : 0)
  return sampleOf(
    Array.from({ length: rows }, (_, i) => {
      const at = level(i)
      const count = columns === 'many' ? (id === 'fisher' ? 1 : 2) : columns === 'labels' ? 2 : 1
      if (constant) return Array.from({ length: count }, () => constant[seed === 1 ? 0 : 1])
      if (Number.isNaN(at)) return Array.from({ length: count }, () => Number.NaN)
      if (columns === 'labels') {
        const truth = uniform(random) < 0.5 ? 1 : 0
        return [truth, bit(at) === 1 ? 1 - truth : truth]
      }
      /** @param {number} j */
      const valueAt = (j) =>
        still && j > 0
          ? 0
          : columns === 'error' || BINARY.has(id)
            ? bit(Math.min(2, at))
            : normal(random) + 1.5 * at
      return Array.from({ length: count }, (_, j) => valueAt(j))
    }),
  )
}

const MARKS = { drift: '◆', unconfirmed: '◇', 'no-drift': '●', undecided: '◌' }

/**
 * @param {Detector} detector
 * @param {Like} like
 * @returns {Promise<{ said: string, shape: string }>} the verdict, and the same without what only this detector has
 */
async function verdictFor(detector, like) {
  const run = await loadDetector(detector.id, {})
  const needs = detector.kind === 'batch' || detector.needsReference
  const reference = needs ? rowsFor(detector, 1, { ...like, rows: like.reference, level: () => 0 }) : null
  try {
    const params = /** @type {Record<string, Record<string, number>>} */ (QUICK)[detector.id] ?? {}
    const test = rowsFor(detector, 2, like)
    const result = driveSync(run(params, { reference, test, times: null }))
    const { outcome, title, text } = verdictOf(result, null, rowPlaces)
    const said = `${MARKS[outcome]} **${title}** ${text}`
    return { said, shape: shapeOf(said, statisticOf(result)) }
  } catch (error) {
    if (!(error instanceof DriftError)) throw error
    const said = `✕ ${error.message}`
    return { said, shape: shapeOf(said, detector.name) }
  }
}

/** @param {Result} result */
function statisticOf(result) {
  return result.shape === 'two-sample' ? result.statistic.name : result.statisticName
}

/**
 * Sentences that differ in numbers, in the strongest column and in this name alone are told once.
 * @param {string} said
 * @param {string} name
 */
function shapeOf(said, name) {
  return said
    .replace(/(?<=\*\* )(x[0-9] (differs most|comes closest): )?\S.* = .*? (?=A column|It counts)/u, '')
    .replaceAll(` ${name} `, ' S ')
    .replaceAll(/[-−]?[0-9][0-9.,\u00A0]*(e-?[0-9]+)?/g, '#')
    .replaceAll('alarms', 'alarm')
    .replace(/most in x#( \(increase\))?/u, 'most in x')
}

it('what verdicts say is what docs/verdicts.md has, which people have read', async () => {
  const lines = [
    '# What verdicts say',
    '',
    `Written by \`scripts/verdicts/verdicts.slow.test.mjs\`: all ${detectors.length} detectors, with their defaults (but fewer simulations and permutations), on made-up rows. Sentences that differ only in numbers, and in the statistic and its effect size, stand once, with one detector's numbers and the names of all. ◆ drift, ◇ alarms that are no drift, ● none, ◌ undecided, ✕ refused.`,
  ]
  for (const like of CASES) {
    lines.push('', `## ${like.title}`, '')
    /** @type {Map<string, { said: string, ids: string[] }>} */
    const shapes = new Map()
    for (const detector of detectors) {
      const { said, shape } = await verdictFor(detector, like)
      const same = shapes.get(shape)
      if (same) same.ids.push(detector.id)
      else shapes.set(shape, { said, ids: [detector.id] })
    }
    for (const { said, ids } of shapes.values()) lines.push(`- ${said} _(${ids.join(', ')})_`)
  }
  lines.push('')
  await expect(lines.join('\n')).toMatchFileSnapshot('../../docs/verdicts.md')
}, 600_000)
