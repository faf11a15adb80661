import type { Attempt } from './attempts'
import { allowed, holds, refused } from './claims'
import { redeems } from './fixture'

const NOW = 'set constraints all immediate;'
const redeemed = (times: number) =>
  `${NOW} ${holds(`(select count(*) = ${times} from code_redemptions)
  and (select count(*) = ${times} from ledger where kind = 'redeem')
  and (select sum(used) = ${times} from codes) and (select sum(redeemed) = ${times} from code_batches)`)}`
const alone = `insert into code_redemptions (id, batch_id, n, user_id) values ('new', 'spring', 1, 'ann');`
const paid = (user: string, amount: number, kind = 'redeem', debit = 'house.codes', id = 'new') => `
  insert into ledger (kind, debit, credit, amount, user_id, actor, reason, idempotency_key)
  values ('${kind}', '${debit}', 'user.available', ${amount}, '${user}', 'ann', 'x', 'redeem:${id}');`

export const codeAttempts: Attempt[] = [
  allowed(
    'code_redemptions',
    'a code is redeemed, and that one alone is used',
    `${redeems('ann', 'spring', 1)} ${redeemed(2)}
     ${holds(`(select used = 1 from codes where hash = 'a') and (select redeemed = 2 from code_batches where id = 'spring')`)}`,
  ),
  allowed('code_redemptions', 'a code that is not over', `${redeems('ann', 'later', 1)} ${redeemed(2)}`),
  allowed(
    'code_redemptions',
    'one that is over gives nothing',
    `${redeems('ann', 'over', 1)} ${redeemed(1)}`,
  ),
  allowed('code_redemptions', 'a canceled one gives nothing', `${redeems('ann', 'off', 1)} ${redeemed(1)}`),
  allowed('code_redemptions', 'a used up one gives nothing', `${redeems('ann', 'spring', 2)} ${redeemed(1)}`),
  refused(
    'code_redemptions',
    'twice by one person',
    redeems('ann', 'spring', 1) + redeems('ann', 'spring', 1, 'again'),
    /code_redemptions_once/,
  ),
  refused('code_redemptions', 'an id twice', redeems('ann', 'spring', 1, 'first'), /code_redemptions_pkey/),
  refused(
    'code_redemptions',
    'a code that is not there',
    `alter table code_redemptions disable trigger code_redeem; ${redeems('ann', 'spring', 9)}`,
    /code_redemptions_batch_id/,
  ),
  refused(
    'code_redemptions',
    'by nobody',
    `alter table code_redemptions disable trigger code_redeem; ${alone.replace("'ann'", "'nobody'")}`,
    /code_redemptions_user_id/,
  ),
  allowed(
    'code_redemptions',
    'who is suspended gets nothing',
    `update users set disabled_at = now() where id = 'ann'; ${redeems('ann', 'spring', 1)} ${redeemed(1)}`,
  ),
  refused('code_redemptions', 'without a ledger row', alone, /has no ledger row/),
  refused('code_redemptions', 'for less', alone + paid('ann', 400), /has no ledger row/),
  refused('code_redemptions', 'for another person', alone + paid('ben', 500), /has no ledger row/),
  refused(
    'code_redemptions',
    'as a grant',
    alone + paid('ann', 500, 'grant', 'house.grants'),
    /has no ledger row/,
  ),
  refused(
    'code_redemptions',
    'paid under another name',
    `${alone} ${redeems('ann', 'later', 1, 'other')}`,
    /has no ledger row/,
  ),
  refused(
    'code_redemptions',
    'a redemption that is changed',
    `update code_redemptions set n = 2;`,
    /append-only/,
  ),
  refused('code_redemptions', 'a redemption that is deleted', 'delete from code_redemptions;', /append-only/),
  refused('ledger', 'a redeem row alone', paid('ann', 500), /redeem row without a redemption/),
  refused(
    'ledger',
    'a redeem row of another’s redemption',
    `drop index ledger_idempotency; ${paid('ann', 500, 'redeem', 'house.codes', 'first')}`,
    /redeem row without a redemption/,
  ),
  refused(
    'ledger',
    'a redeem row beside one’s own redemption',
    paid('ben', 500),
    /redeem row without a redemption/,
  ),
  refused(
    'codes',
    'used more often than it may',
    `update codes set used = 3 where hash = 'a';`,
    /codes_used/,
  ),
  refused('codes', 'the same words twice', `update codes set hash = 'a' where hash = 'b';`, /codes_hash/),
  refused(
    'codes',
    'a place twice',
    `insert into codes values ('spring', 1, 'z', 'x', 1);`,
    /codes_batch_id_n_pk/,
  ),
  refused(
    'codes',
    'of no batch',
    `insert into codes values ('nothing', 1, 'z', 'x', 1);`,
    /codes_batch_id_code_batches/,
  ),
  refused('code_batches', 'worth nothing', `update code_batches set amount = 0;`, /code_batches_numbers/),
  refused(
    'code_batches',
    'more redeemed than made',
    `update code_batches set redeemed = 99;`,
    /code_batches_redeemed/,
  ),
  refused(
    'code_batches',
    'canceled with its words',
    `update code_batches set canceled_at = now() where id = 'spring';`,
    /code_batches_seed/,
  ),
  refused(
    'code_batches',
    'an id twice',
    `insert into code_batches (id, amount, count, uses, note, created_by, seed) values ('spring', 1, 1, 1, 'x', 'ben', 'x');`,
    /code_batches_pkey/,
  ),
]
