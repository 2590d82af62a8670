import '~/ui/theme/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { becomeDemoPerson } from '~/app/account/demo-person'
import { App, reportFault } from '~/app/providers'
import { followTheme } from '~/app/theme'
import { followPrinting } from '~/ui/page/printing'

followTheme()
followPrinting()

function show(): void {
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no element #root.')
  createRoot(root, { onCaughtError: reportFault }).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
  void import('~/app/navigation/kept-focus').then(({ keepFocus }) => keepFocus(), ignore)
}

/** The demo brings its servers along, ready before the first request; `npm run connect` goes to real ones. */
async function startServers(): Promise<void> {
  if (import.meta.env.MODE === 'connect') return
  const { listDemoPeople, startDemo } = await import('~/mocks/browser')
  await startDemo()
  becomeDemoPerson(listDemoPeople())
}

/** So long the page that was opened has the network and the processor to itself. */
const REST_MS = 4000

/** Every file for the next visit without a network: none of it is needed now. In development there is nothing to keep. */
function keepWhenAtRest(): void {
  if (!import.meta.env.PROD) return
  const keep = () => void import('~/app/offline/keep').then(({ keepForOffline }) => keepForOffline(), ignore)
  setTimeout(
    () => ('requestIdleCallback' in window ? requestIdleCallback(keep, { timeout: REST_MS }) : keep()),
    REST_MS,
  )
}

/** Without a network there is nothing to keep either. */
const ignore = () => undefined

// Without them the pages that need a server say so, and the rest works. No top-level await: the demo's chunk imports
// parts that this one holds, and would wait for it in turn.
void startServers().catch(reportError).then(show).then(keepWhenAtRest)
