import React from 'react';

export interface ShownScreen {
  text: string;
  buttons: string[][];
}

const TAGS = new Set(['b', 'i', 's', 'u', 'code']);
const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };
const plainText = (html: string): string =>
  html.replaceAll(/&(lt|gt|quot|amp);/g, (entity) => ENTITIES[entity] ?? entity);

/** A screen of the bot as Telegram shows it: its text with the few tags that Telegram knows, and its buttons. */
export function BotScreen({ screen, name }: { screen: ShownScreen; name: string }): React.ReactElement {
  return (
    <div
      data-testid={`screen-${name}`}
      style={{ background: '#d9e6d0', borderRadius: 12, padding: 12, fontSize: 13, lineHeight: 1.45 }}
    >
      <div
        style={{
          background: '#fff',
          borderRadius: 12,
          padding: '10px 12px',
          whiteSpace: 'pre-wrap',
          marginBottom: 6,
        }}
      >
        {formatted(screen.text)}
      </div>
      {screen.buttons.map((row) => (
        <div key={row.join()} style={{ display: 'flex', gap: 4, marginBottom: 4 }}>
          {row.map((label) => (
            <span
              key={label}
              style={{
                flex: 1,
                background: '#7f9b74',
                color: '#fff',
                borderRadius: 8,
                padding: '7px 6px',
                textAlign: 'center',
                fontWeight: 600,
              }}
            >
              {label}
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}

/** The HTML of the bot's own texts as elements; what is no tag of Telegram's stays text. */
function formatted(html: string): React.ReactNode[] {
  const parts = html.split(/(<\/?[a-z]+>)/);
  const stack: { tag: string; children: React.ReactNode[] }[] = [{ tag: '', children: [] }];
  for (const [index, part] of parts.entries()) {
    const [, closing, tag = ''] = /^<(\/?)([a-z]+)>$/.exec(part) ?? [];
    const top = stack.at(-1);
    if (!top) break;
    if (!TAGS.has(tag)) top.children.push(plainText(part));
    else if (closing === '') stack.push({ tag, children: [] });
    else if (stack.length > 1) {
      stack.pop();
      stack.at(-1)?.children.push(React.createElement(top.tag, { key: index }, ...top.children));
    }
  }
  return stack.flatMap(({ children }) => children);
}
