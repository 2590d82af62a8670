import { driveSync } from '~/drift/drive'
import { below } from '~/drift/random'
import type { TwoSampleResult } from '~/drift/results'
import { loadDetector } from '~/drift/run'
import type { Sample } from '~/drift/sample'
import type { WireDrift } from '~/api/drift-watch/contract'
import { type Digits, join, nearest, pick, randomOf, short } from './digits'
import { naiveTime, type SeedHistory, seededId } from './wire'

/**
 * 214 records of an under-water camera whose lens fouls, like the showcase of the real server: twice a day, twelve
 * images are compared with a reference by MMD². Clean images are digits 0 to 4; a fouled lens shows much the same
 * all the time, here the neighbours of one image of 5 to 9. How many of twelve are fouled is the plot of the story
 * (`fouledAt`); distances, p-values and verdicts are computed.
 */
const RECORDS = 214
const HALF_DAY_MS = 12 * 3_600_000
const FIRST = Date.UTC(2024, 5, 19, 4, 12)
/** Of the draws; among the first ten, one with which the plot comes out as 7 drifts in a row, then 14. */
const SEED = 4

const WINDOW = 12
const REFERENCE_ROWS = 120
/** Within images, in inked pixels. */
const SIGMA = 24
const PERMUTATIONS = 999
const WARNING = 0.1
const DRIFT = 0.125
const ANCHOR = 17
const NEIGHBOURS = 40

/** The model was fitted on what the camera saw until here. */
const BASELINE_RECORDS = 42
/** 22 August: a new model on a cleaned lens. */
const CLEANED = 128
const FAILED: readonly number[] = [32, 33, 78, 115, 116, 164]
const RUNNING = RECORDS - 1

/** From this record on, so many of twelve images are fouled. */
const FOULED: readonly (readonly [record: number, fouled: number])[] = [
  [0, 0],
  [80, 2],
  [86, 3],
  [92, 4],
  [98, 5],
  [106, 6],
  [111, 9],
  [120, 6],
  [CLEANED, 0],
  [192, 2],
  [195, 4],
  [198, 5],
  [199, 9],
  [200, 10],
  [204, 11],
  [208, 12],
  [211, 11],
]

function fouledAt(record: number): number {
  return FOULED.findLast(([from]) => from <= record)?.[1] ?? 0
}

export async function makeCamera(digits: Digits): Promise<SeedHistory> {
  const mmd = await loadDetector('mmd')
  const rows = Array.from({ length: REFERENCE_ROWS }, (_, row) => row)
  const reference = pick(digits.reference, rows)
  const fouling = nearest(digits.unusual, ANCHOR, NEIGHBOURS)
  const drifts = Array.from({ length: RECORDS }, (_, i): WireDrift => {
    const random = randomOf(SEED, i)
    const at = FIRST + i * HALF_DAY_MS + 1000 * below(random, 60)
    const row = {
      id: seededId(random),
      created_at: naiveTime(at, below(random, 1_000_000)),
      schema_version: '1.0.0',
      model: i < CLEANED ? 'v3.0' : 'v3.1',
      tags: ['data-drift', 'MMD', 'streaming', ...(i < BASELINE_RECORDS ? ['baseline'] : [])],
    }
    // A client logs values when it ends: a failed run and one that still goes on have none.
    if (i === RUNNING || FAILED.includes(i))
      return {
        ...row,
        job_status: i === RUNNING ? 'Running' : 'Failed',
        drift_detected: false,
        parameters: {},
      }
    const fouled = fouledAt(i)
    const clean = Array.from({ length: WINDOW - fouled }, () => below(random, digits.usual.rows))
    const dirty = Array.from({ length: fouled }, () => fouling[below(random, fouling.length)] ?? ANCHOR)
    const window = join(pick(digits.usual, clean), pick(digits.unusual, dirty))
    const result = compare(mmd, reference, window, i)
    const distance = short(result.statistic.value)
    return {
      ...row,
      job_status: 'Completed',
      drift_detected: distance > DRIFT,
      parameters: {
        distance,
        drift_distance: DRIFT,
        // One image in twenty could not be stored, and the client then logs null.
        link:
          below(random, 20) === 0
            ? null
            : `https://store.example?path=${row.created_at.slice(0, 10)}_${row.created_at.slice(11, 19).replaceAll(':', '-')}`,
        ...(i === CLEANED ? { note: 'lens cleaned' } : {}),
        p_value: result.pValue,
        ...(distance > DRIFT ? { permuted_statistics: Array.from(result.nullDistribution, short) } : {}),
        sigma: SIGMA,
        warning: distance > WARNING,
        warning_distance: WARNING,
        window_size: WINDOW,
      },
    }
  })
  return {
    experiment: {
      id: seededId(randomOf(SEED, RECORDS)),
      created_at: naiveTime(FIRST - HALF_DAY_MS, 118_204),
      name: 'obsea-camera',
      description: 'Camera cleanliness from images',
      public: true,
    },
    drifts,
  }
}

function compare(
  mmd: Awaited<ReturnType<typeof loadDetector>>,
  reference: Sample,
  test: Sample,
  record: number,
): TwoSampleResult {
  const params = {
    bandwidth: 'given',
    sigma: SIGMA,
    permutations: PERMUTATIONS,
    pictures: false,
    seed: record,
  }
  const result = driveSync(mmd(params, { reference, test }))
  if (result.shape !== 'two-sample') throw new Error('MMD compares two samples.')
  return result
}
