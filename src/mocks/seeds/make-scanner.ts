import { driveSync } from '~/drift/drive'
import { below, uniform } from '~/drift/random'
import { loadDetector } from '~/drift/run'
import { type Digits, join, nearest, pick, randomOf, short } from './digits'
import type { ScannerColumns } from './scanner'
import { seededId } from './wire'

/**
 * 10,000 records of a scanner of handwritten digits: each is one window of 50 images, a quarter of an hour after the
 * one before, whose MMD² to the reference is computed by the detector that walks a stream. The stream deals digits 0
 * to 4, and among them such a share of 5 to 9 as `SHARES` says.
 */
const RECORDS = 10_000
const WINDOW = 50
const QUARTER_MS = 15 * 60_000
const LAST = Date.UTC(2024, 9, 3, 18)
const SEED = 10_000

/** From this image on, this share of 5 to 9; it moves in a straight line to the next. */
const SHARES: readonly (readonly [image: number, share: number])[] = [
  [0, 0],
  [2400, 0],
  [2900, 0.45],
  [3100, 0.5],
  [3101, 0],
  [5200, 0],
  [6400, 0.3],
  [6700, 0],
  [8100, 0],
  [8101, 0.7],
  [8400, 0.7],
  [8401, 0],
  [RECORDS + WINDOW, 0],
]

/** A sheet that came in again and again: images 7,300 to 7,329 are much the same. */
const REPEATED = { from: 7300, to: 7330, anchor: 5, neighbours: 12 } as const

/** What else is not usual: the neighbours of another image of 5 to 9. */
const OTHER = { anchor: 17, neighbours: 150 } as const

const MODELS = [
  { from: 0, model: 'digits-2.4' },
  { from: 6701, model: 'digits-2.5' },
]

function shareAt(image: number): number {
  const next = SHARES.findIndex(([from]) => from > image)
  const [from, low] = SHARES[next - 1] ?? [0, 0]
  const [to, high] = SHARES[next] ?? [image + 1, 0]
  return low + ((high - low) * (image - from)) / (to - from)
}

export async function makeScanner(digits: Digits): Promise<ScannerColumns> {
  const random = randomOf(SEED, 0)
  const { usual, unusual } = digits
  const all = join(usual, unusual)
  const repeated = nearest(unusual, REPEATED.anchor, REPEATED.neighbours)
  const others = nearest(unusual, OTHER.anchor, OTHER.neighbours)
  const images = Array.from({ length: RECORDS + WINDOW - 1 }, (_, i) => {
    const other = uniform(random) < shareAt(i)
    if (i >= REPEATED.from && i < REPEATED.to)
      return usual.rows + (repeated[below(random, repeated.length)] ?? REPEATED.anchor)
    return other
      ? usual.rows + (others[below(random, others.length)] ?? OTHER.anchor)
      : below(random, usual.rows)
  })
  const detect = await loadDetector('mmd-window')
  const params = { window: WINDOW, step: 1, simulations: 199, alpha: 0.05, seed: SEED }
  const result = driveSync(
    detect(params, { reference: digits.reference, test: pick(all, images), times: null }),
  )
  if (result.shape !== 'trace' || result.threshold === null)
    throw new Error('MMD over time walks a stream against one threshold.')
  const { threshold } = result
  const distance = Array.from(result.series[0]?.values ?? [], short)
  const broken = randomOf(SEED, 1)
  return {
    experiment: {
      id: seededId(randomOf(SEED, 2)),
      created_at: '2024-06-20T09:30:00.402117',
      name: 'digit-scanner',
      description: 'Ten thousand windows of scanned digits, one every quarter of an hour',
      public: true,
    },
    first: LAST - (RECORDS - 1) * QUARTER_MS,
    step: QUARTER_MS,
    seed: SEED,
    models: MODELS,
    tags: ['data-drift', 'MMD', 'streaming'],
    shared: {
      alpha: 0.05,
      drift_distance: short(threshold),
      sigma: short(Number(result.settings['sigma'])),
      // Four fifths of the way to drift.
      warning_distance: short(0.8 * threshold),
      window_size: WINDOW,
    },
    failed: Array.from({ length: RECORDS - 1 }, (_, i) => i).filter(() => below(broken, 250) === 0),
    running: [RECORDS - 1],
    distance,
  }
}
