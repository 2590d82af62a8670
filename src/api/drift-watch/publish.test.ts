import { describe, expect, test } from 'vitest'
import { HttpError, NetworkError } from '~/lib/errors'
import type { WireAnswer, WireRequest } from '../contract'
import type { DriftBody, WireDrift } from './contract'
import { LostAnswerError, publish } from './publish'
import { drift, fakeServer, json, pageOf, refused } from './server.test-support'

const draft = {
  state: 'completed',
  model: 'm',
  driftDetected: true,
  tags: ['MMD'],
  parameters: { distance: 0.3 },
} as const

/** A server that stores; `faults` says what happens to the answer of each request to write or to look. */
function storing(faults: ((answer: WireAnswer) => WireAnswer)[]) {
  const stored: WireDrift[] = []
  const server = fakeServer((request: WireRequest, call) => {
    const fault = faults[call - 1] ?? ((answer) => answer)
    const body = JSON.parse(request.body ?? '{}') as DriftBody & { 'parameters.tidemark_run'?: string }
    if (request.path.includes('/search')) {
      const key = body['parameters.tidemark_run']
      return fault(
        pageOf(
          stored.filter((d) => d.parameters['tidemark_run'] === key),
          request,
        ),
      )
    }
    const row = { ...drift(stored.length), ...body }
    // A fault that does not even look at the answer never let the request through.
    const answer = fault(json(row, 201))
    stored.push(row)
    return answer
  })
  return { ...server, stored }
}

const lostAfterwards = (stored: () => WireDrift[], row: WireDrift) => (): WireAnswer => {
  stored().push(row)
  throw new NetworkError('POST /x', 'Failed to fetch')
}
const neverArrived = (): WireAnswer => {
  throw new NetworkError('POST /x', 'Failed to fetch')
}

describe('publish', () => {
  test('posts once, with the run key among the parameters', async () => {
    const { client, requests } = storing([])
    const published = await publish(client, { experiment: 'e', runKey: 'k1', draft })
    expect(published).toMatchObject({ found: false, record: { driftDetected: true, state: 'completed' } })
    expect(requests).toHaveLength(1)
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      job_status: 'Completed',
      model: 'm',
      drift_detected: true,
      tags: ['MMD'],
      parameters: { distance: 0.3, tidemark_run: 'k1' },
    })
  })

  test('tags and parameters are sent even where there are none', async () => {
    const { client, requests } = storing([])
    const empty = { state: 'failed', model: '', driftDetected: false, tags: [], parameters: {} } as const
    await publish(client, { experiment: 'e', runKey: 'k1b', draft: empty })
    expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({
      tags: [],
      parameters: { tidemark_run: 'k1b' },
    })
  })

  test('a lost answer to a written record is found, not posted again', async () => {
    const written = drift(7, { parameters: { tidemark_run: 'k2' } })
    const server = storing([lostAfterwards(() => server.stored, written)])
    const published = await publish(server.client, { experiment: 'e', runKey: 'k2', draft })
    expect(published).toMatchObject({ found: true, record: { id: written.id } })
    expect(server.requests.map(({ path }) => path.includes('search'))).toEqual([false, true])
    expect(server.stored).toHaveLength(1)
  })

  test('where even the look fails, the next attempt looks before it posts', async () => {
    const written = drift(8, { parameters: { tidemark_run: 'k3' } })
    const server = storing([lostAfterwards(() => server.stored, written), neverArrived])
    const publication = { experiment: 'e', runKey: 'k3', draft }
    await expect(publish(server.client, publication)).rejects.toBeInstanceOf(LostAnswerError)
    expect(await publish(server.client, publication)).toMatchObject({
      found: true,
      record: { id: written.id },
    })
    expect(server.stored).toHaveLength(1)
    expect(server.requests.map(({ path }) => path.includes('search'))).toEqual([false, true, true])
  })

  test('what never arrived is posted by the next attempt, once', async () => {
    const server = storing([neverArrived])
    const publication = { experiment: 'e', runKey: 'k4', draft }
    await expect(publish(server.client, publication)).rejects.toMatchObject({ code: 'lost-answer' })
    expect(await publish(server.client, publication)).toMatchObject({ found: false })
    expect(server.stored).toHaveLength(1)
  })

  test('a gateway that gave up counts as lost; a refusal does not', async () => {
    const html = {
      status: 502,
      headers: new Headers(),
      bytes: new TextEncoder().encode('<html>Bad Gateway</html>'),
    }
    const server = storing([() => html])
    // The row was stored behind the gateway.
    const publication = { experiment: 'e', runKey: 'k5', draft }
    expect(await publish(server.client, publication)).toMatchObject({ found: true })
    expect(server.stored).toHaveLength(1)

    const refusing = fakeServer(() => refused(403, 'Insufficient permissions.'))
    await expect(publish(refusing.client, { experiment: 'e', runKey: 'k6', draft })).rejects.toBeInstanceOf(
      HttpError,
    )
    expect(refusing.requests).toHaveLength(1)
  })

  test('a second click joins the first', async () => {
    const { client, stored } = storing([])
    const publication = { experiment: 'e', runKey: 'k7', draft }
    const [a, b] = await Promise.all([publish(client, publication), publish(client, publication)])
    expect(a).toBe(b)
    expect(stored).toHaveLength(1)
  })
})
