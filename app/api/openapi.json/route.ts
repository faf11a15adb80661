import { openApi } from '@/lib/http/openapi'
import { route } from '@/lib/http/route'

export const GET = route({ auth: 'none', run: async () => openApi() })
