import { offer } from '@/lib/catalog/offer'
import { route } from '@/lib/http/route'

export const GET = route({ auth: 'user', run: async ({ locale }) => ({ models: offer(locale) }) })
