import MenuIcon from 'lucide-react/icons/menu'
import Monitor from 'lucide-react/icons/monitor'
import Moon from 'lucide-react/icons/moon'
import Search from 'lucide-react/icons/search'
import Sun from 'lucide-react/icons/sun'
import { Fragment, memo } from 'react'
import { shortened } from '~/lib/shorten'
import { setPreferences, type ThemeChoice, usePreferences } from '~/stores/preferences'
import type { IconType } from '~/ui/words/icon'
import { Icon } from '~/ui/words/icon'
import { IconButton } from '~/ui/controls/icon-button'
import { Kbd } from '~/ui/words/kbd'
import { late } from '~/ui/states/late'
import { Logo } from '~/ui/words/logo'
import { Mark } from '~/ui/words/mark'
import { Tooltip } from '~/ui/overlays/tooltip'
import { Menu } from '~/ui/overlays/menu'
import { useOnline } from '~/ui/states/use-online'
import { JobIndicator } from './job-indicator'
import styles from './top-bar.module.css'

const { Late: Account } = late(() => import('../account/account'))

export interface Crumb {
  path: string
  name: string
}

export interface TopBarProps {
  /** From the sidebar's page down to the one on the screen. */
  crumbs: readonly Crumb[]
  onOpenPalette: () => void
  onPalettePossible: () => void
  onOpenDrawer: () => void
}

/** Of a long name: what it has in common with others stands at its start, what sets it apart at its end. */
const ENDS = [24, 16] as const

/** Memoise what it takes: it stays as it is while a page writes its address. */
export const TopBar = memo(function TopBar(props: TopBarProps) {
  const { crumbs, onOpenPalette, onPalettePossible, onOpenDrawer } = props
  return (
    <header className={styles['bar']} data-unprinted="">
      <div className={styles['narrow']}>
        <IconButton icon={MenuIcon} label="Pages" onClick={onOpenDrawer} />
        <Logo />
      </div>
      <nav aria-label="Breadcrumb" className={styles['crumbs']}>
        {crumbs.slice(0, -1).map(({ path, name }) => (
          <Fragment key={path}>
            <a href={`#${path}`} className={styles['above']} title={name}>
              {shortened(name, ENDS)}
            </a>
            <span className={styles['slash']} aria-hidden>
              /
            </span>
          </Fragment>
        ))}
        <span aria-current="page" title={crumbs.at(-1)?.name}>
          {shortened(crumbs.at(-1)?.name ?? '', ENDS)}
        </span>
      </nav>
      <div className={styles['end']}>
        <OfflineMark />
        <JobIndicator />
        <button
          type="button"
          className={styles['search']}
          aria-label="Search or jump to"
          aria-keyshortcuts="Control+K Meta+K"
          aria-haspopup="dialog"
          onPointerEnter={onPalettePossible}
          onFocus={onPalettePossible}
          onClick={onOpenPalette}
        >
          <Icon of={Search} />
          <span className={styles['searchWords']}>Search or jump to</span>
          <Kbd>Ctrl K</Kbd>
        </button>
        <ThemeMenu />
        <Account />
      </div>
    </header>
  )
})

function OfflineMark() {
  if (useOnline()) return null
  return (
    <Tooltip text="Work on this machine continues; servers elsewhere do not answer.">
      <span className={styles['offline']} role="status" tabIndex={0}>
        <Mark state="unknown" />
        <span className={styles['offlineWord']}>Offline</span>
      </span>
    </Tooltip>
  )
}

const themes: readonly { id: ThemeChoice; title: string; icon: IconType }[] = [
  { id: 'light', title: 'Light', icon: Sun },
  { id: 'dark', title: 'Dark', icon: Moon },
  { id: 'system', title: 'Same as system', icon: Monitor },
]

function ThemeMenu() {
  const theme = usePreferences((state) => state.theme)
  const icon = themes.find((choice) => choice.id === theme)?.icon ?? Monitor
  return (
    <Menu
      label="Theme"
      icon={icon}
      size={28}
      variant="quiet"
      selected={theme}
      items={themes.map((choice) => ({ ...choice, run: () => setPreferences({ theme: choice.id }) }))}
    />
  )
}
