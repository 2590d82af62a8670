import { expect, test } from 'vitest'
import { limiter } from './limit'

/** A work that ends when it is told to. */
function held() {
  let end: (value: string) => void = () => undefined
  const done = new Promise<string>((resolve) => {
    end = resolve
  })
  return { work: () => done, end }
}

test('no more at once than allowed, in the order given', async () => {
  const limit = limiter(2)
  const begun: number[] = []
  const works = [0, 1, 2, 3].map(() => held())
  const results = works.map(({ work }, i) =>
    limit(() => {
      begun.push(i)
      return work()
    }),
  )
  expect(begun).toEqual([0, 1])
  works[1]?.end('b')
  expect(await results[1]).toBe('b')
  await Promise.resolve()
  expect(begun).toEqual([0, 1, 2])
  for (const i of [0, 2, 3]) works[i]?.end(String(i))
  expect(await Promise.all(results)).toEqual(['0', 'b', '2', '3'])
  expect(begun).toEqual([0, 1, 2, 3])
})

test('a failure frees its place; what is aborted while it waits never begins', async () => {
  const limit = limiter(1)
  const controller = new AbortController()
  const first = held()
  const running = limit(first.work)
  let begun = false
  const waiting = limit(() => {
    begun = true
    return Promise.resolve()
  }, controller.signal)
  controller.abort(new Error('left'))
  await expect(waiting).rejects.toThrow('left')
  await expect(limit(() => Promise.reject(new Error('x')), controller.signal)).rejects.toThrow('left')
  const failing = limit(() => Promise.reject(new Error('broken')))
  first.end('a')
  expect(await running).toBe('a')
  await expect(failing).rejects.toThrow('broken')
  expect(await limit(() => Promise.resolve(5))).toBe(5)
  expect(begun).toBe(false)
})
