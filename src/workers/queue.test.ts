import { describe, expect, test } from 'vitest'
import { createQueue } from './queue'

function task() {
  let finish!: (value: string) => void
  const promise = new Promise<string>((resolve) => (finish = resolve))
  return { promise, finish }
}
const never = new AbortController().signal
const quiet = (): void => undefined
const settled = () => new Promise((resolve) => setTimeout(resolve, 0))

describe('createQueue', () => {
  test('starts tasks in order, one a lane, and hands the lane on', async () => {
    const queue = createQueue(2)
    const tasks = [task(), task(), task()]
    const started: [number, number][] = []
    const results = tasks.map((t, i) =>
      queue.add((lane) => (started.push([i, lane]), t.promise), { signal: never, onWaiting: quiet }),
    )
    expect(started).toEqual([
      [0, 0],
      [1, 1],
    ])
    tasks[1]?.finish('b')
    await settled()
    expect(started).toEqual([
      [0, 0],
      [1, 1],
      [2, 1],
    ])
    tasks[0]?.finish('a')
    tasks[2]?.finish('c')
    expect(await Promise.all(results)).toEqual(['a', 'b', 'c'])
  })

  test('takes the first lane that is free, and says how many are', async () => {
    const queue = createQueue(3)
    const lanes: number[] = []
    for (let again = 0; again < 3; again++) {
      const start = (lane: number) => (lanes.push(lane), Promise.resolve(queue.free()))
      expect(await queue.add(start, { signal: never, onWaiting: quiet })).toBe(2)
      await settled()
    }
    expect(lanes).toEqual([0, 0, 0])
    expect(queue.free()).toBe(3)
  })

  test('says how many tasks are before a waiting one, each time that changes', async () => {
    const queue = createQueue(1)
    const first = task()
    const said: number[] = []
    void queue.add(() => first.promise, { signal: never, onWaiting: quiet })
    const second = queue.add(() => Promise.resolve('second'), { signal: never, onWaiting: quiet })
    const third = queue.add(() => Promise.resolve('third'), { signal: never, onWaiting: (n) => said.push(n) })
    expect(said).toEqual([2])
    first.finish('first')
    expect(await Promise.all([second, third])).toEqual(['second', 'third'])
    expect(said[1]).toBe(1)
  })

  test('a task withdrawn while waiting never starts and leaves no gap', async () => {
    const queue = createQueue(1)
    const first = task()
    const withdrawn = new AbortController()
    let started = false
    void queue.add(() => first.promise, { signal: never, onWaiting: quiet })
    const second = queue.add(
      () => {
        started = true
        return Promise.resolve('second')
      },
      { signal: withdrawn.signal, onWaiting: quiet },
    )
    const third = queue.add(() => Promise.resolve('third'), { signal: never, onWaiting: quiet })
    withdrawn.abort()
    expect(await second).toBeNull()
    first.finish('first')
    expect(await third).toBe('third')
    expect(started).toBe(false)
  })

  test('an already aborted task is withdrawn, and a failed one frees its lane', async () => {
    const queue = createQueue(1)
    expect(
      await queue.add(() => Promise.resolve(1), { signal: AbortSignal.abort(), onWaiting: quiet }),
    ).toBeNull()
    await expect(
      queue.add(() => Promise.reject(new Error('broken')), { signal: never, onWaiting: quiet }),
    ).rejects.toThrow('broken')
    expect(await queue.add(() => Promise.resolve('next'), { signal: never, onWaiting: quiet })).toBe('next')
  })
})
