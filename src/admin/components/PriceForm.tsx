import { Box, Button, DrawerContent, DrawerFooter, H4, Input, TextArea } from '@adminjs/design-system';
import { ApiClient, useTranslation, type ActionProps } from 'adminjs';
import React, { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { newKey, type Answer } from './parts/call.ts';
import { Field } from './parts/FormParts.tsx';
import { Concerns, PriceDiff, PriceScreens, type PriceViewData } from './parts/PriceView.tsx';
import { plain } from './parts/plain.ts';
import { Refusal } from './parts/Refusal.tsx';
import { useTexts } from './parts/texts.ts';
import { useSubmit } from './parts/useSubmit.ts';

const WAIT_MS = 350;
/** These take the terms of the record as they are. */
const SAME_TERMS = new Set(['rollBack', 'askAgain']);

/** A price with what it changes, why it may need a second person, and how the bot's screen will read, while one types. */
export default function PriceForm({ record, resource, action }: ActionProps): React.ReactElement {
  const id = String(record?.id);
  const params = record?.params ?? {};
  const isDraft = action.name === 'rewrite';
  const isSame = SAME_TERMS.has(action.name);
  const isStar = resource.id === 'star_prices' || params['price_of'] === 'star';
  const [data, setData] = useState(() => initial(params, isDraft));
  const [requestKey] = useState(newKey);
  const [preview, setPreview] = useState<PriceViewData>();
  const [problem, setProblem] = useState<Asked>({});
  const { busy, refusal, problemOf, submit } = useSubmit();
  const { sb } = useTexts();
  const { translateAction } = useTranslation();
  const navigate = useNavigate();
  const { reason, ...terms } = data;
  const sent = { ...terms, validFrom: instant(terms.validFrom), validUntil: instant(terms.validUntil) };
  const key = JSON.stringify(sent);
  useEffect(() => {
    let current = true;
    const look = async (): Promise<void> => {
      const given = await askPreview(resource.id, id, key);
      if (!current) return;
      setPreview(given.preview);
      setProblem(given.preview ? {} : given);
    };
    const timer = window.setTimeout(() => void look(), WAIT_MS);
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [resource.id, id, key]);
  const send = async (form: HTMLFormElement | null, asDraft: boolean): Promise<void> => {
    if (form && !form.reportValidity()) return;
    const wish = { ...sent, reason, requestKey, newest: preview?.newest ?? '', asDraft };
    const answer = await submit({ resource: resource.id, action: action.name, id, data: wish });
    if (!answer) return;
    const isOpen = isDraft || answer['status'] === 'waiting' || answer['status'] === 'draft';
    navigate(
      isOpen
        ? `/admin/resources/price_changes/records/${String(answer['id'])}/show`
        : `/admin/resources/${isStar ? 'star_prices' : 'packages'}?refresh=true`,
    );
  };
  const input = (name: keyof typeof data, type: string, required: boolean): React.ReactElement => (
    <Field name={name} required={required} problem={problem.fields?.[name] ?? problemOf(name)}>
      <Input
        id={`field-${name}`}
        name={name}
        type={type}
        required={required}
        readOnly={isSame && !name.startsWith('valid')}
        inputMode={type === 'text' ? 'decimal' : undefined}
        width="100%"
        value={data[name]}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
          setData({ ...data, [name]: event.target.value })
        }
      />
    </Field>
  );
  const isHeld = (preview?.concerns.length ?? 0) > 0;
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
          {translateAction(action.name, resource.id)}:{' '}
          {isStar ? sb('price.oneStar') : sb('price.packageOf', { stars: String(params['stars']) })}
        </H4>
        {input('price', 'text', true)}
        {isStar ? null : input('listPrice', 'text', false)}
        {isStar ? null : input('bonusStars', 'number', true)}
        {input('validFrom', 'datetime-local', false)}
        {input('validUntil', 'datetime-local', false)}
        <Field name="reason" required problem={problemOf('reason')}>
          <TextArea
            id="field-reason"
            name="reason"
            required
            minLength={3}
            maxLength={300}
            width="100%"
            rows={2}
            value={reason}
            onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) =>
              setData({ ...data, reason: event.target.value })
            }
          />
        </Field>
        <Refusal refusal={refusal ?? (problem.notice ? problem : undefined)} />
        {preview ? (
          <>
            <PriceDiff view={preview} />
            <Concerns view={preview} />
            <PriceScreens view={preview} wide={false} />
          </>
        ) : null}
      </DrawerContent>
      <DrawerFooter>
        <Button type="submit" variant="contained" disabled={busy || !preview} data-testid="price-submit">
          {sb(isDraft ? 'price.saveDraft' : isHeld ? 'price.ask' : 'price.publish')}
        </Button>
        {isDraft ? null : (
          <Button
            type="button"
            variant="text"
            disabled={busy || !preview}
            data-testid="price-draft"
            ml="default"
            onClick={(event: React.MouseEvent<HTMLButtonElement>) =>
              void send(event.currentTarget.form, true)
            }
          >
            {sb('price.saveDraft')}
          </Button>
        )}
      </DrawerFooter>
    </Box>
  );
}

/** The terms of the record. Times only where a draft says them: another change has its own. */
function initial(
  params: Record<string, unknown>,
  isDraft: boolean,
): Record<'price' | 'listPrice' | 'bonusStars' | 'validFrom' | 'validUntil' | 'reason', string> {
  // An amount is shown with its unit and in groups; it is typed without either.
  const amount = (column: string): string => plain(params[column]).replaceAll(/[^\d.]/g, '');
  return {
    price: amount('price'),
    listPrice: amount('list_price'),
    bonusStars: plain(params['bonus_stars'] ?? 0),
    validFrom: isDraft ? localTime(params['valid_from']) : '',
    validUntil: isDraft ? localTime(params['valid_until']) : '',
    reason: isDraft ? plain(params['reason']) : '',
  };
}

/** What a field of date and time wants: the moment in the reader's zone. */
function localTime(iso: unknown): string {
  const date = new Date(String(iso));
  if (typeof iso !== 'string' || Number.isNaN(date.getTime())) return '';
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function instant(local: string): string {
  return local === '' ? '' : new Date(local).toISOString();
}

type Asked = Answer & { preview?: PriceViewData };

/** What the server says to the terms typed so far; nothing when it cannot be asked. */
async function askPreview(resourceId: string, recordId: string, key: string): Promise<Asked> {
  try {
    const data = JSON.parse(key) as object;
    const what = {
      resourceId,
      recordId: encodeURIComponent(recordId),
      actionName: 'previewPrice',
      method: 'post' as const,
      data,
    };
    return (await new ApiClient().recordAction(what)).data as Asked;
  } catch {
    return {};
  }
}
