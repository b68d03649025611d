import type { ActionProps } from 'adminjs';
import React from 'react';
import { TicketView } from './TicketView.tsx';

/** A ticket alone, for people who follow a link. */
export default function TicketPage({ record }: ActionProps): React.ReactElement {
  return <TicketView id={String(record?.id)} height="calc(100vh - 230px)" />;
}
