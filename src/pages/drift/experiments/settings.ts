import * as v from 'valibot'

/** What of the list of experiments is shown. It stands in the URL. */
export interface ListSettings {
  search: string
  sort: 'last-run' | 'name' | 'created'
  show: 'all' | 'public' | 'mine'
}

export const emptyListSettings: ListSettings = { search: '', sort: 'last-run', show: 'all' }

const sortSchema = v.fallback(v.picklist(['last-run', 'name', 'created']), emptyListSettings.sort)
const showSchema = v.fallback(v.picklist(['all', 'public', 'mine']), emptyListSettings.show)

/** Reads the settings; what is not understood falls back, field by field. */
export function listFromUrl(query: URLSearchParams): ListSettings {
  return {
    search: query.get('search') ?? '',
    sort: v.parse(sortSchema, query.get('sort')),
    show: v.parse(showSchema, query.get('show')),
  }
}

/** The inverse; defaults are left out. */
export function listToUrl({ search, sort, show }: ListSettings): URLSearchParams {
  const query = new URLSearchParams()
  if (search !== '') query.set('search', search)
  if (sort !== emptyListSettings.sort) query.set('sort', sort)
  if (show !== emptyListSettings.show) query.set('show', show)
  return query
}
