import { Box, Button, DrawerContent, DrawerFooter, H4 } from '@adminjs/design-system';
import { useTranslation, type ActionProps } from 'adminjs';
import React, { useState } from 'react';
import { useNavigate } from 'react-router';
import type { FormField } from '../../access/actions.ts';
import { newKey, type Answer } from '../../kit/call.ts';
import { Refusal } from '../../kit/Refusal.tsx';
import { useSay } from '../../kit/say.ts';
import { useSubmit } from '../../kit/useSubmit.ts';
import { Concerns } from './Concerns.tsx';
import { PriceDiff } from './PriceDiff.tsx';
import { PriceFields } from './PriceFields.tsx';
import { PriceScreens } from './PriceScreens.tsx';
import { priceTitle } from './priceTitle.ts';
import { TEXTS } from './texts.ts';
import { sentFrom, typedFrom } from './typedPrice.ts';
import { usePreview } from './usePreview.ts';

/** These actions take the terms of the record unchanged. */
const SAME_TERMS = new Set(['rollBack', 'askAgain']);

/**
 * A form for a price. While a person types, it shows the change, why a second person may be needed, and how the bot's
 * screen will read.
 */
export default function PriceForm({ record, resource, action }: ActionProps): React.ReactElement {
  const id = String(record?.id);
  const params = record?.params ?? {};
  const isDraft = action.name === 'rewrite';
  const isStar = resource.id === 'star_prices' || params['price_of'] === 'star';
  const [typed, setTyped] = useState(() => typedFrom(params, isDraft));
  const [requestKey] = useState(newKey);
  const { reason, ...terms } = sentFrom(typed);
  const { preview, problem } = usePreview(resource.id, id, terms);
  const { busy, refusal, problemOf, submit } = useSubmit();
  const say = useSay();
  const { translateAction } = useTranslation();
  const navigate = useNavigate();
  const send = async (form: HTMLFormElement | null, asDraft: boolean): Promise<void> => {
    if (form && !form.reportValidity()) return;
    const data = { ...terms, reason, requestKey, newest: preview?.newest ?? '', asDraft };
    const answer = await submit({ resource: resource.id, action: action.name, id, data });
    if (answer) navigate(placeAfter(answer, { isDraft, isStar }));
  };
  return (
    <Box
      as="form"
      onSubmit={(event: React.FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        void send(event.currentTarget, false);
      }}
      flex
      flexDirection="column"
      height="100%"
    >
      <DrawerContent>
        <H4>
          {translateAction(action.name, resource.id)}: {priceTitle(say, { isStar, stars: params['stars'] })}
        </H4>
        <PriceFields
          fields={action.custom['fields'] as readonly FormField[]}
          isStar={isStar}
          isSame={SAME_TERMS.has(action.name)}
          typed={typed}
          problemOf={(name) => problem.fields?.[name] ?? problemOf(name)}
          onChange={setTyped}
        />
        <Refusal refusal={refusal ?? (problem.notice ? problem : undefined)} />
        {preview ? (
          <>
            <PriceDiff view={preview} />
            <Concerns view={preview} />
            <PriceScreens view={preview} wide={false} />
          </>
        ) : null}
      </DrawerContent>
      <Buttons
        isDraft={isDraft}
        needsAnother={(preview?.concerns.length ?? 0) > 0}
        disabled={busy || !preview}
        keep={(form) => void send(form, true)}
      />
    </Box>
  );
}

/** The page to open next. An undecided change has its own page. A decided one is visible in the list. */
function placeAfter(answer: Answer, { isDraft, isStar }: { isDraft: boolean; isStar: boolean }): string {
  const isOpen = isDraft || answer['status'] === 'waiting' || answer['status'] === 'draft';
  return isOpen
    ? `/admin/resources/price_changes/records/${String(answer['id'])}/show`
    : `/admin/resources/${isStar ? 'star_prices' : 'packages'}?refresh=true`;
}

/** One button requests the price, the other keeps it as a draft. A draft can only be kept. */
function Buttons({
  isDraft,
  needsAnother,
  disabled,
  keep,
}: {
  isDraft: boolean;
  needsAnother: boolean;
  disabled: boolean;
  keep: (form: HTMLFormElement | null) => void;
}): React.ReactElement {
  const say = useSay();
  return (
    <DrawerFooter>
      <Button type="submit" variant="contained" disabled={disabled} data-testid="price-submit">
        {say(isDraft ? TEXTS.saveDraft : needsAnother ? TEXTS.ask : TEXTS.publish)}
      </Button>
      {isDraft ? null : (
        <Button
          type="button"
          variant="text"
          disabled={disabled}
          data-testid="price-draft"
          ml="default"
          onClick={(event: React.MouseEvent<HTMLButtonElement>) => keep(event.currentTarget.form)}
        >
          {say(TEXTS.saveDraft)}
        </Button>
      )}
    </DrawerFooter>
  );
}
