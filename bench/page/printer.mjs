// Prints lines as a busy server does: printer.mjs LINES-A-SECOND
const EACH_MS = 50;
const rate = Number(process.argv[2]);
let printed = 0;
const began = Date.now();
setInterval(() => {
  const due = Math.floor(((Date.now() - began) * rate) / 1000);
  let text = '';
  for (; printed < due; printed++)
    text += `INFO [http.server] GET /api/tools/call?id=${printed * 7919} \x1b[32m200\x1b[0m in ${printed % 977}ms request_id=req-${printed}\n`;
  process.stdout.write(text);
}, EACH_MS);
