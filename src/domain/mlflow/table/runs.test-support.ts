import type { Run } from '../run'
import { RunIndex } from './run-index'

/** A run as tests write it: metrics, parameters and tags as plain objects. */
export interface RunSketch extends Partial<Omit<Run, 'metrics' | 'params' | 'tags'>> {
  metrics?: Record<string, number>
  params?: Record<string, string>
  tags?: Record<string, string>
}

export function runOf({ metrics = {}, params = {}, tags = {}, ...rest }: RunSketch): Run {
  const texts = (record: Record<string, string>) =>
    Object.entries(record).map(([key, value]) => ({ key, value }))
  return {
    id: 'r',
    experimentId: '83',
    name: '',
    user: '',
    status: 'FINISHED',
    startedAt: 0,
    endedAt: null,
    lifecycle: 'active',
    artifactUri: '',
    datasets: [],
    ...rest,
    metrics: Object.entries(metrics).map(([key, value]) => ({ key, value, step: 0, at: 0 })),
    params: texts(params),
    tags: texts(tags),
  }
}

/** An index of runs `r0`, `r1`, … that started one after the other unless they say otherwise. */
export function indexOf(...sketches: RunSketch[]): RunIndex {
  const index = new RunIndex()
  index.put(sketches.map((sketch, i) => runOf({ id: `r${i}`, startedAt: i, ...sketch })))
  return index
}

export function idsOf(index: RunIndex, rows: ArrayLike<number>): (string | null)[] {
  return Array.from(rows, (row) => index.idOf(row))
}
