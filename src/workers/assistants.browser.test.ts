import { expect, test } from 'vitest'
import { drive } from '~/drift/drive'
import { createRandom, normal, PURPOSE } from '~/drift/random'
import { loadDetector } from '~/drift/run'
import type { Sample } from '~/drift/sample'
import { createAssistants } from './assistants'

const ROWS = 1000

function sample(index: number): Sample {
  const random = createRandom(5, PURPOSE.test, index)
  return {
    rows: ROWS,
    columns: ['a', 'b', 'c'],
    values: Float64Array.from({ length: 3 * ROWS }, () => normal(random)),
    rowNumbers: Uint32Array.from({ length: ROWS }, (_, i) => i + 1),
  }
}

const samples = { reference: sample(0), test: sample(1) }
const now = () => performance.now()

/** The assistants' workers as the browser has them. */
const started: Worker[] = []
globalThis.Worker = class extends Worker {
  constructor(...[url, options]: ConstructorParameters<typeof Worker>) {
    super(url, options)
    if (options?.name?.startsWith('tidemark assistant')) started.push(this)
  }
}

async function found(permutations: number, helped: Parameters<Awaited<ReturnType<typeof loadDetector>>>[1]) {
  const detect = await loadDetector('mmd')
  return drive(detect({ permutations, pictures: false }, helped), { now })
}

test('a job with assistants finds what it finds alone, as often as they are asked', async () => {
  const alone = await found(299, samples)
  const assistants = createAssistants()
  expect(assistants.ready(2)).toEqual([])
  await assistants.start(2)
  expect(assistants.ready(1)).toHaveLength(1)
  for (let again = 0; again < 2; again++) {
    const helping = assistants.ready(2)
    expect(helping).toHaveLength(2)
    expect(await found(299, { ...samples, assistants: helping })).toEqual(alone)
    assistants.finish()
  }
  expect(started).toHaveLength(2)
})

test('one that the browser takes away is done without, and replaced', async () => {
  const assistants = createAssistants()
  await assistants.start(1)
  const helping = assistants.ready(1)
  // By then it is known to live (`alive.ts`).
  await found(299, { ...samples, assistants: helping })
  const running = found(20_000, { ...samples, assistants: helping })
  started.at(-1)?.terminate()
  expect(await running).toEqual(await found(20_000, samples))
  expect(assistants.ready(1)).toEqual([])
  assistants.finish()
  await expect.poll(() => assistants.ready(1)).toHaveLength(1)
})

test('a cancelled job leaves none at work', async () => {
  const assistants = createAssistants()
  await assistants.start(1)
  const controller = new AbortController()
  const detect = await loadDetector('mmd')
  const computation = detect(
    { permutations: 50_000, pictures: false },
    { ...samples, assistants: assistants.ready(1) },
  )
  const outcome = await drive(computation, {
    signal: controller.signal,
    now,
    onProgress: () => controller.abort(),
  })
  expect(outcome).toEqual({ status: 'cancelled' })
  // It may have been done by then, and needs no other.
  assistants.finish()
  await expect.poll(() => assistants.ready(1)).toHaveLength(1)
})

test('one that is at work when its job is over is replaced', async () => {
  const assistants = createAssistants()
  await assistants.start(1)
  const before = started.length
  const [helping] = assistants.ready(1)
  const asked = helping!.end().then(
    () => 'answered',
    () => 'ended',
  )
  assistants.finish()
  expect(await asked).toBe('ended')
  expect(started).toHaveLength(before + 1)
  await expect.poll(() => assistants.ready(1)).toHaveLength(1)
})
