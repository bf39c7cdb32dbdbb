-- The highest number that a run of a client's session has: no two runs of a server have the same.
alter table servers add column session_run integer not null default 0;
