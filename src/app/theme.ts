import { type ThemeChoice, usePreferences } from '~/stores/preferences'

const dark = window.matchMedia('(prefers-color-scheme: dark)')

const resolve = (choice: ThemeChoice): 'light' | 'dark' =>
  choice === 'system' ? (dark.matches ? 'dark' : 'light') : choice

const apply = () => {
  document.documentElement.dataset['theme'] = resolve(usePreferences.getState().theme)
}

/** Paper is light. */
const applyPaper = () => {
  document.documentElement.dataset['theme'] = 'light'
}

/**
 * Puts the theme on the root element: before the first render, so that nothing flashes, and at every change
 * of the choice or of the system. What is printed is light.
 * @returns stops following.
 */
export function followTheme(): () => void {
  apply()
  dark.addEventListener('change', apply)
  const stop = usePreferences.subscribe(apply)
  window.addEventListener('beforeprint', applyPaper)
  window.addEventListener('afterprint', apply)
  return () => {
    dark.removeEventListener('change', apply)
    window.removeEventListener('beforeprint', applyPaper)
    window.removeEventListener('afterprint', apply)
    stop()
  }
}
