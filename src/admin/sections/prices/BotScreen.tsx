import React from 'react';
import type { ShownScreen } from './priceView.ts';

const TAGS = new Set(['b', 'i', 's', 'u', 'code']);
const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };
const plainText = (html: string): string =>
  html.replaceAll(/&(lt|gt|quot|amp);/g, (entity) => ENTITIES[entity] ?? entity);

/** A screen of the bot as Telegram shows it: its text with the few tags that Telegram knows, and its buttons. */
export function BotScreen({ screen, name }: { screen: ShownScreen; name: string }): React.ReactElement {
  return (
    <div data-testid={`screen-${name}`} className="sb-prices-bot">
      <div className="sb-prices-bot-text">{formatted(screen.text)}</div>
      {screen.buttons.map((row) => (
        <div key={row.join()} className="sb-prices-bot-row">
          {row.map((label) => (
            <span key={label}>{label}</span>
          ))}
        </div>
      ))}
    </div>
  );
}

/** Turns the HTML of the bot's own texts into elements. A tag that Telegram does not know stays text. */
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
