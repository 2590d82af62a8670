import { describe, expect, test } from 'vitest'
import { connect, WorkerDied } from './remote'

interface Api {
  echo(x: number): Promise<number>
  never(): Promise<void>
  crash(): Promise<void>
}

function spawn(body: string): Worker {
  return new Worker(URL.createObjectURL(new Blob([body], { type: 'text/javascript' })))
}

/** Speaks comlink's messages by hand, so that the test does not depend on a bundled worker. */
const answering = `
  onmessage = ({ data }) => {
    if (data.path?.[0] === 'crash') throw new Error('out of memory')
    if (data.path?.[0] === 'echo') postMessage({ id: data.id, type: 'RAW', value: data.argumentList[0].value })
  }`

describe('connect', () => {
  test('passes an answer through', async () => {
    const remote = connect<Api>(spawn(answering), 'test worker')
    expect(await remote.call((api) => api.echo(7))).toBe(7)
    remote.kill('done')
  })

  test('a crash settles every pending call with a sentence, and later calls at once', async () => {
    const remote = connect<Api>(spawn(answering), 'test worker')
    const pending = remote.call((api) => api.never())
    void remote.call((api) => api.crash()).catch(() => undefined)
    await expect(pending).rejects.toThrow(/test worker stopped: .*out of memory/)
    expect(remote.dead).toBe(true)
    await expect(remote.call((api) => api.echo(1))).rejects.toBeInstanceOf(WorkerDied)
  })

  test.each([
    ['terminated behind the page’s back', (worker: Worker) => worker.terminate()],
    ['ended by itself', (worker: Worker) => worker.postMessage({ path: ['close'] })],
  ])('a worker that is %s settles every pending call with a sentence', async (_, end) => {
    const worker = new Worker(new URL('./fixtures/quiet.worker.ts', import.meta.url), { type: 'module' })
    const remote = connect<Pick<Api, 'never'>>(worker, 'test worker')
    const pending = remote.call((api) => api.never())
    await expect.poll(async () => (await navigator.locks.query()).pending).toHaveLength(1)
    end(worker)
    await expect(pending).rejects.toThrow(/test worker was ended by the browser, .* Run it again/)
    expect(remote.dead).toBe(true)
  })

  test('a worker that cannot load is a death, not silence', async () => {
    const remote = connect<Api>(new Worker('/no-such-worker.js', { type: 'module' }), 'test worker')
    await expect(remote.call((api) => api.echo(1))).rejects.toThrow(/could not be started|stopped/)
  })

  test('killing settles what is pending', async () => {
    const remote = connect<Api>(spawn(answering), 'test worker')
    const pending = remote.call((api) => api.never())
    remote.kill('cancelled')
    await expect(pending).rejects.toThrow('cancelled')
  })
})
