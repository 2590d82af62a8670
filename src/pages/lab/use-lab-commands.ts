import { useEffect } from 'react'
import { type BundledSample, bundledSamples } from '~/data/samples'
import { registerCommands } from '~/stores/commands'

/** What the palette can do while the Lab is open; the shortcut works without the palette too. */
export function useLabCommands(does: { run(): void; openSample(sample: BundledSample): void }): void {
  const { run, openSample } = does
  useEffect(
    () =>
      registerCommands([
        { id: 'lab.run', title: 'Run the detector', group: 'Lab', shortcut: 'Ctrl ↵', run },
        ...bundledSamples.map((sample) => ({
          id: `lab.sample.${sample.id}`,
          title: `Open ${sample.name}`,
          group: 'Bundled samples',
          keywords: ['demo', 'data', sample.id],
          detail: sample.licence.name,
          run: () => openSample(sample),
        })),
      ]),
    [run, openSample],
  )
}
