-- See docs/decisions/0011-call-record.md. Times are milliseconds since 1970.

-- Short numbers in place of texts. Servers outlive their definition unless they are purged.
create table call_servers (
    number    integer primary key,
    server_id text not null unique
) strict;

create table call_kinds (
    number  integer primary key,
    client  text not null,
    method  text not null,
    name    text not null,
    outcome text not null,
    unique (client, method, name, outcome)
) strict;

-- Each call, in the order in which they ended.
create table call_batches (
    server integer not null,
    at     integer not null,
    calls  blob not null, -- CallBatch
    primary key (server, at)
) strict, without rowid;

create table call_minutes (
    server         integer not null,
    minute         integer not null, -- since 1970
    kind           integer not null,
    calls          integer not null,
    request_bytes  integer not null,
    response_bytes integer not null,
    times          blob not null,    -- Sketch of microseconds
    primary key (server, minute, kind)
) strict, without rowid;
