import { Button, Input, TextArea } from '@adminjs/design-system';
import React, { useState } from 'react';
import { newKey, useAsk, type Answer } from './call.ts';
import { Field, Radio, type Choice } from './FormParts.tsx';
import { Movements, type Movement } from './Movements.tsx';
import { Refusal } from './Refusal.tsx';
import { RecordLink } from './RecordLink.tsx';
import { useTexts } from './texts.ts';

interface Preview {
  amount: string;
  stars: string;
  needsApproval: boolean;
  network: string | null;
  currency: string | null;
  lines: Movement[];
}
const REASONS = [
  'not_delivered',
  'duplicate_payment',
  'wrong_amount',
  'customer_request',
  'service_failure',
  'goodwill',
  'correction',
  'fraud',
  'other',
] as const;

/**
 * Asks for a refund or an adjustment in two steps: what, then a look at the journal that it makes. What was typed stays
 * through every refusal. The request carries a key made when the form was drawn, so it is made once however often it is sent.
 */
export function RequestForm({
  what,
  choices,
  names = [],
  amountHint,
  amountRequired,
  extra = {},
  summary,
}: {
  what: { resource: string; id: string; preview: string; request: string };
  choices: readonly Choice[];
  /** Further texts that have to be typed, by the name of their field. */
  names?: readonly string[];
  amountHint: string;
  amountRequired: boolean;
  extra?: Record<string, string>;
  /** More about the preview, beside its journal. */
  summary?: (answer: Answer) => React.ReactNode;
}): React.ReactElement {
  const [data, setData] = useState<Record<string, string>>(() => ({
    ...Object.fromEntries(choices.map(({ name, options }) => [name, options[0] ?? ''])),
    ...Object.fromEntries(names.map((name) => [name, ''])),
    amount: '',
    reason: '',
    note: '',
    requestKey: newKey(),
  }));
  const [seen, setSeen] = useState<Answer>();
  const [made, setMade] = useState<Answer>();
  const [refusal, setRefusal] = useState<Answer>();
  const [busy, setBusy] = useState(false);
  const texts = useTexts();
  const ask = useAsk();
  const set = (name: string, value: string): void => {
    setData({ ...data, [name]: value });
    setRefusal(undefined);
  };
  const send = async (action: string): Promise<void> => {
    setBusy(true);
    const answer = await ask({ resource: what.resource, id: what.id, action, data: { ...data, ...extra } });
    setBusy(false);
    const isRefused = answer.notice?.type === 'error';
    setRefusal(isRefused ? answer : undefined);
    if (isRefused) setSeen(undefined);
    else if (action === what.preview) setSeen(answer);
    else setMade(answer);
  };
  if (made)
    return (
      <div data-testid="made" style={{ fontSize: 14, lineHeight: 1.6 }}>
        <p style={{ background: '#e3f5ea', color: '#14693f', borderRadius: 8, padding: 12 }}>
          {made.notice?.message}
        </p>
        <p style={{ marginTop: 10 }}>
          <RecordLink resource={String(made['type'])} id={made['id']}>
            {texts.sb('refund.openMade')}
          </RecordLink>
        </p>
      </div>
    );
  if (seen)
    return (
      <Confirm
        preview={seen['preview'] as Preview}
        busy={busy}
        back={() => setSeen(undefined)}
        confirm={() => void send(what.request)}
      >
        {summary?.(seen)}
      </Confirm>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send(what.preview);
      }}
    >
      {choices.map((choice) => (
        <Radio
          key={choice.name}
          choice={choice}
          chosen={data[choice.name] ?? ''}
          onChoose={(value) => set(choice.name, value)}
        />
      ))}
      {names.map((name) => (
        <Field key={name} name={name} required problem={refusal?.fields?.[name]}>
          <Input
            id={`field-${name}`}
            name={name}
            autoComplete="off"
            width="100%"
            required
            value={data[name]}
            onChange={(event: React.ChangeEvent<HTMLInputElement>) => set(name, event.target.value)}
          />
        </Field>
      ))}
      <Field name="amount" required={amountRequired} hint={amountHint} problem={refusal?.fields?.['amount']}>
        <Input
          id="field-amount"
          name="amount"
          inputMode="decimal"
          autoComplete="off"
          width="100%"
          required={amountRequired}
          value={data['amount']}
          aria-invalid={refusal?.code?.startsWith('AMOUNT') === true}
          onChange={(event: React.ChangeEvent<HTMLInputElement>) => set('amount', event.target.value)}
        />
      </Field>
      <Field name="refundReason" required problem={refusal?.fields?.['reason']}>
        <select
          id="field-refundReason"
          name="reason"
          required
          value={data['reason']}
          onChange={(event) => set('reason', event.target.value)}
          style={{
            padding: '9px 10px',
            border: '1px solid #c9d1e0',
            borderRadius: 4,
            background: '#fff',
            font: 'inherit',
            fontSize: 14,
            width: '100%',
          }}
        >
          <option value="" />
          {REASONS.map((reason) => (
            <option key={reason} value={reason}>
              {texts.value('reason', reason)}
            </option>
          ))}
        </select>
      </Field>
      <Field name="refundNote" required problem={refusal?.fields?.['note']}>
        <TextArea
          id="field-refundNote"
          name="note"
          width="100%"
          rows={3}
          required
          minLength={3}
          maxLength={2000}
          value={data['note']}
          onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) => set('note', event.target.value)}
        />
      </Field>
      <Refusal refusal={refusal} />
      <div className="sb-foot">
        <Button type="submit" variant="contained" disabled={busy} data-testid="next">
          {texts.sb('refund.next')}
        </Button>
      </div>
    </form>
  );
}

function Confirm({
  preview,
  busy,
  back,
  confirm,
  children,
}: {
  preview: Preview;
  busy: boolean;
  back: () => void;
  confirm: () => void;
  children: React.ReactNode;
}): React.ReactElement {
  const { sb } = useTexts();
  return (
    <div data-testid="confirm">
      <p style={{ fontSize: 24, fontWeight: 700, marginBottom: 6 }}>{preview.amount}</p>
      {preview.stars === '0' ? null : (
        <p style={{ fontSize: 14, marginBottom: 6 }}>
          {sb('refund.starsBack')}: <b>{preview.stars} ⭐</b>
        </p>
      )}
      {preview.network === null ? null : (
        <p style={{ fontSize: 14, marginBottom: 6 }}>
          {sb('refund.way', { currency: preview.currency ?? '', network: preview.network })}
        </p>
      )}
      {children}
      <h4 style={{ fontSize: 13, color: '#6a758c', margin: '12px 0 6px' }}>{sb('refund.planned')}</h4>
      <Movements lines={preview.lines} />
      <p
        style={{
          background: preview.needsApproval ? '#fff3d6' : '#e6ecfe',
          borderRadius: 8,
          padding: 10,
          fontSize: 13,
          margin: '12px 0',
        }}
      >
        {sb(preview.needsApproval ? 'refund.willWait' : 'refund.willRun')}
      </p>
      <div className="sb-foot">
        <Button variant="contained" disabled={busy} onClick={confirm} data-testid="request">
          {sb('refund.request')}
        </Button>
        <Button variant="outlined" disabled={busy} onClick={back}>
          {sb('refund.back')}
        </Button>
      </div>
    </div>
  );
}
