import React, { useState } from 'react';
import { BotScreen, type ShownScreen } from './BotScreen.tsx';
import { muted } from '../../kit/Card.tsx';
import { moment } from '../../kit/format.ts';
import { useTexts } from '../../kit/texts.ts';

interface Line {
  price: string;
  listPrice: string;
  discount: number;
  bonusStars: number;
  perStar: string;
  validFrom: string | null;
  validUntil: string | null;
}

/** What the server says about a change of price. */
export interface PriceViewData {
  stars: number;
  isStar: boolean;
  before: Line | null;
  after: Line;
  pricePercent: number | null;
  starPercent: number | null;
  concerns: { kind: string; percent: number | null; other: string | null }[];
  isCostKnown: boolean;
  deciders: number;
  newest: string | null;
  screens: Record<'ru' | 'en', { byPayment: ShownScreen; fromBalance: ShownScreen }>;
}

const box: React.CSSProperties = {
  borderRadius: 8,
  padding: 10,
  fontSize: 13,
  lineHeight: 1.45,
  marginBottom: 12,
};
export const warning: React.CSSProperties = { ...box, background: '#fff3d6', color: '#7a5200' };
export const alarm: React.CSSProperties = { ...box, background: '#fde8e6', color: '#a3241b' };

/** Before and after side by side, each line that differs set off. */
export function PriceDiff({ view }: { view: PriceViewData }): React.ReactElement {
  const { sb, language } = useTexts();
  const { before, after, pricePercent, starPercent } = view;
  const time = (iso: string | null, none: string): string =>
    iso === null ? sb(none) : moment(iso, language);
  const words = (line: Line): readonly (readonly [name: string, text: string])[] =>
    [
      ['price', line.price],
      ['listPrice', line.listPrice],
      ['discount', `${line.discount} %`],
      ['bonusStars', `${line.bonusStars} ⭐`],
      ['perStar', line.perStar],
      ['validFrom', time(line.validFrom, 'price.atOnce')],
      ['validUntil', time(line.validUntil, 'price.open')],
    ].filter(
      ([name = '']) => !view.isStar || !['listPrice', 'discount', 'bonusStars', 'perStar'].includes(name),
    ) as [string, string][];
  const old = new Map(before ? words(before) : []);
  const cell: React.CSSProperties = {
    padding: '5px 8px',
    borderTop: '1px solid #eef0f5',
    textAlign: 'left',
    fontSize: 13,
  };
  return (
    <>
      <table data-testid="price-diff" style={{ width: '100%', marginBottom: 10 }}>
        <thead>
          <tr>
            <th style={{ ...cell, border: 0 }} aria-label={sb('price.diff')} />
            <th style={{ ...cell, border: 0, color: '#6a758c' }}>{sb('price.before')}</th>
            <th style={{ ...cell, border: 0, color: '#6a758c' }}>{sb('price.after')}</th>
          </tr>
        </thead>
        <tbody>
          {words(after).map(([name, text]) => (
            <tr key={name}>
              <td style={{ ...cell, color: '#6a758c' }}>{sb(`price.${name}`)}</td>
              <td style={cell}>{before ? old.get(name) : name === 'price' ? sb('price.nothing') : ''}</td>
              <td style={{ ...cell, fontWeight: old.get(name) === text ? 400 : 700 }}>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {pricePercent === null ? null : (
        <p style={{ fontSize: 13, marginBottom: 12 }}>
          {sb('price.change')}: <b>{signed(pricePercent)}</b>
          {view.isStar || starPercent === null ? null : (
            <>
              , {sb('price.changePerStar')}: <b>{signed(starPercent)}</b>
            </>
          )}
        </p>
      )}
    </>
  );
}

function signed(percent: number): string {
  return `${percent > 0 ? '+' : percent < 0 ? '−' : ''}${Math.abs(percent)}\u00a0%`;
}

/** Why a second person is asked for, and what to do where there is none. */
export function Concerns({ view }: { view: PriceViewData }): React.ReactElement {
  const { sb } = useTexts();
  return (
    <>
      {view.concerns.length > 0 ? (
        <div style={warning} data-testid="price-held">
          <p style={{ fontWeight: 700, marginBottom: 6 }}>{sb('price.held')}</p>
          <ul style={{ paddingLeft: 18, listStyle: 'disc' }}>
            {view.concerns.map(({ kind, percent, other }, index) => (
              <li key={`${kind}${index}`}>
                {sb(`price.concern.${kind}`, {
                  percent: percent === null ? '' : signed(percent).slice(0, -2),
                  other: other ?? '',
                })}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {view.concerns.length > 0 && view.deciders === 0 ? (
        <p style={alarm} data-testid="no-decider">
          {sb('price.noDecider')}
        </p>
      ) : null}
      {view.isCostKnown ? null : <p style={{ ...muted, marginBottom: 12 }}>{sb('price.noCost')}</p>}
    </>
  );
}

/** The bot's screens as they would be, in the language of the reader first. */
export function PriceScreens({ view, wide }: { view: PriceViewData; wide: boolean }): React.ReactElement {
  const { sb, language } = useTexts();
  const [shown, show] = useState<'ru' | 'en'>(language === 'en' ? 'en' : 'ru');
  const way = view.isStar ? 'fromBalance' : 'byPayment';
  const languages = wide ? (['ru', 'en'] as const) : [shown];
  return (
    <div data-testid="price-preview">
      <div style={{ display: 'flex', gap: 10, alignItems: 'baseline', marginBottom: 6 }}>
        <span style={muted}>
          {sb('price.screens')} · {sb(`price.${way}`)}
        </span>
        {wide
          ? null
          : (['ru', 'en'] as const).map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={shown === one}
                onClick={() => show(one)}
                style={{
                  border: 0,
                  background: 'none',
                  cursor: 'pointer',
                  fontSize: 12,
                  color: '#2f5bea',
                  fontWeight: shown === one ? 700 : 400,
                  textDecoration: shown === one ? 'underline' : 'none',
                }}
              >
                {sb(`price.${one}`)}
              </button>
            ))}
      </div>
      <div
        style={{
          display: 'grid',
          gridTemplateColumns: wide ? 'repeat(auto-fit, minmax(280px, 1fr))' : '1fr',
          gap: 12,
        }}
      >
        {languages.map((one) => (
          <BotScreen key={one} screen={view.screens[one][way]} name={one} />
        ))}
      </div>
    </div>
  );
}
