-- What survives the program.  Each step below is applied once, in order; the
-- file's user_version says how far it has come.  A step that was delivered is
-- never edited: changes are new steps at the end.

-- version 1

CREATE TABLE customers (
	id INTEGER PRIMARY KEY,
	phone TEXT NOT NULL,
	email TEXT NOT NULL,
	user_token TEXT NOT NULL,
	name TEXT NOT NULL,
	name_folded TEXT NOT NULL,	-- lower case, no accents: what a search compares
	status TEXT NOT NULL,
	detail TEXT NOT NULL,
	seen_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX customers_token ON customers (user_token) WHERE user_token <> '';
CREATE INDEX customers_phone ON customers (phone, seen_at);
CREATE INDEX customers_email ON customers (email, seen_at);
CREATE INDEX customers_name ON customers (name_folded, seen_at);
CREATE INDEX customers_seen ON customers (seen_at);

CREATE TABLE journeys (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL,
	alias TEXT NOT NULL,
	user_token TEXT NOT NULL,
	step INTEGER NOT NULL,
	closed INTEGER NOT NULL,
	updated_at INTEGER NOT NULL,
	doc TEXT NOT NULL
);
CREATE INDEX journeys_alias ON journeys (alias, updated_at) WHERE closed = 0;
CREATE INDEX journeys_open ON journeys (updated_at) WHERE closed = 0;

CREATE TABLE asks (
	correlation_id TEXT PRIMARY KEY NOT NULL,
	journey_id INTEGER NOT NULL,
	user_token TEXT NOT NULL,
	customer TEXT NOT NULL,
	customer_phone TEXT NOT NULL,
	payer TEXT NOT NULL,
	payer_phone TEXT NOT NULL,
	payer_country TEXT NOT NULL,
	amount INTEGER NOT NULL,	-- minor units
	currency TEXT NOT NULL,
	method_id TEXT NOT NULL,
	method TEXT NOT NULL,
	note TEXT NOT NULL,
	state TEXT NOT NULL,
	status TEXT NOT NULL,
	status_detail TEXT NOT NULL,
	code TEXT NOT NULL,
	link TEXT NOT NULL,
	plat_id TEXT NOT NULL,
	refusal TEXT NOT NULL,
	refusal_text TEXT NOT NULL,
	created_at INTEGER NOT NULL,	-- unique, so that pages go by it
	handed_at INTEGER NOT NULL,
	updated_at INTEGER NOT NULL,
	checked_at INTEGER NOT NULL,
	state_at INTEGER NOT NULL,
	seen_at INTEGER NOT NULL,
	next_look_at INTEGER NOT NULL,
	looks INTEGER NOT NULL,
	good_looks INTEGER NOT NULL,
	owner_pid INTEGER NOT NULL,
	owner_born INTEGER NOT NULL,
	live INTEGER NOT NULL,		-- somebody must still look after it
	needs_person INTEGER NOT NULL
);
CREATE UNIQUE INDEX asks_created ON asks (created_at);
CREATE INDEX asks_customer ON asks (user_token, created_at);
CREATE INDEX asks_live ON asks (created_at) WHERE live = 1;
CREATE INDEX asks_needs_person ON asks (created_at) WHERE needs_person = 1;

CREATE TABLE ask_events (
	id INTEGER PRIMARY KEY,
	correlation_id TEXT NOT NULL REFERENCES asks (correlation_id),
	at INTEGER NOT NULL,
	what TEXT NOT NULL
);
CREATE INDEX ask_events_ask ON ask_events (correlation_id, id);

CREATE TABLE ask_answers (
	id INTEGER PRIMARY KEY,
	correlation_id TEXT NOT NULL REFERENCES asks (correlation_id),
	at INTEGER NOT NULL,
	body TEXT NOT NULL		-- JSON of an answer that only a person can judge
);
CREATE INDEX ask_answers_ask ON ask_answers (correlation_id, id);

CREATE TABLE settings (
	key TEXT PRIMARY KEY NOT NULL,
	value TEXT NOT NULL
) WITHOUT ROWID;

-- version 2

CREATE TABLE calls (
	id INTEGER PRIMARY KEY,		-- without gaps: only the oldest go
	run INTEGER NOT NULL,		-- the run of the program that made it …
	serial INTEGER NOT NULL,	-- … and its number there
	at INTEGER NOT NULL,
	op TEXT NOT NULL,
	method TEXT NOT NULL,
	url TEXT NOT NULL,
	status INTEGER NOT NULL,
	ms INTEGER NOT NULL,
	bytes INTEGER NOT NULL,
	failure TEXT NOT NULL,
	request_headers TEXT,		-- all of these without secrets
	request TEXT,
	response_headers TEXT,
	response TEXT,
	response_text TEXT
);

-- version 3

-- Each word of a name, so that any of them finds the customer; with her
-- seen_at, so that the newest are told without looking at all of them.
CREATE TABLE customer_words (
	word TEXT NOT NULL,
	seen_at INTEGER NOT NULL,
	customer_id INTEGER NOT NULL,
	PRIMARY KEY (word, seen_at, customer_id)
) WITHOUT ROWID;
CREATE INDEX customer_words_customer ON customer_words (customer_id);
DROP INDEX customers_name;

-- What parts two words of a name becomes a blank, as api/store_people.c does it.
UPDATE customers SET name_folded = replace(replace(replace(replace(replace(name_folded,
	'-', ' '), '''', ' '), char(8217), ' '), '.', ' '), ',', ' ');
WITH RECURSIVE split (customer_id, seen_at, word, rest) AS (
	SELECT id, seen_at, '', name_folded || ' ' FROM customers
	UNION ALL
	SELECT customer_id, seen_at, substr(rest, 1, instr(rest, ' ') - 1),
		substr(rest, instr(rest, ' ') + 1) FROM split WHERE rest <> ''
)
INSERT INTO customer_words (word, seen_at, customer_id)
SELECT DISTINCT word, seen_at, customer_id FROM split WHERE word <> '';

-- version 4

-- Where a call's time went, in microseconds from its start: name, connect, TLS,
-- first byte, total, parted by blanks; and the scenario that made it.
ALTER TABLE calls ADD COLUMN timing TEXT NOT NULL DEFAULT '';
ALTER TABLE calls ADD COLUMN scenario TEXT NOT NULL DEFAULT '';
CREATE INDEX calls_run ON calls (run, serial);

-- Runs of the scenario matrix and what each row came to.
CREATE TABLE scenario_runs (
	id INTEGER PRIMARY KEY,
	at INTEGER NOT NULL,		-- wall ms
	base_url TEXT NOT NULL
);
CREATE TABLE scenario_rows (
	run INTEGER NOT NULL REFERENCES scenario_runs (id),
	scenario TEXT NOT NULL,
	verdict TEXT NOT NULL,		-- passed, failed, skipped
	status INTEGER NOT NULL,
	code TEXT NOT NULL,
	ms INTEGER NOT NULL,
	why TEXT NOT NULL,
	PRIMARY KEY (run, scenario)
) WITHOUT ROWID;

-- Webhook events as they came in, newest id last.
CREATE TABLE events (
	id INTEGER PRIMARY KEY,
	at INTEGER NOT NULL,		-- wall ms
	verdict TEXT NOT NULL,
	trust INTEGER NOT NULL,		-- 2: the service's, of an ask made here; 1: of another
					-- one; 0: anybody may have sent it
	kind TEXT NOT NULL,
	replay INTEGER NOT NULL,	-- not from the network: sent again from here
	correlation_id TEXT NOT NULL,
	status TEXT NOT NULL,
	date INTEGER NOT NULL,		-- wall ms that it tells itself; -1: none
	digest TEXT NOT NULL,		-- of the body, to know it again
	note TEXT NOT NULL,
	forwarded TEXT NOT NULL,
	headers TEXT NOT NULL,		-- both without secrets and names
	body TEXT NOT NULL
);
CREATE INDEX events_digest ON events (digest);
CREATE INDEX events_ask ON events (correlation_id, id);

-- Registrations and payout methods go the way of asks: which operation it is,
-- what it is known by where there is no correlation id, whether its body was
-- only in its owner's memory, and when it left by the service's clock.
ALTER TABLE asks ADD COLUMN op TEXT NOT NULL DEFAULT 'requestMoneyV2';
ALTER TABLE asks ADD COLUMN key TEXT NOT NULL DEFAULT '';
ALTER TABLE asks ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
ALTER TABLE asks ADD COLUMN server_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE asks ADD COLUMN refusal_field TEXT NOT NULL DEFAULT '';
ALTER TABLE asks ADD COLUMN closed TEXT NOT NULL DEFAULT '';	-- by whom and why
ALTER TABLE asks ADD COLUMN replaces TEXT NOT NULL DEFAULT '';
ALTER TABLE asks ADD COLUMN moves_money INTEGER NOT NULL DEFAULT 1;

CREATE INDEX asks_replaces ON asks (replaces) WHERE replaces <> '';

-- Grows with each change, so that of two consoles on one journey one notices.
ALTER TABLE journeys ADD COLUMN version INTEGER NOT NULL DEFAULT 0;

-- The frozen body of what cannot be made again from its row and holds neither
-- secrets nor anybody's data.
CREATE TABLE ask_bodies (
	correlation_id TEXT PRIMARY KEY NOT NULL REFERENCES asks (correlation_id),
	body TEXT NOT NULL
) WITHOUT ROWID;

-- version 5

-- What tells of a person is sealed: in the columns that api/store_seal.c names a
-- BLOB stands where a TEXT was.  States, amounts, times and references stay
-- readable, so that looking after an ask never waits for a passphrase.

CREATE TABLE seal (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	kind TEXT NOT NULL,		-- what the master key is wrapped with: file, passphrase
	salt BLOB NOT NULL,		-- how the passphrase becomes a key
	ops INTEGER NOT NULL,
	memory INTEGER NOT NULL,
	wrapped BLOB NOT NULL,		-- the master key
	post BLOB NOT NULL,		-- public half: what is written before the unlocking
	clean INTEGER NOT NULL		-- 0: free pages may hold what was not sealed
);

-- A key for each customer, wrapped by the master key: deleting it makes all that
-- was sealed with it unreadable, wherever a copy lies.  Ids are not used again.
CREATE TABLE seal_keys (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	wrapped BLOB NOT NULL
);
ALTER TABLE customers ADD COLUMN key_id INTEGER NOT NULL DEFAULT 0;	-- 0: the store's
ALTER TABLE journeys ADD COLUMN key_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE asks ADD COLUMN key_id INTEGER NOT NULL DEFAULT 0;

-- Keyed hashes of what is looked for: of phones, e-mails and the words of names
-- whole and by how they begin.  Who has the file alone sees which rows have a
-- beginning in common, and nothing else.
CREATE TABLE customer_marks (
	mark BLOB NOT NULL,
	seen_at INTEGER NOT NULL,
	customer_id INTEGER NOT NULL,
	PRIMARY KEY (mark, seen_at DESC, customer_id)
) WITHOUT ROWID;
DROP TABLE customer_words;
DROP INDEX customers_phone;
DROP INDEX customers_email;
UPDATE customers SET name_folded = '';		-- not used any longer
ALTER TABLE journeys ADD COLUMN mark BLOB NOT NULL DEFAULT '';	-- of its alias
DROP INDEX journeys_alias;
CREATE INDEX journeys_mark ON journeys (mark, updated_at) WHERE closed = 0;
ALTER TABLE asks ADD COLUMN phone_mark BLOB NOT NULL DEFAULT '';	-- customer_phone's
ALTER TABLE asks ADD COLUMN key_mark BLOB NOT NULL DEFAULT '';		-- key's

-- version 6

-- What the wallet service knows of a person; customer_id is who that is in
-- customers, 0 while neither phone nor e-mail is known.  All of it is sealed, with
-- her key where she has one, and found by marks.
CREATE TABLE wallet_people (
	id INTEGER PRIMARY KEY,
	customer_id INTEGER NOT NULL,
	key_id INTEGER NOT NULL,	-- 0: the store's
	customer_account_id BLOB NOT NULL,
	account_address BLOB NOT NULL,
	namespace BLOB NOT NULL,
	business_user_id BLOB NOT NULL,
	bank_id BLOB NOT NULL,
	bank BLOB NOT NULL,		-- in words, masked
	account_mark BLOB NOT NULL,
	address_mark BLOB NOT NULL,
	space_mark BLOB NOT NULL,
	business_mark BLOB NOT NULL,
	seen_at INTEGER NOT NULL
);
CREATE INDEX wallet_people_customer ON wallet_people (customer_id);

-- version 7

-- What is secret and was shown on a screen because somebody asked for it: never what
-- it was, of a card the last four digits.
CREATE TABLE disclosures (
	id INTEGER PRIMARY KEY,
	at INTEGER NOT NULL,		-- wall ms
	who TEXT NOT NULL,		-- account at the computer
	what TEXT NOT NULL,
	whose TEXT NOT NULL
);
CREATE INDEX disclosures_whose ON disclosures (whose, id);

-- version 8

-- How many entries of the service's history an ask of which nothing of ours comes
-- back might have been, when it was last looked for.
ALTER TABLE asks ADD COLUMN alike INTEGER NOT NULL DEFAULT 0;
