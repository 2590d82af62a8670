import { transfer } from 'comlink'
import type { KernelAssistant } from '~/drift/kernels/kernel-assistant'
import { createAssistant } from '~/drift/kernels/simd/assistant'
import { exposeWhileAlive } from './alive'
import { transferables } from './transferables'

const assistant = createAssistant()

const given = <T>(answer: T): T => transfer(answer, transferables(answer))

const api: KernelAssistant = {
  ...assistant,
  bracket: async (low, high) => given(await assistant.bracket(low, high)),
  kernel: async (rounding, hasRest) => given(await assistant.kernel(rounding, hasRest)),
  insideSums: async (planes, sets) => given(await assistant.insideSums(planes, sets)),
}

exposeWhileAlive(api)
