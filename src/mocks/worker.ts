import { http, type HttpHandler } from 'msw'
import { setupWorker } from 'msw/browser'
import { requestBelow, responseOf } from './exchange'
import type { Server } from './server'

/** Answers these servers from a service worker of this page; ready when it resolves. @param script its address */
export async function serveInWorker(
  sites: readonly [base: string, server: Server][],
  script: string,
): Promise<void> {
  await letUpdatesFail()
  await setupWorker(...sites.map(([base, server]) => handlerOf(base, server))).start({
    onUnhandledRequest: 'bypass',
    quiet: true,
    // The same as the app registers it with (`src/app/offline/`): another would be another registration.
    serviceWorker: { url: script, options: { updateViaCache: 'none' } },
  })
}

/** MSW asks for a newer worker and does not wait for the answer: offline that is an error nobody catches. */
async function letUpdatesFail(): Promise<void> {
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    const update = registration.update.bind(registration)
    registration.update = () => update().catch(() => registration)
  }
}

/**
 * Every path and method below one address: unknown ones are answered by the server's own 404 and 405.
 * @param base absolute, without a slash at the end: "http://localhost:4173/backends/drift-watch"
 */
function handlerOf(base: string, server: Server): HttpHandler {
  const below = new RegExp(`^${base.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?:/.*)?$`)
  return http.all(below, async ({ request }) => {
    const { reply } = await server(await requestBelow(base, request))
    return responseOf(reply)
  })
}
