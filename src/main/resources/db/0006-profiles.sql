-- Named sets of servers, for /mcp?profile=name.
create table profiles (
    name    text primary key,
    members text not null -- JSON array of {"server": id, "tools": [name, …]}; without tools: all of the server's
) strict, without rowid;
