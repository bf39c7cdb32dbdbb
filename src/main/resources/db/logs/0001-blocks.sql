-- See docs/decisions/0006-log-blocks.md. Instants are milliseconds since 1970; sequences count lines of all servers.
create table log_blocks (
    id        integer primary key autoincrement, -- never used again: signatures of whole groups outlive their blocks
    server    text    not null,
    first_seq integer not null,
    last_seq  integer not null,
    high_seq  integer not null,                  -- the highest last_seq of this block and all before it
    first_run integer not null,
    last_run  integer not null,
    first_at  integer not null,                  -- the earliest, not the first line's: clocks jump back
    last_at   integer not null,
    debug     integer not null,                  -- lines of each level
    info      integer not null,
    warn      integer not null,
    error     integer not null,
    escapes   integer not null,                  -- whether the text has terminal escapes
    bytes     integer not null                   -- that it takes in all tables
) strict;
create index log_blocks_server on log_blocks (server, id);

create table log_data (
    id   integer primary key, -- of the block
    meta blob not null,       -- sequence, time, source, level, run and length of each line, compressed
    text blob not null        -- the lines, one after another, compressed
) strict;

-- Bit n of word w of a group says whether the block 64 * group + n may hold a 4-gram that hashes to w.
create table log_signatures (
    id    integer primary key, -- 64 * group + slice
    words blob not null        -- 1,024 of the group's 65,536 words, little endian
) strict;

-- What open blocks gained, read at recovery only.
create table log_tail (
    seq    integer primary key, -- of the last line
    server text    not null,
    meta   blob    not null,
    text   blob    not null
) strict;
create index log_tail_server on log_tail (server);

-- No sequence below this was left for after a crash.
create table log_sequence (next integer not null) strict;
insert into log_sequence values (1);
