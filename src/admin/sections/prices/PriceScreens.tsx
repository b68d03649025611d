import React, { useState } from 'react';
import { Grid, Row } from '../../kit/Layout.tsx';
import { useSay } from '../../kit/say.ts';
import { BotScreen } from './BotScreen.tsx';
import type { PriceView } from './priceView.ts';
import { LANGUAGES, TEXTS, WAYS } from './texts.ts';

type Language = keyof typeof LANGUAGES;
const BOTH = Object.keys(LANGUAGES) as Language[];

/** The bot's screens at the new price. In both languages if there is room, otherwise in one, the reader's first. */
export function PriceScreens({ view, wide }: { view: PriceView; wide: boolean }): React.ReactElement {
  const say = useSay();
  const [shown, show] = useState<Language>(say.language);
  const way = view.isStar ? 'fromBalance' : 'byPayment';
  return (
    <div data-testid="price-preview" className="sb-prices-screens">
      <Row>
        <span className="sb-muted">
          {say(TEXTS.screens)} · {say(WAYS[way])}
        </span>
        {wide
          ? null
          : BOTH.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={shown === one}
                onClick={() => show(one)}
                className="sb-text-button"
              >
                {say(LANGUAGES[one])}
              </button>
            ))}
      </Row>
      <Grid>
        {(wide ? BOTH : [shown]).map((one) => (
          <BotScreen key={one} screen={view.screens[one][way]} name={one} />
        ))}
      </Grid>
    </div>
  );
}
