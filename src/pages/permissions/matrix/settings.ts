import type { AccessView } from '~/domain/mlflow/permissions/view'
import { urlChoice, urlCodec, urlFlag, urlNames, urlText, urlValue } from '~/lib/url-codec'
import * as v from 'valibot'

/** What of the matrix is shown. It stands in the URL. */
export interface MatrixSettings extends Omit<AccessView, 'kind'> {
  of: 'experiments' | 'models'
}

const group = v.union([
  v.picklist(['none', 'prefix']),
  v.pipe(v.string(), v.startsWith('tag:'), v.maxLength(250)),
])

export const matrixCodec = urlCodec<MatrixSettings>({
  of: urlChoice(['experiments', 'models']),
  user: urlText(),
  resource: urlText(),
  tag: urlText({ isChosen: true }),
  explicitOnly: urlFlag(false),
  differ: urlNames(),
  sortUsers: urlChoice(['name', 'rows']),
  sortResources: urlChoice(['id', 'name', 'rows']),
  groupUsers: urlChoice(['standing', 'domain', 'none']),
  groupResources: urlValue<string>(group, 'none'),
})

export function viewOf({ of, ...rest }: MatrixSettings): AccessView {
  return { ...rest, kind: of === 'experiments' ? 'experiment' : 'registered-model' }
}
