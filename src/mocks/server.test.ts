import * as v from 'valibot'
import { expect, test } from 'vitest'
import { createClient } from '~/api/client'
import { defineContract } from '~/api/contract'
import { createDb } from './db'
import { memoryJournal } from './journal'
import { rangeReply } from './ranges'
import { htmlReply, plainRequest, type Reply, textOf, textReply } from './request'
import { Answered, type Dialect, type Implementation, serve } from './server'
import { table } from './table'

const contract = defineContract({
  list: { method: 'GET', path: '/note', response: v.array(v.string()) },
  note: { method: 'GET', path: '/note/:note', response: v.object({ text: v.string() }) },
  write: {
    method: 'PUT',
    path: '/note/:note',
    body: v.object({ text: v.string() }),
    response: v.object({ text: v.string() }),
  },
  search: { method: 'POST', path: '/note/search-notes', response: v.array(v.string()) },
  remove: { method: 'DELETE', path: '/note/:note', response: null },
  append: {
    method: 'PATCH',
    path: '/note/:note',
    body: v.object({ text: v.string() }),
    response: v.object({ text: v.string() }),
  },
  version: { method: 'GET', path: '/version', answer: 'text', response: v.string() },
  file: { method: 'GET', path: '/file', answer: 'bytes', range: true, response: null },
  picture: { method: 'GET', path: '/picture', answer: 'bytes', response: null },
  upload: { method: 'PUT', path: '/file', answer: 'text', response: v.string() },
})

const NOTES = table<{ id: string; text: string }>('notes', 'id')

/** No text of any encoding. */
const BYTES = new Uint8Array([0xff, 0x00, 0xfe, 0x0a])

const dialect: Dialect = {
  write: (data) => JSON.stringify(data),
  unrouted: (allowed) => (allowed.length > 0 ? textReply(405, allowed.join(' ')) : textReply(404, 'no')),
  failed: (error) => htmlReply(500, `<p>${error instanceof Error ? error.message : ''}</p>`),
  body: { maxBytes: 20, tooLarge: () => textReply(413, 'too large') },
}

const implementation: Implementation<typeof contract> = {
  list: async (request, tx) => {
    const wanted = request.query.getAll('id')
    const ids = [...(await tx.rows(NOTES)).keys()]
    return { status: 200, data: ids.filter((id) => wanted.length === 0 || wanted.includes(id)) }
  },
  note: async ({ params }, tx) => {
    const row = (await tx.rows(NOTES)).get(params.note)
    if (!row) throw new Answered(textReply(404, `no ${params.note}`))
    return { status: 200, data: { text: row.text } }
  },
  write: async (request, tx) => {
    const text = textOf(request)
    tx.put(NOTES, { id: request.params.note, text })
    if (text === 'bad') throw new Error('broken')
    return { status: 200, data: { text } }
  },
  append: async (request, tx) => {
    const row = (await tx.rows(NOTES)).get(request.params.note)
    const text = `${row?.text ?? ''}${textOf(request)}`
    tx.put(NOTES, { id: request.params.note, text })
    return { status: 200, data: { text } }
  },
  version: async () => ({ status: 200, data: '2.21.3' }),
  file: async (request) => rangeReply(request, BYTES, { 'content-type': 'image/png' }),
  picture: async () => ({ status: 200, data: BYTES }),
  upload: async ({ body }) => ({ status: 200, data: `${body.length} bytes, the first ${body[0]}` }),
  search: async () => ({ status: 200, data: [] }),
  remove: async ({ params }, tx): Promise<Reply | { status: number; data: null }> => {
    tx.remove(NOTES, params.note)
    return params.note === 'raw' ? htmlReply(200, '<p>gone</p>') : { status: 204, data: null }
  },
}

const server = () => serve(contract, implementation, { dialect, db: createDb([], memoryJournal()) })

async function seen(ask: ReturnType<typeof serve>, method: string, target: string, body = '') {
  const { reply, wrote } = await ask(plainRequest(method, target, {}, body))
  return [reply.status, textOf(reply), wrote]
}

test('whether an exchange wrote is what its transaction wrote, whatever the method and the address', async () => {
  const ask = server()
  expect(await seen(ask, 'POST', '/note/search-notes')).toEqual([200, '[]', false])
  expect(await seen(ask, 'PUT', '/note/a', 'x')).toEqual([200, '{"text":"x"}', true])
  expect(await seen(ask, 'GET', '/note/a')).toEqual([200, '{"text":"x"}', false])
  expect(await seen(ask, 'DELETE', '/note/a')).toEqual([204, '', true])
})

test('an exchange that fails has written nothing', async () => {
  const ask = server()
  expect(await seen(ask, 'PUT', '/note/a', 'bad')).toEqual([500, '<p>broken</p>', false])
  expect(await seen(ask, 'GET', '/note/a')).toEqual([404, 'no a', false])
})

