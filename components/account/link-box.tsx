'use client'

import { useEffect, useState } from 'react'
import { CopyButton } from '@/components/account/copy-button'

/** A link to hand on: to read, to select and to copy. */
export function LinkBox({ path }: { path: string }) {
  const [origin, setOrigin] = useState('')
  useEffect(() => setOrigin(window.location.origin), [])
  return (
    <div className="mt-3 flex items-center gap-2 max-desk:flex-col max-desk:items-stretch">
      <code className="measured min-w-0 flex-1 select-all rounded-control bg-well px-3 py-2 max-desk:flex-none [overflow-wrap:anywhere]">
        {origin + path}
      </code>
      <CopyButton path={path} />
    </div>
  )
}
