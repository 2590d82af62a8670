import * as v from 'valibot'
import { expect, test } from 'vitest'
import { ContractError, HttpError } from '~/lib/errors'
import { createClient } from './client'
import { defineContract, type WireRequest } from './contract'
import { decode } from './decode'

const contract = defineContract({
  list: {
    method: 'GET',
    path: '/runs',
    query: v.object({ run_ids: v.optional(v.array(v.string())), max: v.optional(v.number()) }),
    response: v.object({ runs: v.optional(v.array(v.string()), []) }),
    maxBytes: 5,
  },
  rename: { method: 'PATCH', path: '/model/:name', body: v.object({ text: v.string() }), response: null },
  version: { method: 'GET', path: '/version', answer: 'text', response: v.string() },
  file: { method: 'GET', path: '/file', answer: 'bytes', range: true, response: null },
})

const server = { id: 'made-up', name: 'Made up', explain: () => null }

function answering(body: string | Uint8Array<ArrayBuffer>, status = 200) {
  const requests: WireRequest[] = []
  const client = createClient(
    contract,
    async (request) => {
      requests.push(request)
      const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
      return { status, headers: new Headers(), bytes }
    },
    server,
  )
  return { client, requests }
}

test('a list becomes repeated parameters; what is undefined is left out', async () => {
  const { client, requests } = answering('{}')
  expect((await client.list({ query: { run_ids: ['a', 'b c'], max: undefined } })).data).toEqual({ runs: [] })
  await client.list({ query: { run_ids: [] } })
  expect(requests.map(({ path }) => path)).toEqual(['/runs?run_ids=a&run_ids=b+c', '/runs'])
  expect(requests[0]?.maxBytes).toBe(5)
})

test('PATCH, with an encoded path and a body', async () => {
  const { client, requests } = answering('')
  expect((await client.rename({ name: 'a/b', body: { text: 'x' } })).data).toBeNull()
  expect(requests[0]).toMatchObject({ method: 'PATCH', path: '/model/a%2Fb', body: '{"text":"x"}' })
  // @ts-expect-error a body is asked for
  await expect(client.rename({ name: 'a' })).rejects.toMatchObject({ code: 'bad-request' })
})

test('answers as text and as untouched bytes, a part of them where it is asked for', async () => {
  expect((await answering('2.21.3').client.version({})).data).toBe('2.21.3')
  const { client, requests } = answering(Uint8Array.of(0, 255, 7))
  const { data } = await client.file({}, { range: [0, 2] })
  expect([...new Uint8Array(data)]).toEqual([0, 255, 7])
  expect(requests[0]).toMatchObject({ range: [0, 2], accept: '*/*', maxBytes: null })
  const all = answering('')
  await all.client.version({})
  expect(all.requests[0]).toMatchObject({ accept: '*/*', maxBytes: 1_000_000 })
  // @ts-expect-error only where the endpoint allows it
  const whole = all.client.version({}, { range: [0, 2] })
  expect((await whole).data).toBe('')
})

test.each(['', '.', '..'])(
  'a parameter “%s” would lead to another endpoint, and is not sent',
  async (name) => {
    const { client, requests } = answering('')
    const sent = client.rename({ name, body: { text: 'x' } })
    await expect(sent).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringContaining('not sent'),
    })
    expect(requests).toEqual([])
  },
)

test('what was fetched raw is decoded elsewhere, by the same contract', async () => {
  const { client } = answering('{"runs":["a"],"more":NaN}')
  const { data } = await client.list.raw({})
  expect(decode(contract.list, data)).toEqual({ runs: ['a'] })
  expect(() => decode(contract.list, new TextEncoder().encode('{"runs":[1]}'))).toThrow(ContractError)
})

test('a failure leaves with its server', async () => {
  for (const call of [
    answering('no', 500).client.list({}),
    answering('no', 500).client.list.raw({}),
    answering('<html>').client.list({}),
    answering('<html>').client.list.raw({}),
  ])
    await expect(call).rejects.toMatchObject({ server })
  await expect(answering('no', 404).client.version({})).rejects.toBeInstanceOf(HttpError)
})
