-- Whether the server ever asked its clients anything in the middle of a call: then their calls take turns.
alter table servers add column asks integer not null default 0;
