import type { FileOfSelection } from '~/data/prepare/selection'
import type { DetectorResult } from '~/drift/results'
import { type JobToPublish, recordFor } from '../drift-watch/publish'
import type { KeyedText } from './run'

/** A metric that is to be logged. */
interface MetricToLog {
  key: string
  value: number
  timestamp: number
  step: number
}

/** What a detector's result is as a part of an MLflow run. */
export interface DriftLog {
  metrics: readonly MetricToLog[]
  tags: readonly KeyedText[]
  /** Its value is written as JSON. */
  artifact: { path: string; value: Readonly<Record<string, unknown>> }
}

/**
 * A result of the Lab in MLflow's terms: the statistic as `drift/mmd2` where it is MMD², else `drift/<detector>`, then `drift/p_value`,
 * `drift/threshold` and `drift/detected` (1 or 0), where the detector has them and they are finite; its detector and
 * the names and SHA-256 of its files as tags; and all of it as JSON, with the names that a Drift Watch record has.
 * @param at milliseconds since 1970 UTC
 */
export function driftLogOf(job: JobToPublish, at: number): DriftLog {
  const { main, selection } = job
  // The record knows which value stands for a trace or for many columns.
  const { parameters } = recordFor(job, { model: '', tags: [] })
  const metric = (key: string, value: unknown): MetricToLog[] =>
    typeof value === 'number' && Number.isFinite(value)
      ? [{ key: `drift/${key}`, value, timestamp: at, step: 0 }]
      : []
  const [statistic, threshold] = NAMES[main.shape](main)
  const test = selection.test ?? selection.reference
  return {
    metrics: [
      ...metric(keyOf(main), firstNumber(parameters, statistic)),
      ...metric('p_value', parameters['p_value']),
      ...metric('threshold', firstNumber(parameters, threshold)),
      ...metric('detected', job.drift ? 1 : 0),
    ],
    tags: [
      { key: 'drift.detector', value: main.detector },
      ...ofFile('reference', selection.reference),
      ...ofFile('test', test),
    ],
    artifact: {
      path: `drift/${main.detector}.json`,
      value: { drift_detected: job.drift, ...parameters },
    },
  }
}

/** A name is what people know a file by, a digest what tells whether it is that file. */
const ofFile = (part: 'reference' | 'test', { name, digest }: FileOfSelection): KeyedText[] => [
  ...(name === '' ? [] : [{ key: `drift.${part}.file`, value: name }]),
  { key: `drift.${part}.sha256`, value: digest },
]

/** One key for MMD² whichever detector watched it, so that runs are compared by it. */
function keyOf(main: DetectorResult): string {
  const name = main.shape === 'two-sample' ? main.statistic.name : main.statisticName
  return name === 'MMD²' ? 'mmd2' : main.detector
}

/** Names under which a record has the statistic and its threshold, by the result's shape. */
const NAMES: Readonly<
  Record<DetectorResult['shape'], (result: DetectorResult) => readonly [string[], string[]]>
> = {
  'two-sample': () => [['distance'], ['drift_distance']],
  'per-column': ({ detector }) => [[`${detector}_statistic`, 'test_statistic'], ['threshold']],
  trace: () => [
    ['distance', 'test_statistic'],
    ['drift_distance', 'threshold'],
  ],
}

function firstNumber(of: Readonly<Record<string, unknown>>, names: readonly string[]): unknown {
  return names.map((name) => of[name]).find((value) => typeof value === 'number')
}
