'use client'

import dynamic from 'next/dynamic'

/** What may be done next, fetched after what there is to be seen. */
export const FollowOn = dynamic(() => import('./next-steps').then((part) => part.NextSteps), {
  loading: () => <div className="h-8 max-desk:h-11" />,
})
