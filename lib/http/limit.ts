export { consume, type LimitName } from '@/lib/limit'
