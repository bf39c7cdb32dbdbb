-- See docs/decisions/0007-health-history.md. Times are milliseconds since 1970.

-- Short numbers in place of ids, which would be most of a check's row. Outlive the server unless it is purged.
create table health_servers (
    number    integer primary key,
    server_id text not null unique
) strict;

-- Each check of the last 24 hours.
create table health_metrics (
    server_id     integer not null, -- health_servers.number
    timestamp     integer not null,
    status        integer not null, -- 1 healthy, 0 unhealthy
    response_time integer,          -- microseconds
    error_message text,
    primary key (server_id, timestamp)
) strict, without rowid;

-- Checks added up: some buckets of one server in a BLOB.
create table health_rollups (
    server_id  integer not null,    -- health_servers.number
    resolution integer not null,    -- width of a bucket, in minutes
    start      integer not null,    -- of the first bucket
    buckets    blob    not null,
    primary key (server_id, resolution, start)
) strict, without rowid;

-- How a server was, and from when until when. In the order in which they are asked for: what lasted after a moment.
create table health_intervals (
    server_id integer not null,     -- health_servers.number
    until_at  integer not null,     -- 9223372036854775807 while it lasts
    from_at   integer not null,
    state     text    not null,     -- healthy, unhealthy, unknown, stopped, unobserved
    reason    text    not null,
    primary key (server_id, until_at, from_at)
) strict, without rowid;

-- One row: when the manager lived for the last time, and before when checks are rolled up.
create table health_progress (
    alive_at      integer not null,
    minutes_until integer not null,
    days_until    integer not null
) strict;
insert into health_progress values (0, 0, 0);
