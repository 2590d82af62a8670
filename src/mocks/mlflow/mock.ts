import { mlflowContract } from '~/api/mlflow/contract'
import { defineMock } from '../mock'
import { gateOf } from './access'
import { AGEING, mlflowEgi2024 } from './egi-2024'
import { mlflowHandlers } from './handlers'
import { accountOf } from './people'
import { mlflowDialect, withErrorClass } from './refusal'
import { Answered, type Implementation } from '../server'

declare module '../mock' {
  interface Mocks {
    mlflow: typeof mock
  }
}

/** The first is the demo's: what AI4EOSC runs. */
const PROFILES = ['2.21.3', '3.17.2'] as const

export const mock = defineMock({
  id: 'mlflow',
  contract: mlflowContract,
  dialect: mlflowDialect,
  scenario: mlflowEgi2024,
  ageing: AGEING,
  profiles: PROFILES,
  implement: ({ clock, newId, profile }) => {
    const version = profile ?? PROFILES[0]
    const isModern = !version.startsWith('2.')
    const newHex = () => newId().replaceAll('-', '')
    const handlers = mlflowHandlers({
      version,
      isModern,
      clock,
      newHex,
      // Ids of experiments are whole numbers of up to 18 digits on newer servers.
      newNumber: () => String(Number.parseInt(newHex().slice(-12), 16)),
    })
    return {
      implementation: isModern ? withErrorClasses(handlers) : handlers,
      gate: gateOf(isModern),
    }
  },
  credentials: {
    researcher: accountOf('researcher@example.org'),
    owner: accountOf('owner@example.org'),
    stranger: accountOf('stranger@example.org'),
    admin: accountOf('admin@example.org'),
  },
})

/** The same handlers, whose refusals say what 3.17's say. */
function withErrorClasses(
  handlers: Implementation<typeof mlflowContract>,
): Implementation<typeof mlflowContract> {
  const wrapped = Object.entries(handlers).map(([name, handler]) => [
    name,
    async (...asked: Parameters<typeof handler>) => {
      try {
        // Each handler gets what it was called with.
        return await (handler as (...all: unknown[]) => Promise<unknown>)(...asked)
      } catch (error) {
        if (error instanceof Answered) throw new Answered(withErrorClass(error.reply))
        throw error
      }
    },
  ])
  return Object.fromEntries(wrapped) as Implementation<typeof mlflowContract>
}
