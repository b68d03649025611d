import { Button } from '@adminjs/design-system';
import React, { useRef, useState } from 'react';
import { Link } from 'react-router-dom';
import { copyText, CopyButton } from '../../kit/CopyButton.tsx';
import { Banner, Figure, Muted, Row } from '../../kit/Layout.tsx';
import { Field } from '../../kit/FormParts.tsx';
import { plain } from '../../kit/plain.ts';
import { Refusal } from '../../kit/Refusal.tsx';
import { useSay } from '../../kit/say.ts';
import { useColumns } from '../../kit/shell.ts';
import { useSubmit } from '../../kit/useSubmit.ts';
import { COMMON } from '../../words/common.ts';
import { Account } from './Account.tsx';
import type { HandView } from './hand.ts';
import { STEPS } from './steps.ts';
import { QUEUE } from './texts.ts';
import { useKeys } from './useKeys.ts';

/** The delivery that a person sends now: how many stars, to which account, and the proof that it was done. */
export function InHand({
  mine: { row, recipient, recipientName },
  done,
}: {
  mine: NonNullable<HandView['mine']>;
  done: () => void | Promise<void>;
}): React.ReactElement {
  const [proof, setProof] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const { busy, refusal, problemOf, submit } = useSubmit();
  const say = useSay();
  const columnOf = useColumns('deliveries');
  const id = plain(row['id']);
  const isLarge = row['needs_second'] === true;
  const copy = async (): Promise<void> => {
    if (await copyText(`@${recipient}`)) field.current?.focus();
  };
  useKeys({ KeyC: () => void copy() });
  const send = async (event: React.FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = await submit({ resource: 'deliveries', action: 'markSent', id, data: { proof } });
    if (answer) await done();
  };
  return (
    <form onSubmit={(event) => void send(event)} data-testid="in-hand" className="sb-stack">
      <Muted>{say(QUEUE.howTo)}</Muted>
      <div className="sb-deliveries-hand">
        <div className="sb-row">
          <Figure testId="stars">{plain(row['stars'])} ⭐</Figure>
          <CopyButton text={plain(row['stars'])} label={columnOf('stars').label} testId="copy-stars" />
        </div>
        <Account recipient={recipient} name={recipientName} />
      </div>
      {isLarge ? <Banner tone="info">{say(QUEUE.needsSecond)}</Banner> : null}
      <Field name="proof" label={QUEUE.proof} required problem={problemOf('proof')}>
        <input
          ref={field}
          id="field-proof"
          name="proof"
          required
          minLength={3}
          maxLength={200}
          autoComplete="off"
          value={proof}
          onChange={(event) => setProof(event.target.value)}
          className="sb-input sb-wide"
        />
      </Field>
      <Muted>{say(STEPS.markSent.consequence)}</Muted>
      <Refusal refusal={refusal} />
      <Row>
        <Button type="submit" variant="contained" disabled={busy} data-testid="done">
          {say(isLarge ? QUEUE.doneSecond : QUEUE.done)}
        </Button>
        <Link to={`/admin/resources/deliveries/records/${id}/giveBack`} className="sb-link">
          {say(QUEUE.giveBack)}
        </Link>
        <Link to={`/admin/resources/deliveries/records/${id}/show`} className="sb-link">
          {say(COMMON.details)}
        </Link>
      </Row>
    </form>
  );
}
