import * as v from 'valibot'
import { formatCount } from '~/lib/format'
import { type UrlField, urlValue } from '~/lib/url-codec'
import { ValueMenu } from '~/ui/overlays/value-menu'

/** Builds that are loaded, newest first: each costs the server one description, once. */
const COUNTS = [100, 250, 500] as const
export type BuildCount = (typeof COUNTS)[number]

/** How many builds are loaded, in the URL. */
export const urlBuilds = (): UrlField<BuildCount> =>
  urlValue(v.pipe(v.string(), v.transform(Number), v.picklist(COUNTS)), COUNTS[0])

/** Chooses how many builds are loaded. */
export function BuildCountMenu({
  value,
  onChange,
}: {
  value: BuildCount
  onChange: (count: BuildCount) => void
}) {
  return (
    <ValueMenu
      label="Builds to load"
      word="Builds"
      value={`newest ${value}`}
      selected={String(value)}
      items={COUNTS.map((count) => ({
        id: String(count),
        title: `Newest ${formatCount(count)}`,
        run: () => onChange(count),
      }))}
    />
  )
}
