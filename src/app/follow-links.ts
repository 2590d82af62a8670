/**
 * Hands presses on links into the app ("#/drift") to the router. Left to the browser they change the hash behind its
 * back, and it cannot hold them up: what was typed would be lost unasked (`useDraft`). Everything else stays the
 * browser's: other windows, downloads, links that somebody handled already.
 * @returns stops it
 */
export function followLinks(navigate: (path: string) => void): () => void {
  const follow = (event: MouseEvent) => {
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    if (event.defaultPrevented || !isPlain || !(event.target instanceof Element)) return
    const link = event.target.closest('a')
    const href = link?.getAttribute('href') ?? ''
    if (!link || !/^#[/]/.test(href) || link.hasAttribute('download')) return
    if (link.target !== '' && link.target !== '_self') return
    event.preventDefault()
    navigate(href.slice(1))
  }
  document.addEventListener('click', follow)
  return () => document.removeEventListener('click', follow)
}
