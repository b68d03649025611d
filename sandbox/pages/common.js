/** Builds an element: `el('div.bubble', {title: 'x'}, child, 'text')`. Text is never parsed as HTML. */
export function el(selector, props = {}, ...children) {
  const [tag, ...classes] = selector.split('.');
  const node = document.createElement(tag || 'div');
  if (classes.length > 0) node.className = classes.join(' ');
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (key === 'testid') node.dataset.testid = value;
    else if (key === 'data') Object.assign(node.dataset, value);
    else if (key in node && key !== 'list') node[key] = value;
    else node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A call of the play interface. Throws with the reason from its answer. */
export async function play(method, path, body) {
  const response = await fetch(`/play${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? `HTTP ${response.status}`);
  return answer;
}

/** Light or dark: the choice made here, otherwise what the system prefers. */
export function setUpTheme(button) {
  const prefers = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const chosen = localStorage.getItem('theme') ?? (prefers.matches ? 'dark' : 'light');
    document.documentElement.dataset.theme = chosen;
    if (button) button.textContent = chosen === 'dark' ? '☀️' : '🌙';
  };
  prefers.addEventListener('change', apply);
  button?.addEventListener('click', () => {
    const next = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
    localStorage.setItem('theme', next);
    apply();
  });
  apply();
}
