import type { ActionProps } from 'adminjs';
import React from 'react';
import { useLocation } from 'react-router';
import { Download } from '../../kit/Download.tsx';
import { Unread } from '../../kit/Unread.tsx';
import { useSay } from '../../kit/say.ts';
import { COMMON } from '../../words/common.ts';
import { UNREAD } from '../../words/unread.ts';
import { useListFailure } from '../../kit/useListFailure.ts';

/**
 * The list of AdminJS, and a link to the same list as a file, with its present filters and order. If the list cannot be
 * read, shows why.
 */
export default function DefaultListAction({
  OriginalComponent,
  ...props
}: ActionProps & { OriginalComponent: React.ComponentType<ActionProps> }): React.ReactElement {
  const { search, pathname } = useLocation();
  const say = useSay();
  const { why, again } = useListFailure(props.resource.id, search);
  if (why !== undefined)
    return <Unread why={why} back={{ to: pathname, label: say(UNREAD.unfiltered) }} again={again} />;
  return (
    <>
      {props.action.custom['exported'] === false ? null : (
        <div className="sb-list-tools">
          <Download href={`/admin/export/lists/${props.resource.id}${search}`}>{say(COMMON.csv)}</Download>
        </div>
      )}
      <OriginalComponent {...props} />
    </>
  );
}
