import { buildWhenStale } from '@/scripts/build'

buildWhenStale()
