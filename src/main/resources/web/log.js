// The log panel: the latest lines and those that come, or what a search finds.
const MOST = 500;
const ESCAPES = /\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)?|.)/g;

/** Makes the panel; `call` asks the API, `send` the live socket, if that is open. */
export function logPanel(find, call, send) {
  const lines = find('lines');
  const text = find('log-search');
  const chooser = find('log-server');
  const names = new Map();
  let topic = null;
  let last = 0;

  function add(batch) {
    const followed = lines.scrollHeight - lines.scrollTop - lines.clientHeight < 40;
    lines.append(...batch.map(item));
    while (lines.childElementCount > MOST) lines.firstElementChild.remove();
    if (followed) lines.scrollTop = lines.scrollHeight;
  }

  function item({ serverId, timestamp, level, source, message }) {
    const line = document.createElement('li');
    line.dataset.level = level;
    const about = [new Date(timestamp).toLocaleTimeString(), level, chooser.value ? source : names.get(serverId) ?? serverId];
    const head = document.createElement('span');
    head.textContent = about.join(' ');
    line.append(head, ' ', message.replace(ESCAPES, ''));
    return line;
  }

  function note(words) {
    const line = document.createElement('li');
    line.className = 'note';
    line.textContent = words;
    lines.append(line);
  }

  async function show() {
    if (topic) send({ unsubscribe: [topic] });
    topic = null;
    const wanted = text.value.trim();
    const path = chooser.value ? `/servers/${chooser.value}/logs/search` : '/logs/search';
    const page = await call('GET', `${path}?${new URLSearchParams({ limit: 200, ...(wanted && { q: wanted }) })}`);
    // another choice was made meanwhile
    if (wanted !== text.value.trim()) return;
    lines.replaceChildren();
    add(page.reverse());
    lines.scrollTop = lines.scrollHeight;
    last = page.at(-1)?.sequence ?? 0;
    if (wanted) {
      if (page.length === 0) note('Nothing was found.');
      return;
    }
    topic = `logs:${chooser.value || '*'}`;
    follow();
  }

  function follow() {
    if (topic) send({ subscribe: [topic], after: { [topic]: last } });
  }

  let pending;
  text.addEventListener('input', () => {
    clearTimeout(pending);
    pending = setTimeout(() => show().catch((problem) => note(problem.message)), 200);
  });
  chooser.addEventListener('change', () => show().catch((problem) => note(problem.message)));
  find('log').addEventListener('submit', (event) => event.preventDefault());

  return {
    show,
    /** To be called when the live socket has opened: brings what came meanwhile. */
    follow,
    received(type, data) {
      if (data.topic !== topic) return;
      if (type === 'gap') note(`${data.missed} lines of ${names.get(data.serverId)} are left out here`);
      else {
        add(data.lines);
        last = data.lines.at(-1).sequence;
      }
    },
    servers(all) {
      names.clear();
      const chosen = chooser.value;
      const options = all.map(({ id, name }) => {
        names.set(id, name);
        return new Option(name, id, false, id === chosen);
      });
      chooser.replaceChildren(new Option('all servers', '', false, !names.has(chosen)), ...options);
      if (chosen && !names.has(chosen)) show().catch((problem) => note(problem.message));
    },
  };
}
