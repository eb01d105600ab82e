-- The same in PostgreSQL's.
CREATE TABLE old_orders (
  id serial PRIMARY KEY,
  number varchar(20) NOT NULL UNIQUE,
  book_id integer NOT NULL REFERENCES books (id) ON DELETE CASCADE,
  remarks text,
  paid boolean NOT NULL DEFAULT false,
  total numeric(8, 2),
  weight double precision,
  ordered_on date NOT NULL,
  ordered_at timestamp NOT NULL DEFAULT now()
);
CREATE TABLE old_parts (
  id bigserial PRIMARY KEY,
  code varchar(20) NOT NULL UNIQUE,
  order_id integer REFERENCES old_orders (id) ON DELETE SET NULL,
  serial uuid,
  price numeric,
  details jsonb,
  opens time,
  made timestamptz NOT NULL DEFAULT now(),
  weight real,
  shelf smallint,
  sold boolean NOT NULL DEFAULT false,
  picture bytea
);
