import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RunningProvider } from '../../src/api/oidc/identity-provider.test-support'

/**
 * Stands before a mock that knows only the demo's tokens: asks a real identity provider whose a token is, as the real
 * server does, and hands the request on as that person of the demo.
 */
export async function askProvider(
  target: string,
  provider: RunningProvider,
): Promise<{ url: string; tokens: readonly string[]; close: () => Promise<void> }> {
  const tokens: string[] = []
  const http = createServer((message, response) => {
    const answer = async () => {
      const headers = new Headers({ 'Content-Type': message.headers['content-type'] ?? '' })
      const token = message.headers.authorization?.replace(/^Bearer /, '')
      if (token !== undefined) {
        if (!tokens.includes(token)) tokens.push(token)
        const email = token.startsWith('demo-') ? null : await provider.emailOf(token)
        headers.set('Authorization', `Bearer ${email ? `demo-${email.split('@')[0]}` : token}`)
      }
      const body = await bodyOf(message)
      const reply = await fetch(`${target}${message.url ?? '/'}`, {
        method: message.method ?? 'GET',
        headers,
        ...(body === '' ? {} : { body }),
      })
      const kept = [...reply.headers].filter(([name]) => /^(?:content-type|x-pagination)$/.test(name))
      response.writeHead(reply.status, Object.fromEntries(kept))
      response.end(Buffer.from(await reply.arrayBuffer()))
    }
    answer().catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
  })
  await new Promise<void>((listening) => {
    http.listen(0, '127.0.0.1', listening)
  })
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    tokens,
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve())
        http.closeAllConnections()
      }),
  }
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of message) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString('utf8')
}
