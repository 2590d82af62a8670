import type { Columns } from '~/data/columns'
import { DataError } from '~/data/errors'
import { prepare } from '~/data/prepare/prepare'
import type { Prepared } from '~/data/prepare/prepared'
import { readTable } from '~/data/read-file'
import { tableKey } from '~/data/read-options'
import type { FileOfSelection } from '~/data/prepare/selection'
import { windowOf } from '~/data/prepare/window'
import { toFailure } from '~/lib/errors'
import { exposeWhileAlive } from './alive'
import type { DataWorkerApi, Outcome } from './protocol'
import { release } from './release'
import { createCancellations } from './cancellations'
import { readAhead } from './read-ahead'
import { transferables } from './transferables'

/** By `tableKey`. */
const tables = new Map<string, Columns>()
const cancellations = createCancellations()

function table(file: FileOfSelection): { columns: Columns; name: string } {
  const columns = tables.get(tableKey(file.digest, file.options))
  if (!columns) throw new DataError('not-loaded', `${file.name} is not loaded. Drop it again.`)
  return { columns, name: file.name }
}

const api: DataWorkerApi = {
  async load(call, file, options, onProgress) {
    const signal = cancellations.open(call)
    try {
      const { columns, summary } = await readTable(
        file,
        { cancelled: () => signal.aborted, onProgress, readAhead },
        options,
      )
      if (signal.aborted) return { status: 'cancelled' }
      tables.set(tableKey(summary.digest, options), columns)
      return { status: 'done', value: summary }
    } catch (error) {
      return signal.aborted ? { status: 'cancelled' } : { status: 'failed', failure: toFailure(error) }
    } finally {
      cancellations.close(call)
      release(onProgress)
    }
  },

  async preview(call, file, options, rows) {
    const signal = cancellations.open(call)
    try {
      const { columns, summary } = await readTable(
        file,
        { cancelled: () => signal.aborted, readAhead },
        options,
      )
      return { status: 'done', value: { summary, window: windowOf(columns, 0, rows) } }
    } catch (error) {
      return signal.aborted ? { status: 'cancelled' } : { status: 'failed', failure: toFailure(error) }
    } finally {
      cancellations.close(call)
    }
  },

  // Not async inside: comlink needs a promise, the work itself is synchronous.
  send(selection, port) {
    let outcome: Outcome<Prepared>
    try {
      const reference = table(selection.reference)
      const test = selection.test && table(selection.test)
      outcome = { status: 'done', value: prepare({ reference, test }, selection) }
    } catch (error) {
      outcome = { status: 'failed', failure: toFailure(error) }
    }
    port.postMessage(outcome, transferables(outcome))
    port.close()
    return Promise.resolve()
  },

  window(key, first, count) {
    const columns = tables.get(key)
    return Promise.resolve(columns ? windowOf(columns, first, count) : null)
  },

  forget(key) {
    tables.delete(key)
    return Promise.resolve()
  },

  cancel(call) {
    cancellations.cancel(call)
    return Promise.resolve()
  },
}

exposeWhileAlive(api)
