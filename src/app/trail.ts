import { matchPath } from 'react-router'
import { paths } from '~/lib/paths'
import { type Page, pages } from './pages'

/** One page with those that it stands below, the topmost first. */
export type Lineage = readonly [...Page[], Page]

/** Every page with its lineage, in the order of the registry. */
export function lineages(of: readonly Page[] = pages, above: readonly Page[] = []): Lineage[] {
  return of.flatMap((page): Lineage[] => {
    const own: Lineage = [...above, page]
    return [own, ...lineages(page.children ?? [], own)]
  })
}

export interface Level {
  page: Page
  /** Its address, with the parameters of the page on the screen. */
  path: string
}

/** The page at an address and those above it, the topmost first; nothing where no page is there. */
export function trailOf(pathname: string): Level[] {
  for (const lineage of lineages()) {
    if (matchPath(paths[lineage.at(-1)!.id], pathname))
      return lineage.map((page) => ({ page, path: beginningOf(pathname, paths[page.id]) }))
  }
  return []
}

/** As many segments of an address as a page's own has, letter by letter: what is encoded stays so. */
function beginningOf(pathname: string, own: string): string {
  return pathname.split('/').slice(0, own.split('/').length).join('/')
}
