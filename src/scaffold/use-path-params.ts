import { matchRoutes, useLocation } from 'react-router'
import { type PageId, paramsOf, type PathParams, paths } from '~/lib/paths'

/** The parameters of the page's own address, decoded. @param id the page that is on the screen */
export function usePathParams<Id extends PageId>(id: Id): PathParams<Id> {
  // By one route: `matchPath` leaves parameters encoded.
  const [match] = matchRoutes([{ path: paths[id] }], useLocation()) ?? []
  return paramsOf(match?.params ?? {}) as PathParams<Id>
}
