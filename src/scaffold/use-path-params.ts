import { useParams } from 'react-router'
import { type PageId, paramsOf, type PathParams } from '~/lib/paths'

/** The parameters of the page's own address, decoded. @param _id the page that is on the screen */
export function usePathParams<Id extends PageId>(_id: Id): PathParams<Id> {
  return paramsOf(useParams()) as PathParams<Id>
}
