import type { ActionProps } from 'adminjs';
import React from 'react';
import { useLocation } from 'react-router';
import { Download } from '../../kit/Download.tsx';
import { useTexts } from '../../kit/texts.ts';

/** The list of AdminJS, and the same list as a file: with the filters and the order that it has now. */
export default function DefaultListAction({
  OriginalComponent,
  ...props
}: ActionProps & { OriginalComponent: React.ComponentType<ActionProps> }): React.ReactElement {
  const { search } = useLocation();
  const { sb } = useTexts();
  return (
    <>
      {props.action.custom['exported'] === false ? null : (
        <div style={{ textAlign: 'right', padding: '0 4px 8px' }}>
          <Download href={`/admin/export/lists/${props.resource.id}${search}`}>{sb('common.csv')}</Download>
        </div>
      )}
      <OriginalComponent {...props} />
    </>
  );
}
