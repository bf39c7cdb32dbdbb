import fs from 'node:fs';

const MICROSECONDS_A_TICK = 10_000;

/** CPU time so far, in microseconds: of process `pid`, and of all processes below it, ended ones included. */
export function cpuOf(pid) {
  const processes = fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(stat)
    .filter((process) => process);
  const self = processes.find((process) => process.pid === pid);
  let below = self.ended;
  for (let parents = [pid]; parents.length > 0; ) {
    const children = processes.filter((process) => parents.includes(process.parent));
    below += children.reduce((sum, child) => sum + child.used + child.ended, 0);
    parents = children.map((child) => child.pid);
  }
  return { self: self.used * MICROSECONDS_A_TICK, below: below * MICROSECONDS_A_TICK };
}

function stat(name) {
  try {
    const text = fs.readFileSync(`/proc/${name}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number);
    return { pid: Number(name), parent: fields[1], used: fields[11] + fields[12], ended: fields[13] + fields[14] };
  } catch {
    return undefined; // it has just ended
  }
}
