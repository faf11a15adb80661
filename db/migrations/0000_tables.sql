CREATE TABLE "board_items" (
	"board_id" text NOT NULL,
	"file_id" text NOT NULL,
	"place" text NOT NULL,
	"added_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "board_items_board_id_file_id_pk" PRIMARY KEY("board_id","file_id")
);
--> statement-breakpoint
CREATE TABLE "boards" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"cover_id" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "boards_name" CHECK (length("boards"."name") between 1 and 80)
);
--> statement-breakpoint
CREATE TABLE "account_moves" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"account" text NOT NULL,
	"amount" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "account_totals" (
	"account" text PRIMARY KEY NOT NULL,
	"total" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "balance_samples" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"balance" bigint NOT NULL,
	"consumed" bigint NOT NULL,
	"in_flight" bigint NOT NULL,
	"drift" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "book_alarms" (
	"id" text PRIMARY KEY NOT NULL,
	"raised_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"drift" bigint NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by" text,
	"reason" text,
	CONSTRAINT "book_alarms_settled" CHECK (("book_alarms"."ended_by" is null) = ("book_alarms"."reason" is null))
);
--> statement-breakpoint
CREATE TABLE "book_audits" (
	"id" text PRIMARY KEY NOT NULL,
	"asked_by" text,
	"started_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"held_by" text,
	"held_until" timestamp (3) with time zone,
	"part" text DEFAULT 'people' NOT NULL,
	"up_to" text DEFAULT '' NOT NULL,
	"checked" integer DEFAULT 0 NOT NULL,
	"found" integer DEFAULT 0 NOT NULL,
	"findings" jsonb DEFAULT '[]'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "job_days" (
	"day" date NOT NULL,
	"model" text NOT NULL,
	"outcome" text NOT NULL,
	"bucket" integer NOT NULL,
	"jobs" bigint NOT NULL,
	"paid" bigint NOT NULL,
	"consumed" bigint NOT NULL,
	"unsaid" bigint NOT NULL,
	CONSTRAINT "job_days_day_model_outcome_bucket_pk" PRIMARY KEY("day","model","outcome","bucket")
);
--> statement-breakpoint
CREATE TABLE "job_ends" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"day" date NOT NULL,
	"model" text NOT NULL,
	"outcome" text NOT NULL,
	"bucket" integer NOT NULL,
	"jobs" integer NOT NULL,
	"paid" bigint NOT NULL,
	"consumed" bigint NOT NULL,
	"unsaid" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "storage_sums" (
	"kind" text PRIMARY KEY NOT NULL,
	"files" bigint NOT NULL,
	"bytes" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "code_batches" (
	"id" text PRIMARY KEY NOT NULL,
	"amount" bigint NOT NULL,
	"count" integer NOT NULL,
	"uses" integer NOT NULL,
	"redeemed" integer DEFAULT 0 NOT NULL,
	"note" text NOT NULL,
	"seed" text,
	"expires_at" timestamp (3) with time zone,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"exported_at" timestamp (3) with time zone,
	"canceled_at" timestamp (3) with time zone,
	"cancel_reason" text,
	CONSTRAINT "code_batches_numbers" CHECK ("code_batches"."amount" > 0 and "code_batches"."count" > 0 and "code_batches"."uses" > 0),
	CONSTRAINT "code_batches_redeemed" CHECK ("code_batches"."redeemed" between 0 and "code_batches"."count"::bigint * "code_batches"."uses"),
	CONSTRAINT "code_batches_seed" CHECK (("code_batches"."seed" is null) = ("code_batches"."exported_at" is not null or "code_batches"."canceled_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "code_redemptions" (
	"id" text PRIMARY KEY NOT NULL,
	"batch_id" text NOT NULL,
	"n" integer NOT NULL,
	"user_id" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "codes" (
	"batch_id" text NOT NULL,
	"n" integer NOT NULL,
	"hash" text NOT NULL,
	"tail" text NOT NULL,
	"uses" integer NOT NULL,
	"used" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "codes_batch_id_n_pk" PRIMARY KEY("batch_id","n"),
	CONSTRAINT "codes_used" CHECK ("codes"."used" between 0 and "codes"."uses")
);
--> statement-breakpoint
CREATE TABLE "balances" (
	"user_id" text PRIMARY KEY NOT NULL,
	"available" bigint DEFAULT 0 NOT NULL,
	"held" bigint DEFAULT 0 NOT NULL,
	"open_jobs" integer DEFAULT 0 NOT NULL,
	"used" bigint DEFAULT 0 NOT NULL,
	"used_on" date,
	CONSTRAINT "balances_available" CHECK ("balances"."available" >= 0),
	CONSTRAINT "balances_held" CHECK ("balances"."held" >= 0),
	CONSTRAINT "balances_open_jobs" CHECK ("balances"."open_jobs" >= 0),
	CONSTRAINT "balances_used" CHECK ("balances"."used" >= 0)
);
--> statement-breakpoint
CREATE TABLE "ledger" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"kind" text NOT NULL,
	"debit" text NOT NULL,
	"credit" text NOT NULL,
	"amount" bigint NOT NULL,
	"user_id" text,
	"job_id" text,
	"available_after" bigint,
	"held_after" bigint,
	"actor" text NOT NULL,
	"reason" text NOT NULL,
	"idempotency_key" text,
	CONSTRAINT "ledger_amount" CHECK ("ledger"."amount" >= 0),
	CONSTRAINT "ledger_accounts" CHECK (("ledger"."kind", "ledger"."debit", "ledger"."credit") in (
        ('grant', 'house.grants', 'user.available'), ('take', 'user.available', 'house.grants'),
        ('redeem', 'house.codes', 'user.available'),
        ('hold', 'user.available', 'user.held'), ('release', 'user.held', 'user.available'),
        ('remainder', 'user.held', 'user.available'), ('capture', 'user.held', 'house.revenue'),
        ('loss', 'house.losses', 'house.kie'))),
	CONSTRAINT "ledger_user_known" CHECK (("ledger"."kind" = 'loss') = ("ledger"."user_id" is null)),
	CONSTRAINT "ledger_job_known" CHECK (("ledger"."kind" in ('grant', 'take', 'redeem')) = ("ledger"."job_id" is null))
);
--> statement-breakpoint
CREATE TABLE "files" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"job_id" text,
	"position" integer,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"mime" text NOT NULL,
	"bytes" bigint NOT NULL,
	"width" integer,
	"height" integer,
	"duration_ms" integer,
	"sha256" text NOT NULL,
	"placeholder" text,
	"clean_mime" text,
	"clean_bytes" bigint,
	"has_preview" boolean DEFAULT false NOT NULL,
	"has_peaks" boolean DEFAULT false NOT NULL,
	"model" text,
	"finish_of" text,
	"recipe" jsonb,
	"is_favourite" boolean DEFAULT false NOT NULL,
	"words" text[],
	"trashed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"kept_at" timestamp (3) with time zone,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "files_output_whole" CHECK (("files"."job_id" is null) = ("files"."position" is null)),
	CONSTRAINT "files_model" CHECK (("files"."job_id" is null) = ("files"."model" is null)),
	CONSTRAINT "files_finish" CHECK (("files"."finish_of" is null) = ("files"."recipe" is null) and ("files"."finish_of" is null or "files"."job_id" is null)),
	CONSTRAINT "files_bytes" CHECK ("files"."bytes" >= 0)
);
--> statement-breakpoint
CREATE TABLE "finish_presets" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"recipe" jsonb NOT NULL,
	"background_id" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gallery_months" (
	"user_id" text NOT NULL,
	"month" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "gallery_months_user_id_month_pk" PRIMARY KEY("user_id","month")
);
--> statement-breakpoint
CREATE TABLE "gallery_versions" (
	"user_id" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gallery_words" (
	"user_id" text NOT NULL,
	"word" text NOT NULL,
	CONSTRAINT "gallery_words_user_id_word_pk" PRIMARY KEY("user_id","word")
);
--> statement-breakpoint
CREATE TABLE "job_inputs" (
	"job_id" text NOT NULL,
	"position" integer NOT NULL,
	"file_id" text NOT NULL,
	CONSTRAINT "job_inputs_job_id_position_pk" PRIMARY KEY("job_id","position")
);
--> statement-breakpoint
CREATE TABLE "attempts" (
	"job_id" text NOT NULL,
	"n" integer NOT NULL,
	"nonce" text NOT NULL,
	"state" text DEFAULT 'begun' NOT NULL,
	"begun_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"task_id" text,
	"record" jsonb,
	"credits_consumed" bigint,
	"cost_ms" integer,
	"error" text,
	"callbacks" integer DEFAULT 0 NOT NULL,
	"called_at" timestamp (3) with time zone,
	"looks" integer DEFAULT 0 NOT NULL,
	"looked_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "attempts_job_id_n_pk" PRIMARY KEY("job_id","n"),
	CONSTRAINT "attempts_state" CHECK ("attempts"."state" in ('begun', 'uncertain', 'bound', 'refused', 'ended')),
	CONSTRAINT "attempts_bound" CHECK ("attempts"."state" <> 'bound' or "attempts"."task_id" is not null)
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"model" text NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"stage" text,
	"version" integer DEFAULT 1 NOT NULL,
	"input" jsonb NOT NULL,
	"hold" bigint NOT NULL,
	"units" double precision,
	"rule_id" bigint,
	"factor" integer DEFAULT 1000 NOT NULL,
	"list_price" bigint,
	"charged" bigint,
	"error_code" text,
	"error_detail" text,
	"batch_id" text,
	"retry_of" text,
	"idempotency_key" text,
	"request_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"wake_at" timestamp (3) with time zone DEFAULT now(),
	"woken_at" timestamp (3) with time zone,
	"lease" bigint,
	CONSTRAINT "jobs_factor" CHECK ("jobs"."factor" > 0),
	CONSTRAINT "jobs_status" CHECK ("jobs"."status" in ('queued', 'running', 'storing', 'done', 'failed', 'canceled')),
	CONSTRAINT "jobs_hold" CHECK ("jobs"."hold" >= 0),
	CONSTRAINT "jobs_units" CHECK ("jobs"."units" > 0),
	CONSTRAINT "jobs_charged" CHECK ("jobs"."charged" between 0 and "jobs"."hold"),
	CONSTRAINT "jobs_done_charged" CHECK (("jobs"."status" = 'done') = ("jobs"."charged" is not null)),
	CONSTRAINT "jobs_finished" CHECK (("jobs"."status" in ('done', 'failed', 'canceled')) = ("jobs"."finished_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "turns" (
	"user_id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "groups" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"credits_a_day" bigint,
	"jobs_at_once" integer,
	"models" text[],
	"made_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "groups_credits_a_day" CHECK ("groups"."credits_a_day" >= 0),
	CONSTRAINT "groups_jobs_at_once" CHECK ("groups"."jobs_at_once" >= 0)
);
--> statement-breakpoint
CREATE TABLE "person_limits" (
	"user_id" text PRIMARY KEY NOT NULL,
	"group_id" text,
	"credits_a_day" bigint,
	"jobs_at_once" integer,
	"models" text[],
	CONSTRAINT "person_limits_credits_a_day" CHECK ("person_limits"."credits_a_day" >= 0),
	CONSTRAINT "person_limits_jobs_at_once" CHECK ("person_limits"."jobs_at_once" >= 0)
);
--> statement-breakpoint
CREATE TABLE "mail_notices" (
	"user_id" text NOT NULL,
	"set_id" text NOT NULL,
	"job_id" text,
	"done" integer NOT NULL,
	"failed" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"tried_at" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone,
	CONSTRAINT "mail_notices_user_id_set_id_pk" PRIMARY KEY("user_id","set_id")
);
--> statement-breakpoint
CREATE TABLE "favourites" (
	"user_id" text NOT NULL,
	"model_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "favourites_user_id_model_id_pk" PRIMARY KEY("user_id","model_id")
);
--> statement-breakpoint
CREATE TABLE "model_checks" (
	"id" text PRIMARY KEY NOT NULL,
	"asked_by" text,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"holder" text,
	"held_until" timestamp (3) with time zone,
	"total" integer,
	"read" integer DEFAULT 0 NOT NULL,
	"missed" integer DEFAULT 0 NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"problem" text
);
--> statement-breakpoint
CREATE TABLE "model_findings" (
	"id" text PRIMARY KEY NOT NULL,
	"model_id" text NOT NULL,
	"kind" text NOT NULL,
	"digest" text NOT NULL,
	"detail" jsonb NOT NULL,
	"found_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"decided_at" timestamp (3) with time zone,
	"decided_by" text,
	"decision" text,
	"reason" text,
	CONSTRAINT "model_findings_kind" CHECK ("model_findings"."kind" in ('new', 'gone', 'schema', 'price')),
	CONSTRAINT "model_findings_decided" CHECK (num_nulls("model_findings"."decided_at", "model_findings"."decided_by", "model_findings"."decision", "model_findings"."reason") in (0, 4))
);
--> statement-breakpoint
CREATE TABLE "model_settings" (
	"model_id" text PRIMARY KEY NOT NULL,
	"offered" boolean,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "model_watch" (
	"model_id" text PRIMARY KEY NOT NULL,
	"price_text" text,
	"read_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "presets" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"model_id" text NOT NULL,
	"name" text NOT NULL,
	"input" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "price_rules" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"model_id" text,
	"kind" text NOT NULL,
	"factor" integer,
	"credits" bigint,
	"from_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"reason" text NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"withdrawn_at" timestamp (3) with time zone,
	"withdrawn_by" text,
	"withdrawn_reason" text,
	CONSTRAINT "price_rules_kind" CHECK (("price_rules"."kind" = 'times' and "price_rules"."factor" between 1 and 1000000 and "price_rules"."credits" is null)
        or ("price_rules"."kind" = 'fixed' and "price_rules"."credits" between 1 and 1000000000 and "price_rules"."factor" is null)
        or ("price_rules"."kind" = 'none' and "price_rules"."factor" is null and "price_rules"."credits" is null)),
	CONSTRAINT "price_rules_from" CHECK ("price_rules"."from_at" >= "price_rules"."made_at"),
	CONSTRAINT "price_rules_withdrawn" CHECK (num_nulls("price_rules"."withdrawn_at", "price_rules"."withdrawn_by", "price_rules"."withdrawn_reason") in (0, 3))
);
--> statement-breakpoint
CREATE TABLE "refused_callbacks" (
	"hour" timestamp (3) with time zone PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "share_items" (
	"share_id" text NOT NULL,
	"file_id" text NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "share_items_share_id_file_id_pk" PRIMARY KEY("share_id","file_id")
);
--> statement-breakpoint
CREATE TABLE "share_presses" (
	"share_id" text NOT NULL,
	"press" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "share_presses_share_id_press_pk" PRIMARY KEY("share_id","press")
);
--> statement-breakpoint
CREATE TABLE "shares" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"token_hash" text NOT NULL,
	"title" text,
	"board_id" text,
	"expires_at" timestamp (3) with time zone,
	"password_hash" text,
	"max_views" integer,
	"views" integer DEFAULT 0 NOT NULL,
	"last_view_at" timestamp (3) with time zone,
	"allows_download" boolean DEFAULT false NOT NULL,
	"shows_original" boolean DEFAULT false NOT NULL,
	"shows_settings" boolean DEFAULT false NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "shares_views" CHECK ("shares"."views" >= 0 and ("shares"."max_views" is null or "shares"."views" <= "shares"."max_views"))
);
--> statement-breakpoint
CREATE TABLE "admin_requests" (
	"actor" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"answer" jsonb,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "admin_requests_actor_key_pk" PRIMARY KEY("actor","key")
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject" text,
	"reason" text,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"provider" text NOT NULL,
	"provider_account_id" text NOT NULL,
	"user_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "accounts_provider_provider_account_id_pk" PRIMARY KEY("provider","provider_account_id")
);
--> statement-breakpoint
CREATE TABLE "links" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"token_hash" text NOT NULL,
	"email" text,
	"role" text DEFAULT 'user' NOT NULL,
	"credits" bigint DEFAULT 0 NOT NULL,
	"user_id" text,
	"created_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"used_by" text,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "links_kind" CHECK ("links"."kind" in ('setup', 'invite', 'reset'))
);
--> statement-breakpoint
CREATE TABLE "passwords" (
	"user_id" text PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person_words" (
	"user_id" text NOT NULL,
	"word" text NOT NULL,
	CONSTRAINT "person_words_user_id_word_pk" PRIMARY KEY("user_id","word")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"agent" text,
	"address" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"confirmed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text DEFAULT 'user' NOT NULL,
	"locale" text,
	"email_verified_at" timestamp (3) with time zone,
	"notices" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"last_seen_at" timestamp (3) with time zone,
	"disabled_at" timestamp (3) with time zone,
	"closing_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_closed" CHECK ("users"."closed_at" is null or ("users"."closing_at" is not null and "users"."disabled_at" is not null)),
	CONSTRAINT "users_role" CHECK ("users"."role" in ('user', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "verification_tokens" (
	"identifier" text NOT NULL,
	"token" text NOT NULL,
	"expires" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "verification_tokens_identifier_token_pk" PRIMARY KEY("identifier","token")
);
--> statement-breakpoint
ALTER TABLE "board_items" ADD CONSTRAINT "board_items_board_id_boards_id_fk" FOREIGN KEY ("board_id") REFERENCES "public"."boards"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_items" ADD CONSTRAINT "board_items_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."files"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "boards" ADD CONSTRAINT "boards_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "boards" ADD CONSTRAINT "boards_cover_id_files_id_fk" FOREIGN KEY ("cover_id") REFERENCES "public"."files"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "code_batches" ADD CONSTRAINT "code_batches_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "code_redemptions" ADD CONSTRAINT "code_redemptions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "code_redemptions" ADD CONSTRAINT "code_redemptions_batch_id_n_codes_batch_id_n_fk" FOREIGN KEY ("batch_id","n") REFERENCES "public"."codes"("batch_id","n") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "codes" ADD CONSTRAINT "codes_batch_id_code_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."code_batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "balances" ADD CONSTRAINT "balances_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger" ADD CONSTRAINT "ledger_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger" ADD CONSTRAINT "ledger_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_finish_of_files_id_fk" FOREIGN KEY ("finish_of") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finish_presets" ADD CONSTRAINT "finish_presets_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finish_presets" ADD CONSTRAINT "finish_presets_background_id_files_id_fk" FOREIGN KEY ("background_id") REFERENCES "public"."files"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gallery_months" ADD CONSTRAINT "gallery_months_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gallery_versions" ADD CONSTRAINT "gallery_versions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gallery_words" ADD CONSTRAINT "gallery_words_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_inputs" ADD CONSTRAINT "job_inputs_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_inputs" ADD CONSTRAINT "job_inputs_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_rule_id_price_rules_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."price_rules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "turns" ADD CONSTRAINT "turns_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_limits" ADD CONSTRAINT "person_limits_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_limits" ADD CONSTRAINT "person_limits_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_notices" ADD CONSTRAINT "mail_notices_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_notices" ADD CONSTRAINT "mail_notices_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "favourites" ADD CONSTRAINT "favourites_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presets" ADD CONSTRAINT "presets_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share_items" ADD CONSTRAINT "share_items_share_id_shares_id_fk" FOREIGN KEY ("share_id") REFERENCES "public"."shares"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share_items" ADD CONSTRAINT "share_items_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."files"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share_presses" ADD CONSTRAINT "share_presses_share_id_shares_id_fk" FOREIGN KEY ("share_id") REFERENCES "public"."shares"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shares" ADD CONSTRAINT "shares_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shares" ADD CONSTRAINT "shares_board_id_boards_id_fk" FOREIGN KEY ("board_id") REFERENCES "public"."boards"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_used_by_users_id_fk" FOREIGN KEY ("used_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passwords" ADD CONSTRAINT "passwords_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_words" ADD CONSTRAINT "person_words_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "board_items_place" ON "board_items" USING btree ("board_id","place" collate "C","file_id");--> statement-breakpoint
CREATE INDEX "board_items_file" ON "board_items" USING btree ("file_id");--> statement-breakpoint
CREATE INDEX "boards_user" ON "boards" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "balance_samples_at" ON "balance_samples" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "book_alarms_open" ON "book_alarms" USING btree (("ended_at" is null)) WHERE "book_alarms"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "book_alarms_raised" ON "book_alarms" USING btree ("raised_at");--> statement-breakpoint
CREATE UNIQUE INDEX "book_audits_open" ON "book_audits" USING btree (("finished_at" is null)) WHERE "book_audits"."finished_at" is null;--> statement-breakpoint
CREATE INDEX "book_audits_started" ON "book_audits" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "code_batches_created" ON "code_batches" USING btree ("created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "code_redemptions_once" ON "code_redemptions" USING btree ("batch_id","n","user_id");--> statement-breakpoint
CREATE INDEX "code_redemptions_code" ON "code_redemptions" USING btree ("batch_id","n","at","id");--> statement-breakpoint
CREATE INDEX "code_redemptions_batch" ON "code_redemptions" USING btree ("batch_id","at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "codes_hash" ON "codes" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "ledger_user" ON "ledger" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "ledger_user_at" ON "ledger" USING btree ("user_id","at");--> statement-breakpoint
CREATE INDEX "ledger_grants" ON "ledger" USING btree ("user_id","id") WHERE "ledger"."job_id" is null;--> statement-breakpoint
CREATE INDEX "ledger_job" ON "ledger" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "ledger_losses" ON "ledger" USING btree ("id") WHERE "ledger"."kind" = 'loss';--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_hold_once" ON "ledger" USING btree ("job_id") WHERE "ledger"."kind" = 'hold';--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_resolution_once" ON "ledger" USING btree ("job_id") WHERE "ledger"."kind" in ('capture', 'release');--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_remainder_once" ON "ledger" USING btree ("job_id") WHERE "ledger"."kind" = 'remainder';--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_loss_once" ON "ledger" USING btree ("job_id") WHERE "ledger"."kind" = 'loss';--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_idempotency" ON "ledger" USING btree ("idempotency_key") WHERE "ledger"."idempotency_key" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "files_output" ON "files" USING btree ("job_id","position");--> statement-breakpoint
CREATE INDEX "files_user" ON "files" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "files_results" ON "files" USING btree ("user_id","created_at","id") WHERE ("files"."job_id" is not null or "files"."finish_of" is not null) and "files"."trashed_at" is null and "files"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "files_results_model" ON "files" USING btree ("user_id","model","created_at","id") WHERE ("files"."job_id" is not null or "files"."finish_of" is not null) and "files"."trashed_at" is null and "files"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "files_results_favourite" ON "files" USING btree ("user_id","created_at","id") WHERE "files"."is_favourite" and ("files"."job_id" is not null or "files"."finish_of" is not null) and "files"."trashed_at" is null and "files"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "files_words" ON "files" USING gin ("words") WHERE "files"."words" is not null;--> statement-breakpoint
CREATE INDEX "files_trash" ON "files" USING btree ("user_id","trashed_at","id") WHERE "files"."trashed_at" is not null and "files"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "files_trashed" ON "files" USING btree ("trashed_at") WHERE "files"."trashed_at" is not null and "files"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "files_unused" ON "files" USING btree ("created_at") WHERE "files"."job_id" is null and "files"."finish_of" is null;--> statement-breakpoint
CREATE INDEX "files_finishes" ON "files" USING btree ("finish_of") WHERE "files"."finish_of" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "files_finish_once" ON "files" USING btree ("finish_of",md5("recipe"::text)) WHERE "files"."finish_of" is not null and "files"."deleted_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "finish_presets_name" ON "finish_presets" USING btree ("user_id",lower("name"));--> statement-breakpoint
CREATE INDEX "finish_presets_background" ON "finish_presets" USING btree ("background_id") WHERE "finish_presets"."background_id" is not null;--> statement-breakpoint
CREATE INDEX "gallery_words_word" ON "gallery_words" USING btree ("user_id","word" collate "C");--> statement-breakpoint
CREATE INDEX "job_inputs_file" ON "job_inputs" USING btree ("file_id");--> statement-breakpoint
CREATE UNIQUE INDEX "attempts_task" ON "attempts" USING btree ("task_id");--> statement-breakpoint
CREATE UNIQUE INDEX "attempts_alive" ON "attempts" USING btree ("job_id") WHERE "attempts"."state" in ('begun', 'uncertain', 'bound');--> statement-breakpoint
CREATE INDEX "attempts_begun" ON "attempts" USING btree ("begun_at");--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_idempotency" ON "jobs" USING btree ("user_id","idempotency_key") WHERE "jobs"."idempotency_key" is not null;--> statement-breakpoint
CREATE INDEX "jobs_user" ON "jobs" USING btree ("user_id","created_at","id");--> statement-breakpoint
CREATE INDEX "jobs_created" ON "jobs" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "jobs_model" ON "jobs" USING btree ("model","created_at","id");--> statement-breakpoint
CREATE INDEX "jobs_state" ON "jobs" USING btree ("status","created_at","id") WHERE "jobs"."status" <> 'done';--> statement-breakpoint
CREATE INDEX "jobs_retry" ON "jobs" USING btree ("retry_of") WHERE "jobs"."retry_of" is not null;--> statement-breakpoint
CREATE INDEX "jobs_changed" ON "jobs" USING btree ("updated_at");--> statement-breakpoint
CREATE INDEX "jobs_user_changed" ON "jobs" USING btree ("user_id","updated_at");--> statement-breakpoint
CREATE INDEX "jobs_user_open" ON "jobs" USING btree ("user_id","status","created_at","id") WHERE "jobs"."status" in ('queued', 'running', 'storing');--> statement-breakpoint
CREATE INDEX "jobs_due" ON "jobs" USING btree ("wake_at") WHERE "jobs"."wake_at" is not null;--> statement-breakpoint
CREATE INDEX "jobs_uncertain" ON "jobs" USING btree ("created_at") WHERE "jobs"."stage" = 'uncertain';--> statement-breakpoint
CREATE INDEX "jobs_given_up" ON "jobs" USING btree ("finished_at","id") WHERE "jobs"."error_code" in ('lost', 'upstream_key', 'upstream_credit');--> statement-breakpoint
CREATE INDEX "jobs_lease" ON "jobs" USING btree ("lease") WHERE "jobs"."lease" is not null;--> statement-breakpoint
CREATE INDEX "jobs_done" ON "jobs" USING btree ("finished_at") WHERE "jobs"."status" = 'done';--> statement-breakpoint
CREATE INDEX "jobs_done_model" ON "jobs" USING btree ("model","finished_at") WHERE "jobs"."status" = 'done';--> statement-breakpoint
CREATE UNIQUE INDEX "groups_name" ON "groups" USING btree (lower("name"));--> statement-breakpoint
CREATE INDEX "person_limits_group" ON "person_limits" USING btree ("group_id","user_id");--> statement-breakpoint
CREATE INDEX "mail_notices_due" ON "mail_notices" USING btree ("created_at") WHERE "mail_notices"."sent_at" is null;--> statement-breakpoint
CREATE INDEX "mail_notices_created" ON "mail_notices" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "model_checks_open" ON "model_checks" USING btree (("finished_at" is null)) WHERE "model_checks"."finished_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "model_findings_lasting" ON "model_findings" USING btree ("model_id","kind") WHERE "model_findings"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "presets_user" ON "presets" USING btree ("user_id","model_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "presets_name" ON "presets" USING btree ("user_id","model_id",lower("name"));--> statement-breakpoint
CREATE INDEX "price_rules_order" ON "price_rules" USING btree ("model_id","from_at","id") WHERE "price_rules"."withdrawn_at" is null;--> statement-breakpoint
CREATE INDEX "price_rules_from" ON "price_rules" USING btree ("from_at","id");--> statement-breakpoint
CREATE INDEX "share_items_file" ON "share_items" USING btree ("file_id");--> statement-breakpoint
CREATE UNIQUE INDEX "shares_token" ON "shares" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "shares_user" ON "shares" USING btree ("user_id","created_at","id") WHERE "shares"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX "shares_board" ON "shares" USING btree ("board_id");--> statement-breakpoint
CREATE INDEX "admin_requests_file" ON "admin_requests" USING btree (("answer" ->> 'file')) WHERE "admin_requests"."answer" ? 'file';--> statement-breakpoint
CREATE INDEX "audit_at" ON "audit" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "audit_actor" ON "audit" USING btree ("actor","at","id");--> statement-breakpoint
CREATE INDEX "audit_action" ON "audit" USING btree ("action","at","id");--> statement-breakpoint
CREATE INDEX "audit_subject" ON "audit" USING btree ("subject","at","id");--> statement-breakpoint
CREATE INDEX "accounts_user" ON "accounts" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "links_token" ON "links" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "links_open" ON "links" USING btree ("kind","expires_at","id") WHERE "links"."used_at" is null and "links"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX "person_words_word" ON "person_words" USING btree ("word" collate "C","user_id");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_expiry" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "users_mail_notices" ON "users" USING btree ("id") WHERE "users"."notices" @> '{"mail": true}';--> statement-breakpoint
CREATE INDEX "users_created" ON "users" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "users_closing" ON "users" USING btree ("closing_at") WHERE "users"."closing_at" is not null and "users"."closed_at" is null;