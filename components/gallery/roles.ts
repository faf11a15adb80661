// A grid for screen readers whose rows lie anywhere: a table could not be drawn in parts, so its roles are given here.

export const gridRole = (label: string) =>
  ({ role: 'grid', 'aria-label': label, 'aria-multiselectable': true, 'aria-rowcount': -1 }) as const
export const rowRole = { role: 'row' } as const
export const cellRole = (label?: string, isChosen?: boolean) =>
  ({ role: 'gridcell', 'aria-label': label, 'aria-selected': isChosen }) as const
