import { describe, expect, test } from 'vitest'
import type { Progress } from '~/drift/define'
import { loadFile } from './data-client'
import { expected, modes, referenceText, sharedRun, table, testText } from './fixtures/shared-run'
import { lanes, runJob, warmPool } from './pool'
import type { Job, Outcome } from './protocol'

function done<T>(outcome: Outcome<T>): T {
  if (outcome.status !== 'done') throw new Error(`expected done, was ${JSON.stringify(outcome)}`)
  return outcome.value
}

async function load(name: string, text: string) {
  const outcome = await loadFile(new File([text], name), {
    signal: new AbortController().signal,
    onProgress: () => undefined,
  })
  const { digest } = done(outcome)
  return { digest, name }
}

async function job(reference: string, testText: string, change: Partial<Job> = {}): Promise<Job> {
  return {
    ...sharedRun,
    selection: {
      reference: await load('reference.csv', reference),
      test: await load('test.csv', testText),
      split: null,
      columns: null,
      standardise: true,
      timeColumn: null,
    },
    ...change,
  }
}

function watch() {
  const controller = new AbortController()
  const progress: Progress[] = []
  const waits: number[] = []
  let started!: () => void
  const running = new Promise<void>((resolve) => (started = resolve))
  return {
    controller,
    progress,
    waits,
    running,
    options: {
      signal: controller.signal,
      onWaiting: (before: number) => waits.push(before),
      onStart: () => undefined,
      onProgress: (p: Progress) => {
        progress.push(p)
        started()
      },
    },
  }
}

/** Some seconds of work, so that a test can act while it runs. */
const long = async (seed: number): Promise<Job> =>
  job(table(2000, 8, 0, 1), table(2000, 8, 0.1, 2), { params: { permutations: 100_000, seed } })

/** The pool's workers as the browser has them: the pool is not told who ends one. */
const detectorWorkers: Worker[] = []
globalThis.Worker = class extends Worker {
  constructor(...[url, options]: ConstructorParameters<typeof Worker>) {
    super(url, options)
    if (options?.name?.startsWith('tidemark detector')) detectorWorkers.push(this)
  }
}

describe('a run in a worker', () => {
  test('finds the same bits as node', async () => {
    const outcome = await runJob(await job(referenceText, testText), watch().options)
    const { result } = done(outcome)
    if (result.shape !== 'two-sample') throw new Error('MMD gives a two-sample result')
    expect(result.statistic.value).toBe(expected.statistic)
    expect(result.pValue).toBe(expected.pValue)
    expect(result.settings['sigma']).toBe(expected.sigma)
    expect(result.nullDistribution.reduce((sum, x) => sum + x, 0)).toBe(expected.nullSum)
  })

  test.each(modes)('finds the same bits as node with $params', async ({ params, pValue, nullSum }) => {
    const outcome = await runJob(
      await job(referenceText, testText, { params: { ...sharedRun.params, ...params } }),
      watch().options,
    )
    const { result } = done(outcome)
    if (result.shape !== 'two-sample') throw new Error('MMD gives a two-sample result')
    expect(result.pValue).toBe(pValue)
    expect(result.nullDistribution.reduce((sum, x) => sum + x, 0)).toBe(nullSum)
  })

  test('reports counted work, and a cancel leaves the data for the next run', async () => {
    const first = watch()
    const running = runJob(await long(1), first.options)
    await first.running
    first.controller.abort()
    expect(await running).toEqual({ status: 'cancelled' })
    expect(first.progress.every((p) => p.done >= 0 && p.done <= p.total)).toBe(true)

    const seen = first.progress.length
    const next = await runJob(await job(referenceText, testText), watch().options)
    expect(next.status).toBe('done')
    // Nothing of the cancelled run comes after its end.
    expect(first.progress).toHaveLength(seen)
  })

  test('a run beyond the lanes queues, says behind how many, and can be withdrawn', async () => {
    const busy = await Promise.all(
      Array.from({ length: lanes }, async (_, i) => {
        const w = watch()
        const outcome = runJob(await long(10 + i), w.options)
        await w.running
        return { w, outcome }
      }),
    )
    const queued = watch()
    const second = runJob(await long(99), queued.options)
    expect(queued.waits.at(-1)).toBe(lanes)
    queued.controller.abort()
    expect(await second).toEqual({ status: 'cancelled' })
    expect(queued.progress).toEqual([])
    for (const { w } of busy) w.controller.abort()
    for (const { outcome } of busy) expect(await outcome).toEqual({ status: 'cancelled' })
  })

  test('what is wrong with the samples comes back as a sentence with a code', async () => {
    const missing = await job(referenceText, testText)
    missing.selection.reference.digest = '0'.repeat(64)
    expect(await runJob(missing, watch().options)).toEqual({
      status: 'failed',
      failure: { code: 'not-loaded', message: 'reference.csv is not loaded. Drop it again.' },
    })
    const unknown = await job(referenceText, testText, { detector: 'no-such' })
    expect(await runJob(unknown, watch().options)).toMatchObject({
      status: 'failed',
      failure: { code: 'unknown-detector' },
    })
    const bad = await job(referenceText, testText, { params: { alpha: 7 } })
    expect(await runJob(bad, watch().options)).toMatchObject({
      status: 'failed',
      failure: { code: 'bad-parameter' },
    })
  })
})

describe('a worker that the browser takes away', () => {
  test('in the middle of a run is a sentence, and the next run works', async () => {
    const first = watch()
    const running = runJob(await long(6), first.options)
    await first.running
    for (const worker of detectorWorkers) worker.terminate()
    expect(await running).toEqual({
      status: 'failed',
      failure: {
        code: 'worker-died',
        message: expect.stringMatching(/^The worker that runs the detector was ended by the browser/),
      },
    })
    expect((await runJob(await job(referenceText, testText), watch().options)).status).toBe('done')
  })
})

test('warming up ends by itself, and at once for a job', async () => {
  const warming = warmPool()
  expect((await runJob(await job(referenceText, testText), watch().options)).status).toBe('done')
  await warming
})

describe('reading in the data worker', () => {
  test('a cancelled reading says so, and a broken file fails with its sentence', async () => {
    const controller = new AbortController()
    const reading = loadFile(new File([table(400_000, 6, 0, 3)], 'large.csv'), {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    })
    expect(await reading).toEqual({ status: 'cancelled' })

    const broken = await loadFile(
      new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])], 'photo.csv'),
      {
        signal: new AbortController().signal,
        onProgress: () => undefined,
      },
    )
    expect(broken).toMatchObject({
      status: 'failed',
      failure: { message: expect.stringContaining('photo.csv') },
    })
  })
})
