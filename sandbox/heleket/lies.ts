import type { Fault } from '../shared/index.ts';

type Row = Record<string, unknown>;

/** The answer of an endpoint, changed by a fault. The stored data stay true. */
export function distort(result: unknown, fault: Fault | undefined): unknown {
  if (!fault || typeof result !== 'object' || result === null) return result;
  if (!('items' in result)) return distortRow(result as Row, fault);
  const list = result as { items: Row[]; paginate: Row };
  const items = list.items.map((row) => distortRow(row, fault));
  const kept =
    fault.kind === 'missingRow'
      ? items.filter((row, index) => (fault.value ? row['order_id'] !== fault.value : index > 0))
      : items;
  const page = { ...list, items: kept, paginate: { ...list.paginate, count: kept.length } };
  return fault.kind === 'oddPage' ? { ...page, ...oddFields(fault) } : page;
}

function distortRow(row: Row, fault: Fault): Row {
  const { kind, value } = fault;
  if (kind === 'lyingAmount') return { ...row, amount: value ?? '0.01', payer_amount: value ?? '0.01' };
  if (kind === 'lyingStatus') return { ...row, status: value ?? 'paid', payment_status: value ?? 'paid' };
  if (kind === 'lyingOrder') return { ...row, order_id: value ?? 'someone-elses' };
  if (kind === 'oddRow' && row['order_id'] === value) return { ...row, ...oddFields(fault) };
  return row;
}

/** The fields that replace the true ones: JSON. */
function oddFields({ description }: Fault): Row {
  return JSON.parse(description ?? '{}') as Row;
}
