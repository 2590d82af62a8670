import { serveApp } from './app-server.mjs'

export const EXPERIMENT = '00000000-0000-4000-8000-0000000000aa'
export const RECORDS = 10_000

/**
 * 10,000 runs, one every quarter of an hour, with a drift now and then, as a Drift Watch server sends them. Seeded: the
 * same in every run.
 */
function makeRecords() {
  let state = 7
  const noise = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32 - 0.5
  const first = Date.UTC(2024, 5, 21)
  return Array.from({ length: RECORDS }, (_, i) => {
    const isFailed = i % 271 === 270
    const distance = 0.02 * noise() + (i % 2500 > 2300 ? 0.15 : 0.005)
    return {
      id: `00000000-0000-4000-8000-${i.toString(16).padStart(12, '0')}`,
      created_at: new Date(first + i * 900_000).toISOString().slice(0, -1),
      schema_version: '1.0.0',
      job_status: isFailed ? 'Failed' : 'Completed',
      model: i < 6000 ? 'v1' : 'v2',
      drift_detected: !isFailed && distance > 0.1,
      tags: ['data-drift', 'MMD'],
      parameters: isFailed
        ? {}
        : {
            distance,
            drift_distance: 0.1,
            warning_distance: 0.08,
            p_value: 0.2,
            sigma: 35.2,
            window_size: 50,
          },
    }
  })
}

/**
 * A plain server outside the page: the built app for real servers, and a Drift Watch of one experiment that answers as
 * fast as node can.
 * @param {string} folder of the build
 */
export async function serveHistory(folder) {
  const records = makeRecords()
  const experiment = {
    id: EXPERIMENT,
    created_at: '2024-06-20T09:30:00',
    name: 'ten thousand',
    public: true,
    permissions: [],
  }
  return serveApp({
    folder,
    backend: 'drift-watch',
    answer: (path, query) => {
      if (path === `/experiment/${EXPERIMENT}`) return { body: JSON.stringify(experiment) }
      if (path !== `/experiment/${EXPERIMENT}/drift/search`) return null
      const page = Number(query.get('page') ?? 1)
      const size = Number(query.get('page_size') ?? 10)
      const said = { total: RECORDS, total_pages: Math.ceil(RECORDS / size), page }
      return {
        body: JSON.stringify(records.slice((page - 1) * size, page * size)),
        headers: { 'X-Pagination': JSON.stringify(said) },
      }
    },
  })
}
