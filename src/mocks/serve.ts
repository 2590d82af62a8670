import { http, type HttpHandler } from 'msw'
import { setupWorker } from 'msw/browser'
import { plainRequest, responseOf } from './exchange'
import type { Server } from './server'

/**
 * One server below one address, as a handler for MSW (in the browser's service worker or in node): every path and
 * method below it is answered, unknown ones by the server's own 404 and 405.
 * @param base absolute, without a slash at the end: "http://localhost:4173/backends/drift-watch"
 */
function serve(server: Server, base: string): HttpHandler {
  const below = new RegExp(`^${base.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?:/.*)?$`)
  return http.all(below, async ({ request }) => responseOf(await server(await plainRequest(request, base))))
}

/** Answers these servers from a service worker of this page; ready when it resolves. @param script its address */
export async function serveInWorker(
  sites: readonly [base: string, server: Server][],
  script: string,
): Promise<void> {
  await setupWorker(...sites.map(([base, server]) => serve(server, base))).start({
    onUnhandledRequest: 'bypass',
    quiet: true,
    serviceWorker: { url: script },
  })
}
