// Where an identity provider sends a person back: its answer is handed to the page that asked, which has the secrets
// without which it is worth nothing. Nothing of it stays in this window's address.
const answer = location.search.slice(1)
history.replaceState(null, '', location.pathname)
const state = new URLSearchParams(answer).get('state')
const say = (words) => {
  document.getElementById('words').textContent = words
}
const channel = new BroadcastChannel('tidemark-sign-in')
const nobody = setTimeout(() => {
  say(
    'No page waits for this answer: it was closed or reloaded, or this is not what it asked for. Nobody was signed in. Close this window, and sign in again from the page.',
  )
}, 3000)
channel.onmessage = ({ data }) => {
  if (data === null || typeof data !== 'object' || data.taken !== state) return
  clearTimeout(nobody)
  say('The answer was handed on. This window can be closed.')
  window.close()
}
if (state === null) {
  clearTimeout(nobody)
  say('This address is for identity providers: it says nothing by itself. Close this window.')
} else {
  channel.postMessage({ answer })
}
