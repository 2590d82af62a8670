import { useCallback } from 'react'
import { type ChangeSettings as Change, useUrlSettings } from '~/scaffold/use-url-settings'
import { labCodec, type LabSettings } from './settings'

export type ChangeSettings = Change<LabSettings>

/**
 * The Lab's settings. Whatever is changed, the settings have not been run; a new zoom, and what
 * counts as a finding, change nothing that was run. */
export function useSettings(): [LabSettings, ChangeSettings] {
  const [settings, set] = useUrlSettings(labCodec)
  const change = useCallback<ChangeSettings>(
    (changed, how) => {
      const isOnlyShown = Object.keys(changed).every((key) => key === 'view' || key === 'ignore')
      set({ ...(isOnlyShown ? {} : { run: false, view: null }), ...changed }, how)
    },
    [set],
  )
  return [settings, change]
}
