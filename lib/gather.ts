import 'server-only'
import DataLoader from 'dataloader'
import type { Db } from '@/db/open'

/** Two, so that the database has work while the answers of the other trip are handed out. */
const TRIPS_AT_ONCE = 2
const MOST_PER_TRIP = 64

type Load<Q, A> = (db: Db, questions: readonly Q[]) => Promise<(A | Error)[]>

/**
 * Lets many callers share a trip to the database: what is asked while earlier trips are under way goes together in the
 * next one. Under load the cost of a question falls; a lone one waits for nothing. No answer is remembered.
 * @param load answers in the order of the questions; an `Error` in a place is thrown to that caller alone.
 */
export function gathered<Q, A>(load: Load<Q, A>): (db: Db, question: Q) => Promise<A> {
  const loaders = new WeakMap<Db, DataLoader<Q, A>>()
  return (db, question) => {
    const loader = loaders.get(db) ?? loaderOf(db, load)
    loaders.set(db, loader)
    return loader.load(question)
  }
}

function loaderOf<Q, A>(db: Db, load: Load<Q, A>): DataLoader<Q, A> {
  const waiting: (() => void)[] = []
  let underWay = 0
  function depart() {
    const dispatch = underWay < TRIPS_AT_ONCE ? waiting.shift() : undefined
    if (!dispatch) return
    underWay++
    // After what else arrived in this turn of the event loop has asked too.
    setImmediate(dispatch)
  }
  async function trip(questions: readonly Q[]) {
    try {
      return await load(db, questions)
    } finally {
      underWay--
      depart()
    }
  }
  return new DataLoader<Q, A>(trip, {
    cache: false,
    maxBatchSize: MOST_PER_TRIP,
    batchScheduleFn: (dispatch) => {
      waiting.push(dispatch)
      depart()
    },
  })
}
