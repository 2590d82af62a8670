/**
 * Hands presses on links into the app ("#/drift") to the router. Left to the browser they change the hash at once, before
 * the page is there, and where a draft holds them (`useDraft`), the address jumps back. Everything else stays the
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
