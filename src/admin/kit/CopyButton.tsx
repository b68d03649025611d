import { Button, Icon } from '@adminjs/design-system';
import React, { useState } from 'react';
import { COMMON } from '../words/common.ts';
import { useSay } from './say.ts';

/** If the page is not served securely, the browser gives no clipboard to write to. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Copies a text. It says so until it is drawn with another text. */
export function CopyButton({
  text,
  label,
  testId,
}: {
  text: string;
  /** Names the copied text, for people who do not see what is beside the button. */
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
