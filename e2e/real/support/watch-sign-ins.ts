import type { Page } from '@playwright/test'

interface SignIns {
  /** Requests to the server, in their order: "GET /path", and whether a header Authorization went along. */
  asked: readonly { request: string; isSigned: boolean }[]
  /** Requests at which the browser would have opened its own prompt for a name and password. */
  prompts: readonly string[]
}

/**
 * Watches how a page signs in: the browser's own prompt is no dialog of the page (`page.on('dialog')` never hears of
 * it), but its development tools are asked for the answer.
 */
export async function watchSignIns(page: Page): Promise<SignIns> {
  const asked: { request: string; isSigned: boolean }[] = []
  const prompts: string[] = []
  page.on('request', (request) => {
    const path = pathBehindProxy(request.url())
    if (path === null) return
    const isSigned = request.headers()['authorization'] !== undefined
    asked.push({ request: `${request.method()} ${path}`, isSigned })
  })
  const tools = await page.context().newCDPSession(page)
  tools.on('Fetch.requestPaused', ({ requestId }) => {
    // A page that is closed meanwhile has dropped it.
    void tools.send('Fetch.continueRequest', { requestId }).catch(() => undefined)
  })
  tools.on('Fetch.authRequired', ({ requestId, request }) => {
    prompts.push(`${request.method} ${pathBehindProxy(request.url) ?? request.url}`)
    void tools
      .send('Fetch.continueWithAuth', { requestId, authChallengeResponse: { response: 'CancelAuth' } })
      .catch(() => undefined)
  })
  await tools.send('Fetch.enable', { handleAuthRequests: true, patterns: [{ urlPattern: '*/backends/*' }] })
  return { asked, prompts }
}

/** What the proxy hands on to MLflow; null: it is for nobody but the page's own server. */
function pathBehindProxy(url: string): string | null {
  return /\/backends\/mlflow(\/.*)$/.exec(new URL(url).pathname)?.[1] ?? null
}
