import { Box, Button, DrawerContent, DrawerFooter, H4, Input, Label, TextArea } from '@adminjs/design-system';
import { ApiClient, useTranslation, type ActionProps } from 'adminjs';
import React, { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useCall } from './parts/call.ts';
import { useTexts } from './parts/texts.ts';

interface Line {
  stars: number;
  bonusStars: number;
  price: string;
  listPrice: string;
  discount: number;
}
interface Preview {
  before: Line;
  after: Line;
  percent: number;
  needsSecondPerson: boolean;
  shop: (Line & { changed: boolean })[];
}

const WAIT_MS = 350;

/** A new version of a price, with what it changes and how the bot's screen will read, while one types. */
export default function PackageForm({ record }: ActionProps): React.ReactElement {
  const id = String(record?.id);
  const params = record?.params ?? {};
  const amount = (column: string): string => String(params[column] ?? '').replaceAll(/[^\d.]/g, '');
  const [data, setData] = useState<Record<string, string>>({
    price: amount('price'),
    listPrice: amount('list_price'),
    bonusStars: String(params['bonus_stars'] ?? 0),
    reason: '',
    validFrom: '',
    version: String(params['version'] ?? ''),
  });
  const [preview, setPreview] = useState<Preview>();
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const { sb } = useTexts();
  const { translateAction } = useTranslation();
  const call = useCall();
  const navigate = useNavigate();
  const sent = { ...data, validFrom: data['validFrom'] ? new Date(data['validFrom']).toISOString() : '' };
  const key = JSON.stringify({ ...sent, reason: '' });
  useEffect(() => {
    let current = true;
    const look = async (): Promise<void> => {
      const given = await askPreview(id, key);
      if (!current) return;
      setPreview(given.preview);
      setProblem(given.preview ? '' : (given.notice?.message ?? ''));
    };
    const timer = window.setTimeout(() => void look(), WAIT_MS);
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [id, key]);
  const submit = async (event: React.FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const answer = await call({ resource: 'packages', action: 'changePrice', id, data: sent });
    setBusy(false);
    if (answer) navigate('/admin/resources/packages?refresh=true');
  };
  const field = (name: string, type: string, required: boolean): React.ReactElement => (
    <Box mb="lg" key={name}>
      <Label htmlFor={`field-${name}`} required={required}>
        {sb(`fields.${name}`)}
      </Label>
      <Input
        id={`field-${name}`}
        name={name}
        type={type}
        required={required}
        width="100%"
        value={data[name] ?? ''}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
          setData({ ...data, [name]: event.target.value })
        }
      />
    </Box>
  );
  return (
    <Box as="form" onSubmit={submit} flex flexDirection="column" height="100%">
      <DrawerContent>
        <H4>
          {translateAction('changePrice')}: {String(params['stars'])} ⭐
        </H4>
        {field('price', 'text', true)}
        {field('listPrice', 'text', false)}
        {field('bonusStars', 'number', true)}
        {field('validFrom', 'datetime-local', false)}
        <Box mb="lg">
          <Label htmlFor="field-reason" required>
            {sb('fields.reason')}
          </Label>
          <TextArea
            id="field-reason"
            name="reason"
            required
            minLength={3}
            width="100%"
            rows={2}
            value={data['reason'] ?? ''}
            onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) =>
              setData({ ...data, reason: event.target.value })
            }
          />
        </Box>
        {problem ? <p style={{ color: '#a3241b', fontSize: 13 }}>{problem}</p> : null}
        {preview ? <PreviewBox preview={preview} /> : null}
      </DrawerContent>
      <DrawerFooter>
        <Button type="submit" variant="contained" disabled={busy || !preview}>
          {sb('price.save')}
        </Button>
      </DrawerFooter>
    </Box>
  );
}

/** What the server says to the numbers typed so far; nothing when it cannot be asked. */
async function askPreview(
  id: string,
  key: string,
): Promise<{ preview?: Preview; notice?: { message: string } }> {
  try {
    const data = JSON.parse(key) as object;
    const answer = await new ApiClient().recordAction({
      resourceId: 'packages',
      recordId: id,
      actionName: 'previewPrice',
      method: 'post',
      data,
    });
    return answer.data;
  } catch {
    return {};
  }
}

function PreviewBox({ preview }: { preview: Preview }): React.ReactElement {
  const { sb } = useTexts();
  const sign = preview.percent > 0 ? '+' : '';
  return (
    <div data-testid="price-preview">
      <p style={{ fontSize: 13, marginBottom: 8 }}>
        {sb('price.before')}: <b>{preview.before.price}</b> → {sb('price.after')}:{' '}
        <b>{preview.after.price}</b> · {sb('price.change')}:{' '}
        <b>
          {sign}
          {preview.percent} %
        </b>
      </p>
      {preview.needsSecondPerson ? (
        <p
          style={{
            background: '#fff3d6',
            color: '#7a5200',
            borderRadius: 8,
            padding: 10,
            fontSize: 13,
            marginBottom: 10,
            lineHeight: 1.4,
          }}
        >
          {sb('price.secondPerson')}
        </p>
      ) : null}
      <p style={{ fontSize: 12, color: '#6a758c', marginBottom: 6 }}>{sb('price.preview')}</p>
      <div style={{ background: '#d9e6d0', borderRadius: 12, padding: 12, display: 'grid', gap: 6 }}>
        {preview.shop.map((line) => (
          <div
            key={line.stars}
            style={{
              background: line.changed ? '#fff' : '#ffffffb0',
              outline: line.changed ? '2px solid #2f5bea' : 'none',
              borderRadius: 8,
              padding: '9px 12px',
              fontSize: 13,
              textAlign: 'center',
            }}
          >
            ⭐ {line.stars}
            {line.bonusStars > 0 ? ` + ${line.bonusStars} 🎁` : ''} — {line.price}
            {line.discount > 0 ? ` (−${line.discount} %)` : ''}
          </div>
        ))}
      </div>
    </div>
  );
}
