-- See docs/decisions/0016-resource-history.md. Times are minutes since 1970.

-- Short numbers in place of ids. Servers outlive their definition unless they are purged.
create table usage_servers (
    number    integer primary key,
    server_id text not null unique
) strict;

-- What the samples of one run add up to, in each minute and once more in each quarter of an hour.
create table usage (
    server       integer not null, -- usage_servers.number
    width        integer not null, -- 1 or 15
    start        integer not null,
    run          integer not null,
    samples      integer not null,
    memory_kib   integer not null, -- of all samples together
    memory_max   integer not null, -- KiB
    cpu_micros   integer not null,
    timed_micros integer not null, -- in which that CPU was used
    cpu_max      integer not null, -- tenths of a percent of one core, between two samples
    primary key (server, width, start, run)
) strict, without rowid;
