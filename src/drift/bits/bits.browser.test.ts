import { expect, test } from 'vitest'
import recorded from './bits.json'

test('the results of every detector have the same bits in a worker of the browser as in node', async () => {
  const worker = new Worker(new URL('./bits-worker.ts', import.meta.url), { type: 'module' })
  const answer = await new Promise<unknown>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => resolve(data))
    worker.addEventListener('error', ({ message }) =>
      reject(new Error(message || 'The worker did not start')),
    )
  })
  worker.terminate()
  expect(answer).toEqual({ bits: recorded })
})
