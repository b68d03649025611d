import { Button, Input, TextArea } from '@adminjs/design-system';
import React from 'react';
import type { Answer } from '../../kit/call.ts';
import { Field, Radio, Select, type Choice } from '../../kit/FormParts.tsx';
import { Refusal } from '../../kit/Refusal.tsx';
import { useSay } from '../../kit/say.ts';
import type { Pair } from '../../words/pair.ts';
import type { ShownPreview } from './requestShared.ts';
import { RequestConfirm } from './RequestConfirm.tsx';
import { RequestMade } from './RequestMade.tsx';
import { REQUEST_FIELDS } from './requestFields.ts';
import { TEXTS } from './texts.ts';
import { useRequest, type RequestWhat } from './useRequest.ts';

const { amount, reason, note } = REQUEST_FIELDS;

interface Asked {
  choices: readonly Choice[];
  /** More texts that the person has to type. */
  typed?: readonly { readonly name: string; readonly label: Pair }[];
  amountHint: string;
  amountRequired: boolean;
}

/** Asks for a refund or an adjustment in two steps: first the details, then a preview of the journal that it makes. */
export function RequestForm({
  what,
  extra = {},
  summary,
  ...asked
}: Asked & {
  what: RequestWhat;
  extra?: Readonly<Record<string, string>>;
  /** More of the preview, beside its journal. */
  summary?: (answer: Answer) => React.ReactNode;
}): React.ReactElement {
  const { choices, typed = [] } = asked;
  const request = useRequest(what, {
    first: {
      ...Object.fromEntries(choices.map(({ name, words }) => [name, Object.keys(words)[0] ?? ''])),
      ...Object.fromEntries([...typed, amount, reason, note].map(({ name }) => [name, ''])),
    },
    extra,
  });
  const { made, seen, busy } = request;
  if (made) return <RequestMade answer={made} />;
  if (!seen) return <Questions request={request} {...asked} />;
  return (
    <RequestConfirm
      preview={seen['preview'] as ShownPreview}
      busy={busy}
      back={request.back}
      confirm={() => void request.make()}
    >
      {summary?.(seen)}
    </RequestConfirm>
  );
}

/** The first step. */
function Questions({
  request: { data, set, look, busy, refusal },
  choices,
  typed = [],
  amountHint,
  amountRequired,
}: Asked & { request: ReturnType<typeof useRequest> }): React.ReactElement {
  const say = useSay();
  const problemOf = (name: string): string | undefined => refusal?.fields?.[name];
  const input = (name: string): object => ({
    name,
    autoComplete: 'off',
    width: '100%',
    value: data[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      set(name, event.target.value),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void look();
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
      {typed.map(({ name, label }) => (
        <Field key={name} name={name} label={label} required problem={problemOf(name)}>
          <Input {...input(name)} id={`field-${name}`} required />
        </Field>
      ))}
      <Field
        name="amount"
        label={amount.label}
        required={amountRequired}
        hint={amountHint}
        problem={problemOf('amount')}
      >
        <Input
          {...input('amount')}
          id="field-amount"
          inputMode="decimal"
          required={amountRequired}
          aria-invalid={refusal?.code?.startsWith('AMOUNT') === true}
        />
      </Field>
      <Field name="refundReason" label={reason.label} required problem={problemOf('reason')}>
        <Select
          id="field-refundReason"
          name="reason"
          words={reason.words}
          value={data['reason'] ?? ''}
          required
          onChange={(value) => set('reason', value)}
        />
      </Field>
      <Field name="refundNote" label={note.label} required problem={problemOf('note')}>
        <TextArea {...input('note')} id="field-refundNote" rows={3} required minLength={3} maxLength={2000} />
      </Field>
      <Refusal refusal={refusal} />
      <div className="sb-foot">
        <Button type="submit" variant="contained" disabled={busy} data-testid="next">
          {say(TEXTS.next)}
        </Button>
      </div>
    </form>
  );
}
