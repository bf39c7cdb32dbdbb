#!/bin/sh
# A legacy MCP server over stdio that costs next to nothing, for tests of many. Its arguments: a name, how many tools it
# has, and how it errs: not at all, "hanging" (never tells its tools) or "slow" (tells them after a second).
name=$1 count=$2 fault=$3
answer() {
  printf '{"jsonrpc":"2.0","id":%s,%s}\n' "$1" "$2"
}
tools=
i=0
while [ "$i" -lt "$count" ]; do
  tools="$tools${tools:+,}{\"name\":\"tool_$i\",\"description\":\"A tool of $name that does what the others do, described at some length.\",\"inputSchema\":{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"}}}}"
  i=$((i + 1))
done
while IFS= read -r line; do
  id=${line#*'"id":'}
  id=${id%%[,\}]*}
  case $line in
    *'"method":"notifications/'*) ;;
    *'"method":"initialize"'*)
      answer "$id" '"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{"listChanged":true}},"serverInfo":{"name":"small","version":"1"}}' ;;
    *'"method":"tools/list"'*)
      [ "$fault" = hanging ] && continue
      [ "$fault" = slow ] && sleep 1
      answer "$id" "\"result\":{\"tools\":[$tools]}" ;;
    *'"method":"tools/call"'*)
      answer "$id" "\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"$name answers\"}]}" ;;
    *) answer "$id" '"error":{"code":-32601,"message":"Method not found"}' ;;
  esac
done
