-- What a result is found by: the words of a text in small letters and composed (NFC), each cut to 40. Of Chinese,
-- Japanese and Korean, which leave no spaces, every pair of neighbours and the last letter of a run, so that every letter
-- begins one of them: the pairs from the first letter on, and those from the second. `lib/gallery/search.ts` asks for
-- the same.
create or replace function search_words(given text) returns text[] language sql stable as $$
  with pieces (piece) as materialized (
    select (regexp_matches(part, '[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+|[^\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+', 'g'))[1]
    from unnest(regexp_split_to_array(lower(normalize(given) collate "und-x-icu") collate "C",
      '[\u0001-\u002f\u003a-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f\uff00-\uff0f\uff1a-\uff20]+')) as part),
  words (word) as (
    select left(piece, 40) from pieces where piece !~ '[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]'
    union all select (regexp_matches(substr(piece, n), '..?', 'g'))[1] from pieces, unnest(array[1, 2]) n
      where piece ~ '[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]')
  select coalesce(array_agg(distinct word), '{}') from words where word <> ''
$$;
--> statement-breakpoint

-- What a person wrote for a model, by the names that such fields have in the catalogue, also in the parts of a list (the
-- shots of a film, the lines of a talk). Not what must stay out of a picture. `tests/unit/gallery/search.test.ts` knows
-- of every text of the catalogue.
create or replace function search_told(input jsonb) returns text language sql immutable as $$
  select string_agg(told #>> '{}', ' ') from jsonb_path_query(input, '$.**{0 to 1} ? (@.type() == "object").keyvalue() ?
    (@.key like_regex "^(prompt|character_prompt|text|previous_text|next_text|scene|sample_context|description|audio_profile)$" flag "i"
    ).value ? (@.type() == "string")') as told
$$;
--> statement-breakpoint

-- Of a text the first 20,000 letters, which is all of it but for a few models without a limit worth the name. A finished
-- version is found by what its source is found by.
create or replace function files_words() returns trigger language plpgsql as $$
declare
  told text := (select search_told(input) from jobs where id = new.job_id);
  found text[] := array(
    select word from unnest(search_words(new.name)) as word
    union select word from unnest(search_words(left(told, 20000))) as word);
  inherited text[] := (select words from files where id = new.finish_of);
begin
  new.words := array(
    select left(new.user_id, 8) || word from unnest(found) as word
    union select word from unnest(inherited) as word);
  insert into gallery_words (user_id, word)
    select new.user_id, word from unnest(found) as word order by word
    on conflict do nothing;
  return new;
end $$;
--> statement-breakpoint

-- What was there already, by the same trigger: results whose words are others now, then their finished versions. What
-- was forgotten with its person has none and gets none.
create trigger files_words_again before update on files for each row execute function files_words();
--> statement-breakpoint
update files set words = words from jobs, search_told(jobs.input) as told
where jobs.id = files.job_id and words is not null and (
  told is distinct from coalesce(input ->> 'prompt', input ->> 'text')
  or length(told) > 600 or told is not nfc normalized or files.name is not nfc normalized);
--> statement-breakpoint
update files set words = files.words from files source
where source.id = files.finish_of and files.words is not null and not source.words <@ files.words;
--> statement-breakpoint
drop trigger files_words_again on files;
