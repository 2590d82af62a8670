import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BackendId } from '~/api/registry'
import { countedWorld } from './counted-world'
import { memoryJournal } from './journal'
import { mockOf, mocks, sitesBelow, startMocks } from './registry'
import { plainRequest, type PlainRequest, textReply } from './request'
import type { Server } from './server'

/** Where a listening server is, and how to stop it. */
export interface Listening {
  /** "http://127.0.0.1:40123", without a slash at the end. */
  url: string
  close: () => Promise<void>
}

/**
 * One backend's mock as plain HTTP, outside of any page, at an address of its own: for tests with a real connection.
 * @param port 0: any free one
 * @param profile which version of the server is imitated, of the mock's `profiles`
 */
export function listenMock(
  id: BackendId,
  { port = 0, profile = null }: ListenOptions = {},
): Promise<Listening> {
  const { server } = mockOf(id).start({ ...countedWorld(), profile }, memoryJournal())
  return listenAt([['', server]], port)
}

/** Every backend's mock, each at an address of its own. */
export function listenEach(): Promise<(Listening & { id: BackendId })[]> {
  return Promise.all(mocks.map(async ({ id }) => ({ id, ...(await listenMock(id)) })))
}

/** All of them as a page reaches them: each below `/backends/<id>/`, and `/backends/config.json`. */
export async function listenAll({ port = 0 }: Omit<ListenOptions, 'profile'> = {}): Promise<Listening> {
  const running = await startMocks({ ...countedWorld(), journalOf: memoryJournal })
  return listenAt(sitesBelow('/backends', running), port)
}

interface ListenOptions {
  port?: number
  profile?: string | null
}

async function listenAt(sites: readonly [path: string, server: Server][], port: number): Promise<Listening> {
  const http = createServer((message, response) => {
    const answer = async () => {
      const target = message.url ?? '/'
      const site = sites.find(([path]) => isBelow(path, target))
      const { status, headers, body } = site
        ? (await site[1](await requestOf(message, target.slice(site[0].length)))).reply
        : textReply(404, 'There is no such server.')
      response.writeHead(status, headers)
      response.end(body)
    }
    answer().catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
  })
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, '127.0.0.1', resolve)
  })
  const { port: taken } = http.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${taken}`,
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve())
        http.closeAllConnections()
      }),
  }
}

/** Not "/backends/mlflow" for "/backends/mlflow-2/…". */
function isBelow(path: string, target: string): boolean {
  return target.startsWith(path) && /^(?:[/?]|$)/.test(target.slice(path.length))
}

async function requestOf(message: IncomingMessage, target: string): Promise<PlainRequest> {
  const pieces: Buffer[] = []
  for await (const piece of message) pieces.push(piece as Buffer)
  const headers = new Headers()
  for (const [name, value] of Object.entries(message.headers)) {
    const [first] = [value].flat()
    if (first !== undefined) headers.set(name, first)
  }
  return plainRequest(message.method ?? 'GET', target, headers, new Uint8Array(Buffer.concat(pieces)))
}
