import type { ActionProps } from 'adminjs';
import React from 'react';
import { useLocation } from 'react-router';
import { Download } from '../parts/Download.tsx';
import { Unread } from '../parts/Unread.tsx';
import { useTexts } from '../parts/texts.ts';
import { useListFailure } from '../parts/useListFailure.ts';

/**
 * The list of AdminJS, and the same list as a file: with the filters and the order that it has now. Where it cannot be
 * read, why.
 */
export default function DefaultListAction({
  OriginalComponent,
  ...props
}: ActionProps & { OriginalComponent: React.ComponentType<ActionProps> }): React.ReactElement {
  const { search, pathname } = useLocation();
  const { sb } = useTexts();
  const { why, again } = useListFailure(props.resource.id, search);
  if (why !== undefined)
    return <Unread why={why} back={{ to: pathname, label: sb('unread.unfiltered') }} again={again} />;
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
