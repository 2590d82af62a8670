import { transfer } from 'comlink'
import type { KernelAssistant } from '~/drift/kernels/kernel-assistant'
import { connect, type Remote } from './remote'

/** Workers of a worker, which compute a share of what its job computes. They end with it. */
export interface Assistants {
  /** Starts so many, unless there are some already. They may help once they are loaded. */
  start(count: number): Promise<void>
  /** Those that are loaded, at most so many. */
  ready(most: number): readonly KernelAssistant[]
  /** After a job: they forget it; one that is still at work, as the job was cancelled, is replaced. */
  finish(): void
}

export function createAssistants(): Assistants {
  let members: Member[] = []
  return {
    async start(count) {
      if (members.length > 0) return
      members = Array.from({ length: count }, (_, i) => createMember(i + 1))
      await Promise.all(members.map(({ loaded }) => loaded))
    },
    ready: (most) =>
      members
        .filter((member) => member.isReady())
        .slice(0, most)
        .map(({ assistant }) => assistant),
    finish() {
      members = members.map((member, i) => (member.forget() ? member : createMember(i + 1)))
    },
  }
}

interface Member {
  assistant: KernelAssistant
  /** Once it has answered, or never will. */
  loaded: Promise<void>
  isReady(): boolean
  /** Has it forget the last job; ends it and tells false where it is dead or at work. */
  forget(): boolean
}

function createMember(number: number): Member {
  const worker = new Worker(new URL('./assistant.worker.ts', import.meta.url), {
    type: 'module',
    name: `tidemark assistant ${number}`,
  })
  const remote: Remote<KernelAssistant> = connect(worker, 'worker that helps the detector')
  let pending = 0
  let hasAnswered = false
  async function ask<T>(use: (api: KernelAssistant) => Promise<T>): Promise<T> {
    pending++
    try {
      return await remote.call(use)
    } finally {
      pending--
    }
  }
  return {
    assistant: {
      // What is sent along is still needed here: a copy is handed over.
      layOut: (task) => {
        const pooled = task.pooled.slice()
        return ask((api) => api.layOut(transfer({ ...task, pooled }, [pooled.buffer])))
      },
      range: () => ask((api) => api.range()),
      bracket: (low, high) => ask((api) => api.bracket(low, high)),
      kernel: (rounding, hasRest) => ask((api) => api.kernel(rounding, hasRest)),
      insideSums: (planes, sets) => {
        const bits = sets.bits.slice()
        return ask((api) => api.insideSums(planes, transfer({ ...sets, bits }, [bits.buffer])))
      },
      end: () => ask((api) => api.end()),
    },
    loaded: ask((api) => api.end()).then(
      () => void (hasAnswered = true),
      // Without it a job takes longer, and finds the same.
      () => undefined,
    ),
    isReady: () => hasAnswered && !remote.dead,
    forget() {
      if (remote.dead || (hasAnswered && pending > 0)) {
        remote.kill('its job was cancelled')
        return false
      }
      if (hasAnswered) ask((api) => api.end()).catch(() => undefined)
      return true
    },
  }
}
