'use client'

import { useTranslations } from 'next-intl'
import { type ComponentType, useState } from 'react'
import { persistent } from '@/components/http/persistent'
import type { AccountMenuProps } from '@/components/layout/account-menu'
import { Avatar } from '@/components/layout/avatar'
import { buttonStyle } from '@/components/ui/button-style'

const load = persistent(() => import('@/components/layout/account-menu').then((part) => part.AccountMenu))

/** The face in the corner. Its menu is fetched when a hand comes near, so that no page waits for it. */
export function AccountButton(props: AccountMenuProps) {
  const t = useTranslations('frame.account')
  const [parts, setParts] = useState<{ Menu: ComponentType<AccountMenuProps> }>()
  if (parts) return <parts.Menu {...props} />
  return (
    <button
      type="button"
      aria-label={t('open', { name: props.name })}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={load}
      onFocus={load}
      onClick={async () => setParts({ Menu: await load() })}
      className={buttonStyle({ look: 'quiet', size: 'square' })}
    >
      <Avatar name={props.name || props.email} />
    </button>
  )
}
