import { route } from '@/lib/http/route'

/** Whether another way to sign in may be connected: a page asks first, because its way to the provider cannot. */
export const POST = route({ auth: 'user', confirmed: true, run: async () => undefined })
