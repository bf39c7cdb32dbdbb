const time = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'medium' });

/** Shows whom alerts are told to, and adds, tries and removes those. */
export function webhooksPanel(find, call, tell) {
  const form = find('webhooks');
  const list = form.querySelector('ul');
  const problem = form.querySelector('.problem');

  async function load() {
    list.replaceChildren(...(await call('GET', '/webhooks')).map(entry));
  }

  function entry({ name, target, format, lastDelivery }) {
    const item = find('webhook').content.firstElementChild.cloneNode(true);
    const [test, remove] = item.querySelectorAll('button');
    item.querySelector('span').textContent = `${name}: ${target ?? 'unreadable address'} (${format})${outcome(lastDelivery)}`;
    test.setAttribute('aria-label', `Send a test to ${name}`);
    remove.setAttribute('aria-label', `Remove ${name}`);
    test.addEventListener('click', () => act('POST', `/webhooks/${name}/test`));
    remove.addEventListener('click', () => act('DELETE', `/webhooks/${name}`));
    return item;
  }

  async function act(method, path, body) {
    tell(problem, '');
    try {
      await call(method, path, body);
    } catch (failure) {
      tell(problem, failure.message);
    }
    await load();
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    await act('POST', '/webhooks', Object.fromEntries(new FormData(form)));
    if (problem.hidden) form.reset();
  });

  return {
    async show() {
      form.hidden = false;
      await load();
    },
  };
}

function outcome(delivery) {
  if (!delivery) return '';
  const at = time.format(new Date(delivery.at));
  return delivery.delivered ? ` – delivered ${at}` : ` – failed ${at}: ${delivery.error}`;
}
