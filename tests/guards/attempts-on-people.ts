import type { Attempt } from './attempts'
import { allowed, holds, refused } from './claims'

export const peopleAttempts: Attempt[] = [
  allowed(
    'users',
    'everyone has a balance',
    `insert into users (id, email, name) values ('cleo', 'c@example.com', 'Cleo'); ${holds(`(select available = 0 and held = 0 from balances where user_id = 'cleo')`)}`,
  ),
  refused(
    'users',
    'an id twice',
    `insert into users (id, email, name) values ('ann', 'c@example.com', 'Cleo');`,
    /users_pkey/,
  ),
  refused(
    'users',
    'an address twice',
    `insert into users (id, email, name) values ('cleo', 'ANN@example.com', 'Cleo');`,
    /users_email/,
  ),
  refused('users', 'another role', `update users set role = 'owner';`, /users_role/),
  refused(
    'users',
    'a person with movements leaves',
    `delete from users where id = 'ann';`,
    /violates foreign key/,
  ),
  allowed(
    'users',
    'who is suspended is signed out, nobody else',
    `update users set disabled_at = now() where id = 'ann';
     ${holds(`(select array_agg(id) = '{two}' from sessions)`)}`,
  ),
  refused(
    'admin_requests',
    'a request twice',
    `insert into admin_requests (actor, key, request_hash) values ('ben', 'key', 'y');`,
    /admin_requests_actor_key_pk/,
  ),
  refused(
    'settings',
    'a setting twice',
    `insert into settings values ('a', '1'), ('a', '2');`,
    /settings_pkey/,
  ),
  refused(
    'links',
    'a link twice',
    `insert into links (id, kind, token_hash, expires_at) values ('a', 'invite', 'x', now()), ('b', 'invite', 'x', now());`,
    /links_token/,
  ),
  refused(
    'links',
    'a link of another kind',
    `insert into links (id, kind, token_hash, expires_at) values ('a', 'gift', 'x', now());`,
    /links_kind/,
  ),
  refused('turns', 'a turn twice', `insert into turns values ('ann', now());`, /turns_pkey/),
  refused('turns', 'a turn of nobody', `insert into turns values ('nobody', now());`, /turns_user_id/),
]
