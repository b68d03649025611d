import { ApiClient } from 'adminjs';
import { useEffect, useState } from 'react';
import type { Answer } from '../../kit/call.ts';
import type { PriceView } from './priceView.ts';
import type { TypedPrice } from './typedPrice.ts';

const WAIT_MS = 350;

/** Either the effect of a change, or why it cannot be made. */
interface Preview {
  readonly preview?: PriceView | undefined;
  readonly problem: Answer;
}

/** The server's answer to the terms typed so far. It is asked when the typing pauses. */
export function usePreview(resourceId: string, recordId: string, terms: Omit<TypedPrice, 'reason'>): Preview {
  const [shown, show] = useState<Preview>({ problem: {} });
  const key = JSON.stringify(terms);
  useEffect(() => {
    let current = true;
    const look = async (): Promise<void> => {
      const given = await askPreview(resourceId, recordId, JSON.parse(key) as object);
      if (current) show({ preview: given.preview, problem: given.preview ? {} : given });
    };
    const timer = window.setTimeout(() => void look(), WAIT_MS);
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [resourceId, recordId, key]);
  return shown;
}

/** Returns nothing if the server cannot be asked. */
async function askPreview(
  resourceId: string,
  recordId: string,
  data: object,
): Promise<Answer & { preview?: PriceView }> {
  try {
    const what = { resourceId, recordId: encodeURIComponent(recordId), actionName: 'previewPrice' };
    const answer = await new ApiClient().recordAction({ ...what, method: 'post', data });
    return answer.data as Answer & { preview?: PriceView };
  } catch {
    return {};
  }
}
