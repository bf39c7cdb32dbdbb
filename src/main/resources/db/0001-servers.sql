-- Instants are ISO-8601 UTC; columns that hold JSON say so.
create table servers (
    id                text primary key,
    name              text not null unique,
    type              text not null,
    image             text,
    status            text not null default 'stopped',
    port              integer,
    container_id      text,
    config            text not null default '{}',      -- JSON
    command           text,
    args              text not null default '[]',      -- JSON
    working_directory text,
    environment       text not null default '{}',      -- JSON, secret values encrypted
    url               text,
    headers           text not null default '{}',      -- JSON, secret values encrypted
    transport         text not null default 'stdio',
    mcp_path          text not null default '/mcp',
    process_id        integer,
    health_endpoint   text,
    last_health_check text,
    health_status     text not null default 'unknown',
    autostart         integer not null default 0,
    restart           text not null default '{}',      -- JSON
    health            text not null default '{}',      -- JSON
    desired           text not null default 'stopped', -- what the user wants: running or stopped
    run               integer not null default 0,      -- number of the latest run
    process_start     integer,                         -- kernel start time of process_id
    created_at        text not null,
    updated_at        text not null
) strict;

-- Without a foreign key: the history of a deleted server stays unless it is purged.
create table server_events (
    id        integer primary key autoincrement,
    server_id text not null,
    run       integer,
    kind      text not null,
    message   text not null,
    detail    text,                                    -- JSON
    at        text not null
) strict;

create index server_events_by_server on server_events (server_id, id);
