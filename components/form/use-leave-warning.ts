'use client'

import { useEffect } from 'react'
import { allFiles } from './fields'
import { isBusy } from './media-item'
import { useForm } from './use-form'

/** Closing the page would lose files that are on their way: the browser asks. */
export function useLeaveWarning() {
  const { model, store, desk } = useForm()
  useEffect(() => {
    const hold = (event: BeforeUnloadEvent) => {
      if (allFiles(model.fields, store.state().values).some((id) => isBusy(desk.get(id))))
        event.preventDefault()
    }
    window.addEventListener('beforeunload', hold)
    return () => window.removeEventListener('beforeunload', hold)
  }, [model, store, desk])
}
