-- Two tables as somebody may have written them before there was an application, in SQLite's words.
CREATE TABLE old_orders (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number VARCHAR(20) NOT NULL UNIQUE,
  book_id INTEGER NOT NULL REFERENCES books (id) ON DELETE CASCADE,
  remarks TEXT,
  paid BOOLEAN NOT NULL DEFAULT FALSE,
  total DECIMAL(8, 2),
  weight DOUBLE,
  ordered_on DATE NOT NULL,
  ordered_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE old_parts (
  id INTEGER PRIMARY KEY,
  code VARCHAR(20) NOT NULL UNIQUE,
  order_id INTEGER REFERENCES old_orders (id) ON DELETE SET NULL,
  serial UUID_TEXT,
  price NUMERIC,
  details JSON,
  opens TIME,
  made TIMESTAMP_WITH_TIMEZONE_TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  weight REAL,
  shelf SMALLINT,
  sold BOOLEAN NOT NULL DEFAULT FALSE,
  picture BLOB
);
