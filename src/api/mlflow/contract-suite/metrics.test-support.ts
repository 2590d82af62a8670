import type { MlflowClient } from '../lists'
import { type Check, check } from './suite.test-support'
import { LONG, PEAK, START, UNKNOWN_RUN, type World } from './world.test-support'

type HistoryQuery = NonNullable<Parameters<MlflowClient['metricHistory']>[0]['query']>
type Metrics = Awaited<ReturnType<MlflowClient['metricHistory']>>['data']['metrics']
type SampledQuery = NonNullable<Parameters<MlflowClient['sampledHistories']>[0]['query']>
type Sampled = Awaited<ReturnType<MlflowClient['sampledHistories']>>['data']

const history =
  (run: keyof World['runs'], metric_key: string, more: Partial<HistoryQuery> = {}) =>
  (client: MlflowClient, { runs }: World) =>
    client.metricHistory({ query: { run_id: runs[run], metric_key, ...more } })

const steps = ({ metrics }: { metrics: Metrics }) => metrics.map(({ step }) => step)

async function walked(client: MlflowClient, world: World) {
  const metrics: Metrics = []
  let page_token = ''
  let pages = 0
  for (;;) {
    const { data, headers } = await history('long', 'curve', {
      max_results: 150,
      ...(page_token === '' ? {} : { page_token }),
    })(client, world)
    metrics.push(...data.metrics)
    pages += 1
    page_token = data.next_page_token
    if (page_token === '') return { data: { metrics, pages }, headers }
  }
}

const sampled =
  (
    runs: readonly (keyof World['runs'])[],
    max_results: number,
    range: Partial<SampledQuery> = {},
    metric_key = 'curve',
  ) =>
  (client: MlflowClient, world: World) =>
    client.sampledHistories({
      query: { run_ids: runs.map((name) => world.runs[name]), metric_key, max_results, ...range },
    })

/** Steps of each run's points, in their order. */
const sampledSteps = ({ metrics }: Sampled, { runs }: World) =>
  Object.fromEntries(
    Object.entries(runs)
      .map(([name, id]): [string, number[]] => [
        name,
        metrics.filter((row) => row.run_id === id).map(({ step }) => step),
      ])
      .filter(([, found]) => found.length > 0),
  )

const upTo = (length: number, from = 0) => Array.from({ length }, (_, i) => from + i)