test('an encoded slash stays in its parameter, and repeated arguments all arrive', async () => {
  const ask = server()
  await seen(ask, 'PUT', '/note/feature%2Fx', 'x')
  await seen(ask, 'PUT', '/note/b', 'x')
  await seen(ask, 'PUT', '/note/c', 'x')
  expect(await seen(ask, 'GET', '/note?id=feature%2Fx&id=c')).toEqual([200, '["feature/x","c"]', false])
  expect(await seen(ask, 'GET', '/note/feature/x')).toEqual([404, 'no', false])
})

test('PATCH, text and bytes', async () => {
  const ask = server()
  await seen(ask, 'PUT', '/note/a', 'x')
  expect(await seen(ask, 'PATCH', '/note/a', 'y')).toEqual([200, '{"text":"xy"}', true])
  expect((await ask(plainRequest('GET', '/version'))).reply).toEqual({
    status: 200,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: '2.21.3',
  })
  expect((await ask(plainRequest('GET', '/picture'))).reply).toEqual({
    status: 200,
    headers: { 'content-type': 'application/octet-stream' },
    body: BYTES,
  })
  expect((await ask(plainRequest('GET', '/file', { Range: 'bytes=1-2' }))).reply).toMatchObject({
    status: 206,
    headers: { 'content-type': 'image/png', 'content-range': 'bytes 1-2/4' },
    body: new Uint8Array([0x00, 0xfe]),
  })
  const { reply } = await ask(plainRequest('PUT', '/file', {}, BYTES))
  expect(reply.body).toBe('4 bytes, the first 255')
})

test('a client reads what a mock answers', async () => {
  const ask = server()
  const client = createClient(contract, async ({ method, path, body, range }) => {
    const headers = range ? { Range: `bytes=${range[0]}-${range[1]}` } : {}
    const { reply } = await ask(plainRequest(method, path, headers, body ?? ''))
    const bytes = typeof reply.body === 'string' ? new TextEncoder().encode(reply.body) : reply.body
    return { status: reply.status, headers: new Headers(reply.headers), bytes }
  })
  expect((await client.version({})).data).toBe('2.21.3')
  const { data } = await client.file({}, { range: [0, 1] })
  expect([...new Uint8Array(data)]).toEqual([0xff, 0x00])
  const long = client.write({ note: 'feature/x', body: { text: 'far too long a text' } })
  await expect(long).rejects.toMatchObject({ status: 413 })
})

test('a reply may be sent as it is', async () => {
  const { reply } = await server()(plainRequest('DELETE', '/note/raw'))
  expect(reply).toEqual(htmlReply(200, '<p>gone</p>'))
})

test('the dialect answers unknown addresses and methods, and bodies that are too large', async () => {
  const ask = server()
  expect(await seen(ask, 'GET', '/nothing')).toEqual([404, 'no', false])
  expect(await seen(ask, 'PATCH', '/version')).toEqual([405, 'GET HEAD OPTIONS', false])
  expect(await seen(ask, 'PUT', '/note/a', 'ü'.repeat(10))).toEqual([
    200,
    `{"text":"${'ü'.repeat(10)}"}`,
    true,
  ])
  expect(await seen(ask, 'PUT', '/note/a', 'ü'.repeat(11))).toEqual([413, 'too large', false])
})

test('a gate stands before every address, the unknown ones and OPTIONS too', async () => {
  const refusal = textReply(401, 'Who are you?', { 'www-authenticate': 'Basic realm="notes"' })
  const gated = serve(contract, implementation, {
    dialect,
    db: createDb([], memoryJournal()),
    gate: async ({ headers }) => (headers.get('authorization') === 'Basic eDp5' ? null : refusal),
  })
  for (const [method, path] of [
    ['GET', '/note'],
    ['GET', '/nothing'],
    ['OPTIONS', '/note'],
  ] as const)
    expect(await gated(plainRequest(method, path))).toEqual({ reply: refusal, wrote: false })
  const { reply } = await gated(plainRequest('GET', '/note', { Authorization: 'Basic eDp5' }))
  expect(reply.status).toBe(200)
})

test('a mock of every endpoint, of the right type, or it does not compile', () => {
  const { remove, ...some } = implementation
  expect(remove).toBeDefined()
  // @ts-expect-error an endpoint has no mock
  serve(contract, some, { dialect })
  // @ts-expect-error text for bytes
  serve(contract, { ...implementation, picture: async () => ({ status: 200, data: 'x' }) }, { dialect })
  // @ts-expect-error an answer of the wrong shape
  serve(contract, { ...implementation, list: async () => ({ status: 200, data: [1] }) }, { dialect })
})
