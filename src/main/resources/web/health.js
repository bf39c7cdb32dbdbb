const RANGE = '24h';
const BETWEEN_LOADS = 5000;
const time = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'medium' });

/** Shows a server's health in its row: now in the summary, and over a day once it is opened. */
export function healthOf(row, server, call) {
  const details = row.querySelector('details');
  const now = details.querySelector('summary');
  const day = details.querySelector('.day');
  const incidents = details.querySelector('ol');
  now.setAttribute('aria-label', `Health of ${server.name}`);

  let shown = '';
  let loaded = 0;

  async function load() {
    loaded = Date.now();
    const path = `/servers/${server.id}/health`;
    const [summary, list] = await Promise.all([
      call('GET', `${path}/summary?range=${RANGE}`),
      call('GET', `${path}/incidents?range=${RANGE}&limit=10`),
    ]);
    day.textContent = words(summary);
    incidents.replaceChildren(...list.map(entry));
  }
  details.addEventListener('toggle', () => details.open && load().catch((problem) => (day.textContent = problem.message)));

  return {
    /** `update` is the data of health:update, or of the same names. */
    show({ status, reason, error, responseTime }) {
      const took = responseTime == null ? '' : ` · ${milliseconds(responseTime)}`;
      const why = status === 'healthy' ? error : reason;
      now.textContent = status + took + (why ? `: ${why}` : '');
      now.dataset.health = status;
      // checks may come each 100 ms
      const due = status !== shown || Date.now() - loaded >= BETWEEN_LOADS;
      shown = status;
      if (details.open && due) load().catch((problem) => (day.textContent = problem.message));
    },
  };
}

function milliseconds(value) {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

function words({ availability, totalChecks, unhealthyChecks, p50, p95 }) {
  if (totalChecks === 0) return 'No check in the last day.';
  const share = availability === null ? '' : `Available ${availability.toFixed(3)} % of the last day. `;
  const times = p50 === null ? '' : ` Half of them took at most ${milliseconds(p50)}, 95 % at most ${milliseconds(p95)}.`;
  return `${share}${totalChecks} checks, ${unhealthyChecks} failed.${times}`;
}

function entry({ from, to, reason, stderr }) {
  const item = document.createElement('li');
  const ended = to ? time.format(new Date(to)) : 'now';
  item.textContent = `${time.format(new Date(from))} – ${ended}: ${reason}`;
  item.title = stderr.join('\n');
  return item;
}
