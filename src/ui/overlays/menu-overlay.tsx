import Check from 'lucide-react/icons/check'
import type { RefObject } from 'react'
import { flushSync } from 'react-dom'
import { Menu, MenuItem as Item, MenuSection, Popover, Separator } from 'react-aria-components/Menu'
import { classNames } from '../class-names'
import { Icon } from '../words/icon'
import { Kbd } from '../words/kbd'
import type { MenuItem } from './menu'
import styles from './menu.module.css'

interface MenuOverlayProps {
  label: string
  items: readonly MenuItem[]
  trigger: RefObject<HTMLElement | null>
  selected: string | undefined
  onClose: () => void
}

export default function MenuOverlay({ label, items, trigger, selected, onClose }: MenuOverlayProps) {
  const usual = items.filter((item) => item.destructive !== true)
  const destructive = items.filter((item) => item.destructive === true)
  return (
    <Popover
      isOpen
      onOpenChange={(open) => !open && onClose()}
      triggerRef={trigger}
      aria-label={label}
      placement="bottom start"
      offset={4}
      className={styles['popover'] ?? ''}
    >
      <Menu
        aria-label={label}
        className={styles['menu'] ?? ''}
        autoFocus="first"
        onClose={onClose}
        {...(selected === undefined ? {} : { selectionMode: 'single' as const, selectedKeys: [selected] })}
        disabledKeys={items.filter((item) => item.disabledReason).map((item) => item.id)}
      >
        {usual.map((item) => (
          <Row key={item.id} item={item} trigger={trigger} onClose={onClose} />
        ))}
        {destructive.length > 0 ? (
          <>
            {usual.length > 0 ? <Separator className={styles['line'] ?? ''} /> : null}
            <MenuSection aria-label="Careful">
              {destructive.map((item) => (
                <Row key={item.id} item={item} trigger={trigger} onClose={onClose} />
              ))}
            </MenuSection>
          </>
        ) : null}
      </Menu>
    </Popover>
  )
}

function Row({ item, trigger, onClose }: { item: MenuItem } & Pick<MenuOverlayProps, 'trigger' | 'onClose'>) {
  const below = item.disabledReason ?? item.detail
  const run = () => {
    // A dialog that the item opens gives focus back to what had it: the item goes with its menu, its button stays.
    flushSync(onClose)
    trigger.current?.focus({ preventScroll: true })
    item.run()
  }
  return (
    <Item
      id={item.id}
      textValue={item.title}
      className={classNames(styles['item'], item.destructive === true && styles['destructive'])}
      onAction={run}
    >
      {item.icon ? <Icon of={item.icon} /> : null}
      <span className={styles['words']}>
        {item.title}
        {below ? <span className={styles['detail']}>{below}</span> : null}
      </span>
      <span className={styles['tick']}>
        <Icon of={Check} />
      </span>
      {item.shortcut ? <Kbd plain>{item.shortcut}</Kbd> : null}
    </Item>
  )
}
