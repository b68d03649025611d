import { Button, Icon } from '@adminjs/design-system';
import React, { useState } from 'react';
import { COMMON } from '../words/common.ts';
import { useSay } from './say.ts';

/** Where the page is not served securely the browser has no clipboard to write to. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Copies a text, and says so for as long as it is drawn with that text. */
export function CopyButton({
  text,
  label,
  testId,
}: {
  text: string;
  /** What is copied, for those who do not see what stands beside it. */
  label: string;
  testId?: string;
}): React.ReactElement {
  const [copied, setCopied] = useState('');
  const say = useSay();
  const isDone = copied === text;
  const copy = async (): Promise<void> => {
    if (await copyText(text)) setCopied(text);
  };
  return (
    <Button
      type="button"
      size="sm"
      variant="outlined"
      aria-label={`${say(COMMON.copy)}: ${label}`}
      onClick={() => void copy()}
      data-testid={testId}
    >
      <Icon icon={isDone ? 'Check' : 'Copy'} />
      {say(isDone ? COMMON.copied : COMMON.copy)}
    </Button>
  );
}
