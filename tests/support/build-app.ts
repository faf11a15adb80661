import { buildWhenStale } from '@/scripts/build'

await buildWhenStale()
