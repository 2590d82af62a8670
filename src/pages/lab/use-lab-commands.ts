import { useEffect } from 'react'
import { type BundledSample, bundledSamples } from '~/data/samples'
import { registerCommands } from '~/stores/commands'

/** What the palette can do while the Lab is open; the shortcut works without the palette too. */
export function useLabCommands(does: {
  run(): void
  /** Whether there is something to run now. */
  mayRun: boolean
  openSample(sample: BundledSample): void
  /** Columns that can be compared. */
  columns: readonly string[]
  chooseColumn(name: string): void
}): void {
  const { run, mayRun, openSample, columns, chooseColumn } = does
  useEffect(
    () =>
      registerCommands([
        {
          id: 'lab.run',
          title: 'Run the detector',
          group: 'Lab',
          shortcut: 'Ctrl ↵',
          unavailable: !mayRun,
          run,
        },
        ...bundledSamples.map((sample) => ({
          id: `lab.sample.${sample.id}`,
          title: `Open ${sample.name}`,
          group: 'Bundled samples',
          keywords: ['demo', 'data', sample.id],
          detail: sample.licence.name,
          run: () => openSample(sample),
        })),
      ]),
    [run, mayRun, openSample],
  )
  useEffect(
    () =>
      registerCommands(
        columns.map((name) => ({
          id: `lab.column.${name}`,
          title: `Compare ${name} alone`,
          group: 'Columns of the data',
          keywords: ['column', 'only'],
          byName: true,
          run: () => chooseColumn(name),
        })),
      ),
    [columns, chooseColumn],
  )
}
