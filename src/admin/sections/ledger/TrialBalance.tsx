import { useTranslation } from 'adminjs';
import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { Card } from '../../kit/Card.tsx';
import { Pill } from '../../kit/Chip.tsx';
import { withMinus } from '../../kit/format.ts';
import { MomentInput } from '../../kit/Moments.tsx';
import { useSay } from '../../kit/say.ts';
import { Table } from '../../kit/Table.tsx';
import { usePage } from '../../kit/usePage.ts';
import { ACCOUNT_KINDS } from '../../words/ledger.ts';
import { TEXTS } from './texts.ts';
import type { TrialBalanceView } from './trialBalance.ts';

/** The trial balance: for each asset, every kind of account, and the total that must be zero. */
export default function TrialBalance(): React.ReactElement {
  const [at, setAt] = useState('');
  const { data, instead } = usePage<TrialBalanceView>('trialBalance', at === '' ? {} : { at });
  const { translatePage } = useTranslation();
  if (!data) return instead;
  return (
    <div className="sb-page">
      <div className="sb-row sb-apart sb-field">
        <h1>{translatePage('trialBalance')}</h1>
        <MomentInput name="at" label={TEXTS.at} value={at} onChange={setAt} />
      </div>
      {data.assets.map((one) => (
        <Asset key={one.asset} of={one} />
      ))}
    </div>
  );
}

function Asset({
  of: { asset, label, lines, total, balanced },
}: {
  of: TrialBalanceView['assets'][number];
}): React.ReactElement {
  const say = useSay();
  const nameOf = (kind: string, isHouse: boolean): string => {
    const name = say.of(ACCOUNT_KINDS, kind);
    return isHouse ? name : say(TEXTS.users, { kind: name });
  };
  return (
    <Card
      title={`${asset} ${label === asset ? '' : label}`}
      aside={
        <Pill tone={balanced ? 'good' : 'bad'}>{say(balanced ? TEXTS.balanced : TEXTS.unbalanced)}</Pill>
      }
    >
      <Table>
        {lines.map(({ kind, isHouse, balance, accountId }) => (
          <tr key={kind}>
            <td>
              <Link
                to={
                  accountId === null
                    ? `/admin/resources/ledger_accounts?filters.kind=${kind}&filters.asset=${asset}`
                    : `/admin/resources/ledger_accounts/records/${accountId}/show`
                }
              >
                {nameOf(kind, isHouse)}
              </Link>
            </td>
            <td className="sb-number">{withMinus(balance)}</td>
          </tr>
        ))}
        <tr>
          <td>
            <b>{say(TEXTS.total)}</b>
          </td>
          <td className="sb-number">
            <b>{withMinus(total)}</b>
          </td>
        </tr>
      </Table>
    </Card>
  );
}
