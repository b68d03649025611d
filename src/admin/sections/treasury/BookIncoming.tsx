import { Button, DrawerContent, H4, Input, Label, TextArea } from '@adminjs/design-system';
import { useTranslation, type ActionProps } from 'adminjs';
import React from 'react';
import { Field, Select } from '../../kit/FormParts.tsx';
import { Banner, Figure } from '../../kit/Layout.tsx';
import { plain } from '../../kit/plain.ts';
import { Refusal } from '../../kit/Refusal.tsx';
import { useSay } from '../../kit/say.ts';
import { Movements } from '../refunds/Movements.tsx';
import { useRequest } from '../refunds/useRequest.ts';
import type { BookingPreview } from './actions.ts';
import { AS, TEXTS } from './texts.ts';

type Request = ReturnType<typeof useRequest>;

/** Says what a transfer that came in is, in two steps: the question, then the postings. */
export default function BookIncoming({ action, record, resource }: ActionProps): React.ReactElement {
  const { translateAction } = useTranslation();
  const id = String(record?.id);
  const request = useRequest(
    { resource: resource.id, id, preview: 'previewIncoming', request: 'bookIncoming' },
    { first: { as: 'return', deliveryId: '', remark: '' }, extra: {} },
  );
  const { seen, made } = request;
  return (
    <DrawerContent>
      <H4>{translateAction(action.name, resource.id)}</H4>
      <p className="sb-muted sb-field">
        {plain(record?.params['amount'])} · {plain(record?.params['comment'])}
      </p>
      {made ? (
        <Banner tone="good" testId="made">
          {made.notice?.message}
        </Banner>
      ) : seen ? (
        <Confirm request={request} preview={seen['preview'] as BookingPreview} />
      ) : (
        <Questions request={request} />
      )}
    </DrawerContent>
  );
}

function Questions({
  request: { data, set, look, busy, refusal },
}: {
  request: Request;
}): React.ReactElement {
  const say = useSay();
  const problemOf = (name: string): string | undefined => refusal?.fields?.[name];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void look();
      }}
    >
      <Field name="as" label={TEXTS.what} required problem={problemOf('as')}>
        <Select
          id="field-as"
          name="as"
          words={AS}
          value={data['as'] ?? ''}
          required
          onChange={(value) => set('as', value)}
        />
      </Field>
      {data['as'] === 'return' ? (
        <Field
          name="deliveryId"
          label={TEXTS.delivery}
          required
          hint={say(TEXTS.deliveryHint)}
          problem={problemOf('deliveryId')}
        >
          <Input
            id="field-deliveryId"
            name="deliveryId"
            width="100%"
            autoComplete="off"
            required
            value={data['deliveryId']}
            onChange={(event: React.ChangeEvent<HTMLInputElement>) => set('deliveryId', event.target.value)}
          />
        </Field>
      ) : null}
      <Field name="remark" label={TEXTS.remark} required problem={problemOf('remark')}>
        <TextArea
          id="field-remark"
          name="remark"
          width="100%"
          rows={3}
          required
          minLength={3}
          maxLength={200}
          value={data['remark']}
          onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) => set('remark', event.target.value)}
        />
      </Field>
      <Refusal refusal={refusal} />
      <div className="sb-foot">
        <Button type="submit" variant="contained" disabled={busy} data-testid="next">
          {say(TEXTS.check)}
        </Button>
      </div>
    </form>
  );
}

function Confirm({
  request: { busy, back, make },
  preview: { amount, lines, needsSecond },
}: {
  request: Request;
  preview: BookingPreview;
}): React.ReactElement {
  const say = useSay();
  return (
    <div data-testid="confirm">
      <Figure>{amount}</Figure>
      <Label>{say(TEXTS.planned)}</Label>
      <div className="sb-field">
        {lines.length === 0 ? <p>{say(TEXTS.nothingPosted)}</p> : <Movements lines={lines} />}
      </div>
      <Banner tone={needsSecond ? 'wait' : 'info'}>
        {say(needsSecond ? TEXTS.willWait : TEXTS.willBook)}
      </Banner>
      <div className="sb-foot">
        <Button variant="contained" disabled={busy} onClick={() => void make()} data-testid="request">
          {say(TEXTS.book)}
        </Button>
        <Button variant="outlined" disabled={busy} onClick={back}>
          {say(TEXTS.back)}
        </Button>
      </div>
    </div>
  );
}
