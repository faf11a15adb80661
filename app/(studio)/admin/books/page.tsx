import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Books } from '@/components/books/books'
import { requireAdmin } from '@/lib/auth/session'
import { books } from '@/lib/books/books'
import { db } from '@/lib/database'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin')
  return { title: t('areas.books') }
}

export default async function BooksPage() {
  await requireAdmin('/admin/books')
  const t = await getTranslations('admin')
  const initial = await books(await db(), 30)
  return <Books title={t('areas.books')} initial={initial} at={Date.now()} />
}
