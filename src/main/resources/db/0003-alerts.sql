-- Where alerts go. Who knows the address may write there, so it is a secret.
create table webhooks (
    name   text primary key,
    url    text not null, -- encrypted
    format text not null  -- generic or slack
) strict, without rowid;

-- Whether the last that was told of the server is that it is down.
alter table servers add column told_down integer not null default 0;
