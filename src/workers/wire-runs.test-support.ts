/** An answer as its bytes: JSON, or text as it is. */
export const bytesOf = (answer: unknown): ArrayBuffer =>
  new TextEncoder().encode(typeof answer === 'string' ? answer : JSON.stringify(answer)).buffer

interface WireSketch {
  metrics?: Record<string, number | string>
  params?: Record<string, string>
  tags?: Record<string, string>
  name?: string
}

/** A run as `runs/search` tells it. */
export function wireRun(id: string, start: number, { metrics, params, tags, name }: WireSketch = {}) {
  const keyed = <T>(record: Record<string, T> = {}) =>
    Object.entries(record).map(([key, value]) => ({ key, value }))
  return {
    info: { run_id: id, experiment_id: '83', run_name: name ?? id, status: 'FINISHED', start_time: start },
    data: {
      metrics: keyed(metrics).map((metric) => ({ ...metric, timestamp: 1, step: 1 })),
      params: keyed(params),
      tags: keyed(tags),
    },
  }
}
