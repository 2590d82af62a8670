/**
 * The demo's service worker: MSW's, kept to what it is there for. That one asks the page about each request, its own scripts
 * and styles too, one after the other: sixty small ones of a page then take half a second.
 */
const backends = new URL('backends/', self.registration.scope).href

// Before MSW's own listener, which comes with its script.
addEventListener('fetch', (event) => {
  if (!event.request.url.startsWith(backends)) event.stopImmediatePropagation()
})

importScripts('mockServiceWorker.js')
