-- The client as which the server's authorization server knows the manager, where the user registered it.
alter table servers add column oauth text not null default '{}';  -- JSON, secret values encrypted

-- What the manager has of its own sign-ins to servers.
create table sign_ins (
    server_id text primary key references servers (id) on delete cascade,
    client    text,                                               -- JSON, encrypted: as which it was registered
    tokens    text                                                -- JSON, encrypted
) strict;
