import { useEffect } from 'react'
import type { PageId } from '~/lib/paths'
import { namePages } from '~/stores/page-name'

/**
 * Says what data calls the page on the screen and those above it: `{ 'drift.history': experiment.name }`. Breadcrumb
 * and window title show it. A name that is not known yet is left out or null.
 */
export function usePageNames(names: Readonly<Partial<Record<PageId, string | null>>>): void {
  const known = JSON.stringify(
    Object.entries(names).filter(([, name]) => name !== null && name !== undefined),
  )
  useEffect(() => namePages(Object.fromEntries(JSON.parse(known) as [string, string][])), [known])
}
