// Runs a command and passes its stdio on, each output as many milliseconds later as the file says that is named first.
const { spawn } = require('child_process');
const { readFileSync } = require('fs');
const [file, command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
process.stdin.pipe(child.stdin);
child.stdout.on('data', (chunk) => setTimeout(() => process.stdout.write(chunk), Number(readFileSync(file, 'utf8'))));
child.on('exit', (code) => process.exit(code ?? 1));
