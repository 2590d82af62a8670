import { createServer as createHttpServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PlainRequest, Server } from './server'

/** Where a listening server is, and how to stop it. */
export interface Listening {
  /** "http://127.0.0.1:40123", without a slash at the end. */
  url: string
  close: () => Promise<void>
}

/**
 * Serves one server as plain HTTP, outside of any page: for tests with a real connection and for benches.
 * @param port 0: any free one
 */
export async function listen(server: Server, port = 0): Promise<Listening> {
  const http = createHttpServer((message, response) => {
    const answer = async () => {
      const { status, headers, body } = await server(await plainRequest(message))
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

async function plainRequest(message: IncomingMessage): Promise<PlainRequest> {
  const url = new URL(message.url ?? '/', 'http://localhost')
  const pieces: Buffer[] = []
  for await (const piece of message) pieces.push(piece as Buffer)
  return {
    method: message.method ?? 'GET',
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    headers: { get: (name) => [message.headers[name]].flat()[0] ?? null },
    body: Buffer.concat(pieces).toString('utf8'),
  }
}
