import { askedBooks } from '@/lib/books/ask'
import { books } from '@/lib/books/books'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

export const GET = route({
  auth: 'admin',
  run: async ({ request }) => {
    const days = askedBooks(new URL(request.url).searchParams)
    return days instanceof Refusal ? days : books(await db(), days)
  },
})
