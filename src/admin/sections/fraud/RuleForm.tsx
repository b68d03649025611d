import { Box, DrawerContent, H4, Input, Label, TextArea } from '@adminjs/design-system';
import { useTranslation, type ActionProps } from 'adminjs';
import React, { useState } from 'react';
import { useNavigate } from 'react-router';
import { FormFooter } from '../../kit/FormFooter.tsx';
import { Field, Radio } from '../../kit/FormParts.tsx';
import { coinsOf, minorOf } from '../../kit/minor.ts';
import { plain } from '../../kit/plain.ts';
import { Refusal } from '../../kit/Refusal.tsx';
import type { FormField } from '../../access/actions.ts';
import { useSay } from '../../kit/say.ts';
import { useColumns, useShell } from '../../kit/shell.ts';
import type { Pair } from '../../words/pair.ts';
import { EFFECTS, MODES, PARAMETERS, TEXTS } from './texts.ts';
import { Trial } from './Trial.tsx';
import { useSubmit } from '../../kit/useSubmit.ts';

/** The only parameter that is an amount. It is typed in coins. */
const AMOUNT = 'minAmount';
type Parameters = Record<string, string | number>;

/** The next version of a rule: its numbers one by one, its effect, and a trial on the past before the numbers count. */
export default function RuleForm({ action, record, resource }: ActionProps): React.ReactElement {
  const row = record?.params ?? {};
  const had = JSON.parse(plain(row['parameters']) || '{}') as Parameters;
  const say = useSay();
  const columnOf = useColumns('fraud_rules');
  const { decimals } = useShell();
  const fields = action.custom['fields'] as readonly FormField[];
  const labelOf = (name: string): Pair => fields.find((field) => field.name === name)?.label ?? [name, name];
  const [values, setValues] = useState<Record<string, string>>(() =>
    Object.fromEntries(
      Object.entries(had).map(([name, value]) => [
        name,
        name === AMOUNT ? coinsOf(String(value), decimals) : String(value),
      ]),
    ),
  );
  const [data, setData] = useState(() => ({
    mode: plain(row['mode']),
    effect: plain(row['effect']),
    weight: plain(row['weight']),
    ruleReason: '',
  }));
  const { busy, refusal, problemOf, submit } = useSubmit();
  const { translateAction } = useTranslation();
  const navigate = useNavigate();
  const id = String(record?.id);
  const there = `/admin/resources/${resource.id}/records/${id}/show`;
  const parameters = JSON.stringify(
    Object.fromEntries(
      // In the rule, amounts are texts and counts are numbers. Each keeps its type.
      Object.entries(values).map(([name, value]) => [
        name,
        name === AMOUNT ? minorOf(value, decimals) : typeof had[name] === 'number' ? Number(value) : value,
      ]),
    ),
  );
  const send = async (event: React.FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = await submit({
      resource: resource.id,
      action: action.name,
      id,
      data: { ...data, parameters, version: plain(row['version']) },
    });
    if (answer) navigate(`${there}?refresh=true`);
  };
  return (
    <Box as="form" onSubmit={send} flex flexDirection="column" height="100%">
      <DrawerContent>
        <H4>{translateAction(action.name, resource.id)}</H4>
        <p className="sb-field">{plain(row[`title_${say.language}`])}</p>
        {Object.keys(values).map((name) => (
          <div key={name} className="sb-field">
            <Label htmlFor={`parameter-${name}`}>{say.of(PARAMETERS, name)}</Label>
            <Input
              id={`parameter-${name}`}
              name={name}
              width="100%"
              required
              inputMode="numeric"
              value={values[name]}
              onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
                setValues({ ...values, [name]: event.target.value })
              }
            />
          </div>
        ))}
        <Label>{columnOf('effect').label}</Label>
        <Radio
          choice={{ name: 'effect', words: EFFECTS }}
          chosen={data.effect}
          onChoose={(effect) => setData({ ...data, effect })}
        />
        <Label>{columnOf('mode').label}</Label>
        <Radio
          choice={{ name: 'mode', words: MODES }}
          chosen={data.mode}
          onChoose={(mode) => setData({ ...data, mode })}
        />
        <Field name="weight" label={labelOf('weight')} required problem={problemOf('weight')}>
          <Input
            id="field-weight"
            name="weight"
            type="number"
            min={0}
            max={1000}
            width="100%"
            value={data.weight}
            onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
              setData({ ...data, weight: event.target.value })
            }
          />
        </Field>
        <Field name="ruleReason" label={labelOf('ruleReason')} required problem={problemOf('ruleReason')}>
          <TextArea
            id="field-ruleReason"
            name="ruleReason"
            width="100%"
            rows={3}
            required
            minLength={3}
            value={data.ruleReason}
            onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) =>
              setData({ ...data, ruleReason: event.target.value })
            }
          />
        </Field>
        <Label>{say(TEXTS.try)}</Label>
        <Trial ruleId={id} parameters={parameters} />
        <Refusal refusal={refusal} />
      </DrawerContent>
      <FormFooter busy={busy} back={there} testId="save-rule">
        {say(TEXTS.save)}
      </FormFooter>
    </Box>
  );
}
