import { createRandom, normal, PURPOSE, uniform } from '~/drift/random'
import { historyOf } from './curves'
import type { HistoryRow, RunRow, Tag } from './tables'

/** A search for the best settings: one parent, many trials, more than one page of them. */
export const SWEEP_ID = '91'
/** What people log that is hard to read. */
export const ODD_ID = '96'

// The demo moves it to today: its last trials still run.
const START = Date.parse('2024-09-20T02:00:00Z')
const TRIALS = 240
const EVERY_MS = 90_000
const ROUNDS = 30
const id = (kind: string, n: number): string => `${kind}${String(n).padStart(6, '0')}`.padEnd(32, '0')

const PARENT_ID = id('aa', 0)
export const ODD_RUN_ID = id('cc', 1)

export function sweepRuns(): { runs: RunRow[]; histories: HistoryRow[] } {
  const random = createRandom(91, PURPOSE.simulation)
  const trials = Array.from({ length: TRIALS }, (_, n) => {
    const lr = 10 ** (-4 + 3 * uniform(random))
    const depth = 2 + Math.floor(uniform(random) * 5)
    const dropout = Math.floor(uniform(random) * 5) / 10
    const score = 0.9 - 0.05 * (Math.log10(lr) + 2.5) ** 2 - 0.02 * Math.abs(depth - 4) - 0.1 * dropout
    return { n, lr, depth, dropout, accuracy: score + 0.01 * normal(random) }
  })
  const histories: HistoryRow[] = []
  const clock = createRandom(92, PURPOSE.simulation)
  const runs = trials.map(({ n, lr, depth, dropout, accuracy }): RunRow => {
    const run_id = id('bb', n)
    const startedAt = START + n * EVERY_MS
    // A deeper model takes longer, and each trial ends before the next begins.
    const lastsMs = Math.round(36_000 + 6000 * depth + 10_000 * uniform(clock))
    const isRunning = n === TRIALS - 1
    const curves = [
      { key: 'val/accuracy', from: 0.1, to: accuracy, pace: 6, noise: 0.004 },
      { key: 'val/loss', from: 2.3, to: 2.3 * (1 - accuracy), pace: 6, noise: 0.01 },
    ]
    const own = curves.map((curve, i) => ({
      run_id,
      metrics: historyOf(curve, {
        seed: 9100 + n * 2 + i,
        rounds: ROUNDS,
        startedAt,
        roundMs: lastsMs / ROUNDS,
      }),
    }))
    histories.push(...own)
    return runRow(
      SWEEP_ID,
      run_id,
      `trial-${String(n).padStart(3, '0')}`,
      isRunning ? 'RUNNING' : n % 60 === 17 ? 'KILLED' : 'FINISHED',
      [startedAt, isRunning ? null : startedAt + lastsMs],
      own.flatMap(({ metrics }) => metrics.slice(-1)),
      [
        { key: 'lr', value: String(Number(lr.toPrecision(3))) },
        { key: 'depth', value: String(depth) },
        { key: 'dropout', value: String(dropout) },
        { key: 'seed', value: '7' },
      ],
      [{ key: 'mlflow.parentRunId', value: PARENT_ID }],
    )
  })
  const parent = runRow(
    SWEEP_ID,
    PARENT_ID,
    'search for the best settings',
    'RUNNING',
    [START - 1000, null],
    [],
    [{ key: 'trials', value: String(TRIALS) }],
    [{ key: 'mlflow.note.content', value: 'Random search over **learning rate**, depth and dropout.' }],
  )
  return { runs: [parent, ...runs], histories }
}

/** Values and names that tools trip over. */
export function oddRuns(): { runs: RunRow[]; histories: HistoryRow[] } {
  const startedAt = Date.parse('2024-07-02T10:00:00Z')
  const at = (step: number) => startedAt + step * 1000
  const metrics = [
    { key: 'gone', value: 'NaN', timestamp: at(0), step: 0 },
    { key: 'endless', value: 1.7976931348623157e308, timestamp: at(0), step: 0 },
    { key: 'val/loss of the 2nd head', value: 0.25, timestamp: at(3), step: 3 },
  ]
  const histories: HistoryRow[] = [
    {
      run_id: ODD_RUN_ID,
      metrics: [0, 1, 2].map((step) => ({ key: 'gone', value: 'NaN', timestamp: at(step), step })),
    },
    {
      run_id: ODD_RUN_ID,
      metrics: [{ key: 'endless', value: 1.7976931348623157e308, timestamp: at(0), step: 0 }],
    },
    {
      run_id: ODD_RUN_ID,
      metrics: [3, 1, 2, 2].map((step) => ({
        key: 'val/loss of the 2nd head',
        value: 1 / (step + 1),
        timestamp: at(step),
        step,
      })),
    },
  ]
  const run = runRow(
    ODD_ID,
    ODD_RUN_ID,
    'quo"te’s & <b>tags</b> 🔥 مرحبا',
    'FINISHED',
    [startedAt, startedAt + 60_000],
    metrics,
    [
      { key: 'a key with spaces/and slashes.and dots', value: 'it\'s "quoted"' },
      { key: 'k'.repeat(250), value: 'a key of 250 characters' },
      { key: 'empty', value: '' },
    ],
    [
      { key: 'größe', value: 'klein' },
      { key: 'mlflow.note.content', value: '<script>alert(1)</script> **bold**' },
    ],
  )
  return { runs: [run], histories }
}

function runRow(
  experiment_id: string,
  run_id: string,
  run_name: string,
  status: string,
  [start_time, end_time]: [number, number | null],
  metrics: RunRow['data']['metrics'],
  params: Tag[],
  tags: Tag[],
): RunRow {
  return {
    info: {
      run_id,
      experiment_id,
      run_name,
      user_id: 'researcher@example.org',
      status,
      start_time,
      ...(end_time === null ? {} : { end_time }),
      artifact_uri: `mlflow-artifacts:/${experiment_id}/${run_id}/artifacts`,
      lifecycle_stage: 'active',
    },
    data: { metrics, params, tags: [{ key: 'mlflow.runName', value: run_name }, ...tags] },
  }
}
