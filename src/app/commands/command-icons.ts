import Copy from 'lucide-react/icons/copy'
import Keyboard from 'lucide-react/icons/keyboard'
import Monitor from 'lucide-react/icons/monitor'
import Moon from 'lucide-react/icons/moon'
import PanelLeft from 'lucide-react/icons/panel-left'
import Presentation from 'lucide-react/icons/presentation'
import Sun from 'lucide-react/icons/sun'
import type { IconType } from '~/ui/words/icon'
import { pages } from '../pages'

/** Icons of the app's own commands (`use-commands.ts`), by id. A page’s commands have none. */
export const commandIcons: Readonly<Record<string, IconType>> = {
  ...Object.fromEntries(pages.map((page) => [`go-${page.id}`, page.icon])),
  'copy-address': Copy,
  shortcuts: Keyboard,
  present: Presentation,
  sidebar: PanelLeft,
  'theme-light': Sun,
  'theme-dark': Moon,
  'theme-system': Monitor,
}