export const metricChecks: readonly Check[] = [
  check('reader', 'a history, as it was logged', history('alpha', 'val/loss'), {
    status: 200,
    says: ({ metrics }) =>
      metrics
        .map(({ key, value, step, timestamp }) => [key, value, step, timestamp - START])
        .toSorted((a, b) => Number(a[1]) - Number(b[1])),
    is: [
      ['val/loss', 0.2, 2, 2000],
      ['val/loss', 0.3, 2, 2000],
      ['val/loss', 0.5, 1, 61_000],
      ['val/loss', 0.9, 0, 0],
    ],
  }),
  check('reader', 'a history of NaN', history('alpha', 'gone'), {
    status: 200,
    says: ({ metrics }) => metrics.map(({ value }) => value),
    is: [Number.NaN],
  }),
  check('reader', 'a history that is infinite', history('alpha', 'endless'), {
    status: 200,
    says: ({ metrics }) => metrics.map(({ value }) => value),
    is: [Number.POSITIVE_INFINITY],
  }),
  check('reader', 'a long history', history('long', 'curve'), {
    status: 200,
    says: (data) => [
      data.metrics.length,
      data.metrics.find(({ step }) => step === PEAK)?.value,
      data.next_page_token,
    ],
    is: [LONG, 1000, ''],
  }),
  check('reader', 'a long history in pages', walked, {
    status: 200,
    says: ({ metrics, pages }) => [new Set(metrics.map(({ step }) => step)).size, metrics.length, pages],
    is: { line2: [LONG, LONG, 1], line3: [LONG, LONG, 3] },
  }),
  check('reader', 'a history in pages of 0', history('long', 'curve', { max_results: 0 }), {
    status: { line2: 200, line3: 400 },
    code: 'INVALID_PARAMETER_VALUE',
    says: ({ metrics }) => metrics.length,
    is: LONG,
  }),
  check(
    'reader',
    'a history by a token that is none',
    history('long', 'curve', { max_results: 10, page_token: 'garbage!' }),
    {
      status: { line2: 200, line3: 400 },
      code: 'INVALID_PARAMETER_VALUE',
      says: ({ metrics }) => metrics.length,
      is: LONG,
    },
  ),
  check('reader', 'a history with steps below 0', history('long', 'acc'), {
    status: 200,
    says: (data) => Math.min(...steps(data)),
    is: -10,
  }),
  check('reader', 'a history that was never logged', history('alpha', 'never'), {
    status: 200,
    says: steps,
    is: [],
  }),
  check('reader', 'a history of others', history('secret', 'acc'), { status: 403, code: null }),
  check(
    'reader',
    'a history of an unknown run',
    (c) => c.metricHistory({ query: { run_id: UNKNOWN_RUN, metric_key: 'acc' } }),
    {
      status: { line2: 404, line3: 403 },
      code: { line2: 'RESOURCE_DOES_NOT_EXIST', line3: null },
    },
  ),
  check(
    'admin',
    'a history of an unknown run',
    (c) => c.metricHistory({ query: { run_id: UNKNOWN_RUN, metric_key: 'acc' } }),
    {
      status: 200,
      says: steps,
      is: [],
    },
  ),
  check('reader', 'a history without a key', history('alpha', ''), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),

  check('reader', 'a sampled history that is short', sampled(['alpha'], 320, {}, 'val/loss'), {
    status: 200,
    says: ({ metrics }) => metrics.map(({ step, value }) => [step, value]),
    is: [
      [0, 0.9],
      [1, 0.5],
      [2, 0.2],
      [2, 0.3],
    ],
  }),
  check('reader', 'a sampled history', sampled(['long'], 10), {
    status: 200,
    says: sampledSteps,
    is: {
      line2: { long: [...upTo(10).map((i) => i * 40), 399] },
      line3: { long: [...upTo(9).map((i) => i * 40), 399] },
    },
  }),
  check('reader', 'two sampled histories of other lengths', sampled(['long', 'plain'], 10), {
    status: 200,
    says: sampledSteps,
    is: {
      line2: { long: [0, 40, 79, 80, 120, 160, 200, 240, 280, 320, 360, 399], plain: [0, 40, 79] },
      line3: {
        long: [0, 40, 80, 120, 160, 200, 240, 280, 320, 399],
        plain: [0, 8, 16, 24, 32, 40, 48, 56, 64, 79],
      },
    },
  }),
  check('reader', 'a sampled history of a run that is named twice', sampled(['plain', 'plain'], 5), {
    status: 200,
    says: ({ metrics }) => metrics.map(({ step }) => step),
    is: {
      line2: [0, 16, 32, 48, 64, 79, 0, 16, 32, 48, 64, 79],
      line3: [0, 16, 32, 48, 79, 0, 16, 32, 48, 79],
    },
  }),
  check(
    'reader',
    'the later half of a sampled history',
    sampled(['long'], 10, { start_step: 200, end_step: 399 }),
    {
      status: 200,
      says: sampledSteps,
      is: { line2: { long: [399] }, line3: { long: [200, 220, 240, 260, 280, 300, 320, 340, 360, 399] } },
    },
  ),
  check(
    'reader',
    'the first half of a sampled history',
    sampled(['long'], 10, { start_step: 0, end_step: 199 }),
    {
      status: 200,
      says: sampledSteps,
      is: {
        line2: { long: [0, 20, 40, 60, 80, 100, 120, 140, 160, 180, 199] },
        line3: { long: [0, 20, 40, 60, 80, 100, 120, 140, 160, 199] },
      },
    },
  ),
  check(
    'reader',
    'a short piece of a sampled history',
    sampled(['long'], 10, { start_step: 300, end_step: 305 }),
    {
      status: 200,
      says: sampledSteps,
      is: { long: upTo(6, 300) },
    },
  ),
  check('reader', 'a sampled history with steps below 0', sampled(['long'], 320, {}, 'acc'), {
    status: 200,
    says: sampledSteps,
    is: { line2: { long: upTo(50) }, line3: { long: upTo(60, -10) } },
  }),
  check('reader', 'a sampled history of NaN', sampled(['alpha'], 10, {}, 'gone'), {
    status: 200,
    says: ({ metrics }) => metrics.map(({ value }) => value),
    is: [Number.NaN],
  }),
  check('reader', 'a sampled history that was never logged', sampled(['alpha'], 10, {}, 'never'), {
    status: 200,
    says: ({ metrics }) => metrics,
    is: [],
  }),
  check('reader', 'a sampled history with one end', sampled(['long'], 10, { start_step: 5 }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),
  check('reader', 'a sampled history from its end', sampled(['long'], 10, { start_step: 5, end_step: 4 }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),
  check('reader', 'a sampled history of 2,501 points', sampled(['long'], 2501), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),
  check('reader', 'a sampled history of no points', sampled(['long'], 0), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),
  check(
    'reader',
    'sampled histories of 80 ids',
    (c, w) =>
      c.sampledHistories({
        query: {
          run_ids: Array.from({ length: 80 }, () => w.runs.plain),
          metric_key: 'curve',
          max_results: 2,
        },
      }),
    {
      status: 200,
      says: ({ metrics }) => metrics.length,
      is: { line2: 240, line3: 160 },
    },
  ),
  check(
    'admin',
    'a sampled history of an unknown run',
    (c) => c.sampledHistories({ query: { run_ids: [UNKNOWN_RUN], metric_key: 'curve', max_results: 10 } }),
    { status: 200, says: ({ metrics }) => metrics, is: [] },
  ),
  check(
    'reader',
    'a sampled history of an unknown run',
    (c) => c.sampledHistories({ query: { run_ids: [UNKNOWN_RUN], metric_key: 'curve', max_results: 10 } }),
    {
      status: { line2: 200, line3: 404 },
      code: 'RESOURCE_DOES_NOT_EXIST',
      says: ({ metrics }) => metrics,
      is: [],
    },
  ),
  check('reader', 'sampled histories of others', sampled(['alpha', 'secret'], 10, {}, 'acc'), {
    status: { line2: 200, line3: 403 },
    code: null,
    says: sampledSteps,
    is: { alpha: [0], secret: [0] },
  }),
]
