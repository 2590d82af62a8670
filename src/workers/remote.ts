import * as Comlink from 'comlink'
import { CodedError } from '~/lib/errors'
import { whenEnded } from './alive'

/** The worker crashed, could not load, or was killed: whatever it was doing is lost. */
export class WorkerDied extends CodedError {}

/**
 * A worker whose calls always settle. Comlink alone does not give that: a call to a worker that
 * dies, cannot load or is terminated stays pending for ever.
 */
export interface Remote<Api> {
  /** Settles with the call's result, or rejects with `WorkerDied`. */
  call<T>(use: (api: Api) => Promise<T>): Promise<T>
  /** Terminates the worker; every pending call rejects. Idempotent. */
  kill(reason: string): void
  readonly dead: boolean
}

export function connect<Api>(worker: Worker, name: string): Remote<Api> {
  // Every method of a worker is async already, so the wrapped one has the same type.
  const api = Comlink.wrap<Api>(worker) as unknown as Api
  let died: WorkerDied | null = null
  const pending = new Set<(error: WorkerDied) => void>()

  const kill = (reason: string): void => {
    if (died) return
    died = new WorkerDied('worker-died', reason)
    worker.terminate()
    for (const reject of pending) reject(died)
    pending.clear()
  }
  worker.addEventListener('error', (event) => {
    event.preventDefault()
    kill(
      event.message
        ? `The ${name} stopped: ${event.message}. Run it again; if it stops again, try fewer rows or columns.`
        : `The ${name} could not be started. Reload the page; if that does not help, the server that delivers this page has changed meanwhile.`,
    )
  })
  worker.addEventListener('messageerror', () => {
    kill(`The ${name} sent an answer that could not be read. Run it again.`)
  })
  whenEnded(worker, () =>
    kill(
      `The ${name} was ended by the browser, maybe for want of memory. Run it again; if that happens again, try fewer rows or columns.`,
    ),
  )

  return {
    call: (use) =>
      new Promise((resolve, reject) => {
        if (died) {
          reject(died)
          return
        }
        pending.add(reject)
        use(api)
          .then(resolve, reject)
          .finally(() => pending.delete(reject))
      }),
    kill,
    get dead() {
      return died !== null
    },
  }
}
